import { AwsmfaError } from "../errors.ts";
import { ourProfile } from "../output/env-change.ts";
import { heldIn } from "../output/held.ts";
import { readProfiles } from "../profiles/read.ts";
import { codeNeed } from "../session/explain.ts";
import { type PlanRequest, planSession } from "../session/plan/plan.ts";
import type { SessionPlan } from "../session/plan/step.ts";
import { usualProfile } from "../session/plan/usual-profile.ts";
import type { Env, Profiles } from "../types.ts";

/** What a call of the AWS CLI needs of us. */
export interface SessionNeed {
  readonly profiles: Profiles;
  readonly plan: SessionPlan;
  /** For `AWS_PROFILE`: keys beside it count before its own, and of the profile its output and s3 settings do. */
  readonly handedOn: string | undefined;
}

interface World {
  readonly env: Env;
  readonly home: string;
  readonly now: () => Date;
}

/** What the command line says of the session. */
export interface Wanted extends Pick<PlanRequest, "role" | "durationSeconds"> {
  /** `--profile`. */
  readonly named: string | undefined;
}

/**
 * What a call needs. A role that it names is always opened. undefined: no MFA applies, the shell holds a session or keys that the AWS CLI takes
 * first, or the AWS CLI knows best what is wrong (there is no such profile). Throws an `AwsmfaError` for a profile that makes no plan,
 * but not on a machine without MFA: there it is no business of ours.
 */
export function findNeed(
  { named, role, durationSeconds }: Wanted,
  { env, home, now }: World,
): SessionNeed | undefined {
  if (!role && named === undefined && holdsSession(env, now())) return undefined;
  const profiles = readProfiles(env, home);
  const usual = usualProfile(profiles, env);
  const profile = named ?? usual.profile;
  const handedOn = named ?? (usual.from === "default" ? undefined : profile);
  const request = { profile: named, role, durationSeconds, env, home };
  if (role) return { profiles, plan: planSession(profiles, request), handedOn };
  if (named === undefined && profile !== undefined && hasKeys(env) && !env.AWSMFA_PROFILE) return undefined;
  if (profile !== undefined && !profiles.profiles.has(profile)) return undefined;
  const plan = tryPlan(profiles, request);
  if (!plan || codeNeed(plan.steps) === "no") return undefined;
  return { profiles, plan, handedOn };
}

function tryPlan(profiles: Profiles, request: PlanRequest): SessionPlan | undefined {
  try {
    return planSession(profiles, request);
  } catch (error) {
    if (!(error instanceof AwsmfaError) || asksMfa(profiles, request.env)) throw error;
    return undefined;
  }
}

function asksMfa({ profiles }: Profiles, env: Env): boolean {
  return (
    Boolean(env.AWS_MFA_SERIAL) || [...profiles.values()].some(({ settings }) => settings.has("mfa_serial"))
  );
}

function hasKeys(env: Env): boolean {
  return Boolean(env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY);
}

/** A session of ours that has ended is none: the usual way opens it again. A profile that `use --refresh` selected brings its own. */
function holdsSession(env: Env, now: Date): boolean {
  if (env.AWS_PROFILE && env.AWS_PROFILE === env[ourProfile] && !hasKeys(env)) return true;
  const { profile, expiration } = heldIn(env, now);
  return profile !== undefined && hasKeys(env) && !(expiration && expiration <= now);
}
