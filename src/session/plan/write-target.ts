import { AwsmfaError, ExitCode } from "../../errors.ts";
import type { ProfileChange } from "../../profiles/file-change.ts";
import {
  credentialsSection,
  holdingOf,
  keepingChanges,
  otherHolders,
  shadowedKey,
} from "../../profiles/session-section.ts";
import { setting } from "../../profiles/setting.ts";
import type { Profiles } from "../../types.ts";
import { renderOrigin } from "./origin.ts";
import type { SessionPlan } from "./step.ts";

/** What the AWS CLI takes before keys in the credentials file: beside one of these nobody would see the session. */
const stronger = ["role_arn", "web_identity_token_file", "sso_session", "sso_start_url"];
const ownKeys = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "credential_process"];

/** Throws an `AwsmfaError` (exit 3) where a session written into this section would not be read, or would replace what it is made from. */
export function checkTarget(profiles: Profiles, plan: SessionPlan, to: string): void {
  const profile = profiles.profiles.get(to);
  const obstacle = stronger.map((key) => [key, setting(profile, key)] as const).find(([, found]) => found);
  if (obstacle) {
    const [key, found] = obstacle;
    throw new AwsmfaError(
      ExitCode.config,
      `${renderOrigin(found!.origin)}: profile ${to} has ${key}, which the AWS CLI takes before keys: name another section by --to`,
    );
  }
  const [source] = plan.steps;
  const isSource = source?.kind === "keys" && source.profile === to;
  if (!isSource || holdingOf(credentialsSection(profiles, to)) !== "session") return;
  throw new AwsmfaError(
    ExitCode.config,
    `${renderOrigin(profile!.origin)}: ${to} holds a session already, which cannot open the next one: name the profile with the long-term keys by --profile`,
  );
}

/**
 * Throws an `AwsmfaError` (exit 3) where a section holds more keys than those that count: which of them exist nowhere else cannot be told,
 * and a session that comes or goes would take them with it.
 */
export function checkShadowedKeys(profiles: Profiles, to: string): void {
  const shadowed = shadowedKey(profiles, to);
  if (!shadowed) return;
  throw new AwsmfaError(
    ExitCode.config,
    `${renderOrigin(shadowed)}: [${to}] holds another key here, which a later line hides and which would be lost: move it to a section of its own, or delete it`,
  );
}

/**
 * What keeps the long-term keys of a section that is about to be overwritten; nothing where it holds none, or another profile holds the same.
 * Throws an `AwsmfaError` (exit 3) where they would be lost: without a name to keep them under, where that holds something else, or where the section hides some.
 */
export function keepLongTermKeys(
  profiles: Profiles,
  to: string,
  keepAs: string | undefined,
): ProfileChange[] {
  checkShadowedKeys(profiles, to);
  const section = credentialsSection(profiles, to);
  if (holdingOf(section) !== "long-term keys") return [];
  const holders = otherHolders(profiles, section, to);
  if (keepAs === undefined ? holders.length > 0 : holders.includes(keepAs)) return [];
  const place = renderOrigin([...section.values()][0]!.origin);
  if (keepAs === undefined) {
    throw new AwsmfaError(
      ExitCode.config,
      `${place}: [${to}] holds long-term keys that stand nowhere else: --keep-as NAME moves them, --to writes somewhere else`,
    );
  }
  const standing = profiles.profiles.get(keepAs);
  const other = [...ownKeys, ...stronger].map((key) => standing?.settings.get(key)).find(Boolean);
  if (other) {
    throw new AwsmfaError(
      ExitCode.config,
      `${renderOrigin(other.origin)}: profile ${keepAs} has credentials of its own: keep those of [${to}] under another name`,
    );
  }
  return [
    {
      kind: "credentials",
      profile: keepAs,
      changes: keepingChanges(profiles.profiles.get(to)!, standing),
    },
  ];
}

/** The profiles that take their keys from this one. */
export function dependants({ profiles }: Profiles, to: string): string[] {
  return [...profiles.values()].flatMap((profile) =>
    profile.name !== to && setting(profile, "role_arn") && setting(profile, "source_profile")?.value === to
      ? [profile.name]
      : [],
  );
}
