import type { Profile } from "../../types.ts";
import { partitionOfArn } from "./arn.ts";
import type { Chain } from "./chain.ts";
import { baseDuration } from "./duration.ts";
import type { Route } from "./route.ts";
import type { GetSessionTokenStep } from "./step.ts";
import { type StsWorld, stsSettings } from "./sts-settings.ts";

/** The `GetSessionToken` of a route with a device, opened by the settings of the profile that holds the key, so that every role over it finds the same one. */
export function baseStep({
  world,
  chain,
  roles,
  device,
  lifetime,
  durationSeconds,
}: Route): GetSessionTokenStep {
  const { serialNumber, from } = device!;
  const holder = holderOf(world, chain);
  const sts = stsSettings(world, holder, partitionOfArn(serialNumber) ?? roles[0]?.partition);
  const duration = baseDuration(world.env, roles.length === 0 ? durationSeconds : undefined);
  const conditional = lifetime === "unknown";
  return {
    kind: "get-session-token",
    serialNumber,
    durationSeconds: duration.seconds,
    sts: sts.sts,
    conditional,
    reason: `one code of ${serialNumber} for every account over these keys${conditional ? ", if they turn out to be long-term" : ""}`,
    origin: typeof from === "string" ? undefined : from,
    values: [
      { name: "mfa_serial", value: serialNumber, from },
      { name: "duration_seconds", value: `${duration.seconds}`, from: duration.from },
      ...sts.values,
    ],
  };
}

/** Keys from the environment belong to no profile: `[default]` says where STS is. */
export function holderOf({ profiles }: StsWorld, { source }: Chain): readonly Profile[] {
  if (source.kind !== "environment") return [source.profile];
  const usual = profiles.profiles.get("default");
  return usual ? [usual] : [];
}
