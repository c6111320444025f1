import type { Env, Profiles } from "../../types.ts";
import { environmentKeys } from "./static-keys.ts";

const variables = ["AWSMFA_PROFILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"] as const;

/** Which profile is meant, and why. `profile` undefined: none, the keys are in the environment. */
export interface UsualProfile {
  readonly profile?: string | undefined;
  /** The variable that named it, `default`, or `environment`. */
  readonly from: (typeof variables)[number] | "default" | "environment";
}

/**
 * Which profile is meant where none is named: the one this shell holds, then what the person chose by variable, then `default`. Keys in
 * the environment count where `AWS_MFA_SERIAL` names their device, or where there is no `[default]`. An empty variable names nothing.
 */
export function usualProfile(profiles: Profiles, env: Env): UsualProfile {
  const variable = variables.find((name) => env[name]);
  if (variable) return { profile: env[variable], from: variable };
  const fromEnvironment = env.AWS_MFA_SERIAL || !profiles.profiles.has("default");
  if (fromEnvironment && environmentKeys(env)) return { from: "environment" };
  return { profile: "default", from: "default" };
}
