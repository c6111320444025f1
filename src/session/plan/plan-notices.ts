import type { Notice } from "../../types.ts";
import type { Chain } from "./chain.ts";
import type { Step } from "./step.ts";

/** What a person should know of a plan that works all the same. */
export function planNotices(
  { source }: Chain,
  steps: readonly Step[],
  durationSeconds: number | undefined,
): readonly Notice[] {
  const notices: Notice[] = [];
  const last = steps.at(-1)!;
  if (source.kind === "keys" && source.keys.strayToken) {
    const { origin } = source.keys.strayToken;
    const message = `this session token is passed over: the keys of profile ${source.profile.name} stand in another file`;
    notices.push({ message, origin });
  }
  if (last.kind === "keys" && !last.temporary) notices.push(unprotected(last.profile, last.origin));
  if (durationSeconds !== undefined && !("durationSeconds" in last)) {
    notices.push({ message: "--duration has no effect: these credentials are used as they are" });
  } else if (
    durationSeconds !== undefined &&
    "durationSeconds" in last &&
    last.durationSeconds < durationSeconds
  ) {
    notices.push({ message: `the session will last ${last.durationSeconds} s: ${last.reason}` });
  }
  return notices;
}

function unprotected(profile: string | undefined, origin: Notice["origin"]): Notice {
  const cure = profile ? `add mfa_serial to profile ${profile}` : "set AWS_MFA_SERIAL";
  return { message: `no MFA protects these long-term keys, which are used as they are: ${cure}`, origin };
}
