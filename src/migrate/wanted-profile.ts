import type { ProfileChange } from "../profiles/file-change.ts";
import type { SettingChange } from "../profiles/raw-lines.ts";
import { setting } from "../profiles/setting.ts";
import type { Profile, Profiles } from "../types.ts";

/** Keys by which a profile gets credentials, of one kind or another. */
const sources =
  /^(role_arn|aws_access_key_id|credential_process|credential_source|web_identity_token_file|sso_.*|login_session)$/;

/** What becomes of a profile that is wanted: nothing, since it is there already; changes; or the setting that stands in the way. */
export type Wanted =
  | { readonly kind: "there" }
  | { readonly kind: "changes"; readonly changes: readonly ProfileChange[] }
  | { readonly kind: "taken"; readonly by: NonNullable<ReturnType<typeof setting>>; readonly key: string };

/**
 * A role as a profile of the config file. One of that name which has the role already is left as it is; one that gets its credentials
 * otherwise is not touched, a mere session under its name apart: the AWS CLI takes the role first.
 */
export function wantedRole(
  { profiles }: Profiles,
  name: string,
  keys: ReadonlyMap<string, string | undefined>,
): Wanted {
  const there = profiles.get(name);
  const wanted = [...keys].filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (there && setting(there, "role_arn")?.value === keys.get("role_arn")) return { kind: "there" };
  const obstacle = there && obstacleIn(there);
  if (obstacle) return { kind: "taken", ...obstacle };
  const changes = new Map(wanted.filter(([key]) => key === "role_arn" || !there?.settings.has(key)));
  return { kind: "changes", changes: [{ kind: "config", profile: name, changes }] };
}

function obstacleIn(profile: Profile) {
  const isSession = ["aws_session_token", "aws_security_token"].some((key) => setting(profile, key));
  const [key, by] =
    [...profile.settings].find(([key]) => sources.test(key) && !(key === "aws_access_key_id" && isSession)) ??
    [];
  return key !== undefined && by ? { key, by } : undefined;
}

/** A name that no profile bears yet: this one, or with a number behind it. */
export function freeName({ profiles }: Profiles, wanted: string): string {
  const name = wanted.replace(/[^\w@+.-]/g, "_").replace(/^[.-]+/, "") || "user";
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name}-${count}`;
    if (!profiles.has(candidate)) return candidate;
  }
}

/** A change of some keys of a profile, or none where nothing is left to change. */
export function settingsChange(
  kind: ProfileChange["kind"],
  profile: string,
  keys: Readonly<Record<string, SettingChange | undefined>>,
): ProfileChange[] {
  const changes = new Map(
    Object.entries(keys).filter((entry): entry is [string, SettingChange] => entry[1] !== undefined),
  );
  return changes.size === 0 ? [] : [{ kind, profile, changes }];
}
