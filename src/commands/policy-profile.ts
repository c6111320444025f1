import type { Context } from "../context.ts";
import type { ProfileValues } from "../policy/values.ts";
import { sourceChain } from "../profiles/facts.ts";
import { readProfiles } from "../profiles/read.ts";
import { setting } from "../profiles/setting.ts";
import { partitionOfArn } from "../session/plan/arn.ts";
import { findProfile } from "../session/plan/find-profile.ts";
import { renderOrigin } from "../session/plan/origin.ts";
import { partitionOfRegion } from "../session/plan/partition.ts";
import { usualProfile } from "../session/plan/usual-profile.ts";
import type { Setting } from "../types.ts";

/** What a profile tells for a policy, and where in the files it says so. */
export interface PolicyProfile extends ProfileValues {
  readonly places: Readonly<Record<"device" | "role", string>>;
}

/** What the named profile tells, else the usual one, where there is one. Throws for a named profile that does not exist. */
export function policyProfile({ env, home }: Context, named: string | undefined): PolicyProfile {
  const profiles = readProfiles(env, home);
  const usual = usualProfile(profiles, env).profile ?? "";
  const profile = named === undefined ? profiles.profiles.get(usual) : findProfile(profiles, named);
  if (!profile) return { places: { device: "", role: "" } };
  const chain = sourceChain(profile, profiles.profiles);
  const first = (key: string) => chain.map((each) => setting(each, key)).find((found) => found?.value);
  const [device, role, region] = [first("mfa_serial"), setting(profile, "role_arn"), first("region")];
  const place = (found: Setting | undefined, key: string) =>
    found ? `${key} at ${renderOrigin(found.origin)}` : "";
  return {
    partition:
      partitionOfArn(role?.value ?? "") ??
      partitionOfArn(device?.value ?? "") ??
      (region && partitionOfRegion(region.value)),
    device: parts(device, "mfa", "user"),
    role: parts(role, "role", "role"),
    places: { device: place(device, "mfa_serial"), role: place(role, "role_arn") },
  };
}

/** Account and name in an ARN. A virtual device mostly bears its user's name, which the console suggests. */
function parts(found: Setting | undefined, kind: string, option: "user" | "role"): ProfileValues["role"] {
  const [, account, name] = new RegExp(`^arn:[^:]*:iam::(\\d+):${kind}/(.+)$`).exec(found?.value ?? "") ?? [];
  return account && name ? { account, [option]: name } : undefined;
}
