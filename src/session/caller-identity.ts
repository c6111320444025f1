import type { StsFactory } from "../sts/sts.ts";
import type { CallerIdentity, Env, Profiles, StsSettings } from "../types.ts";
import { stsSettings } from "./plan/sts-settings.ts";
import { explainRefusal } from "./refused.ts";
import type { Resolved } from "./resolve.ts";

interface Resolution {
  readonly profiles: Profiles;
  readonly resolved: Pick<Resolved, "profile" | "credentials" | "steps">;
}

interface World {
  readonly env: Env;
  readonly home: string;
  readonly sts: StsFactory;
}

/** Whom STS sees behind resolved credentials, asked where their last step was. Throws an `AwsmfaError` (exit 1) where it refuses. */
export async function callerIdentity(resolution: Resolution, world: World): Promise<CallerIdentity> {
  const { profile, credentials } = resolution.resolved;
  try {
    return await world.sts(settingsOf(resolution, world)).getCallerIdentity(credentials);
  } catch (error) {
    throw explainRefusal(error, profile === undefined ? "the keys in the environment" : `profile ${profile}`);
  }
}

function settingsOf({ profiles, resolved }: Resolution, { env, home }: World): StsSettings {
  const last = resolved.steps.at(-1);
  if (last && "sts" in last) return last.sts;
  const profile = profiles.profiles.get(resolved.profile ?? "default");
  return stsSettings({ profiles, env, home }, profile ? [profile] : [], undefined).sts;
}
