import { AwsmfaError } from "../errors.ts";
import type { Profiles } from "../types.ts";
import { codeNeed } from "./explain.ts";
import { planSession } from "./plan/plan.ts";

/**
 * The profiles that the AWS CLI can use as they are, without a session of ours: no MFA applies to them. `default` is one where there is no
 * such profile. What only some environments would say is left out: no variable counts here.
 */
export function unaidedProfiles(profiles: Profiles, home: string): string[] {
  const names = [...profiles.profiles.keys()].filter((profile) => isUnaided(profiles, profile, home));
  return profiles.profiles.has("default") ? names : [...names, "default"];
}

function isUnaided(profiles: Profiles, profile: string, home: string): boolean {
  try {
    return codeNeed(planSession(profiles, { profile, env: {}, home }).steps) === "no";
  } catch (error) {
    if (!(error instanceof AwsmfaError)) throw error;
    return false;
  }
}
