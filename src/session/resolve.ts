import type { AssumedRole, Credentials, Profiles } from "../types.ts";
import { hourInstead } from "./code/obtain.ts";
import type { SessionPlan, Step } from "./plan/step.ts";
import { LapsedSession } from "./refused.ts";
import type { Walk } from "./standing.ts";
import { minTtl, minTtlSeconds } from "./store/usable.ts";
import { walkSteps } from "./walk.ts";
import type { SessionWorld } from "./world.ts";

export interface ResolveOptions {
  /** The MFA code that was passed: renews the session unless it is the one that opened it. */
  readonly code?: string | undefined;
  /** Seconds that a stored session must have left; 300 if not given. `AWSMFA_MIN_TTL` beats it. */
  readonly minTtlSeconds?: number | undefined;
}

/** What a plan came to. */
export interface Resolved {
  readonly profile?: string | undefined;
  readonly credentials: Credentials;
  /** When they end, where that is known. */
  readonly expiration?: Date | undefined;
  readonly assumedRole?: AssumedRole | undefined;
  /** The steps that were taken: the plan's, or those of its `hourNow`. */
  readonly steps: readonly Step[];
  /** STS gave it to this tool: only such a session may be stored or prepared (SPEC §5). */
  readonly isOurs: boolean;
}

/**
 * Walks a plan to credentials: as few calls as stored sessions allow, one code at most, once for all processes that want the same at the
 * same moment. Throws an `AwsmfaError`; then nothing that was stored before has changed.
 */
export async function resolveSession(
  plan: SessionPlan,
  profiles: Profiles,
  world: SessionWorld,
  options: ResolveOptions = {},
): Promise<Resolved> {
  const walk: Walk = {
    plan,
    profiles,
    world,
    code: options.code,
    marginSeconds: minTtl(world.env, options.minTtlSeconds ?? minTtlSeconds.shell),
    startedAt: world.now(),
  };
  try {
    return await walkPlan(walk);
  } catch (error) {
    // STS no longer takes a session that was stored: it has been dropped, so a second walk opens a new one. Once only.
    if (!(error instanceof LapsedSession)) throw error;
    return walkPlan(walk);
  }
}

async function walkPlan(walk: Walk): Promise<Resolved> {
  const { plan } = walk;
  const found = await walkSteps(walk, plan.steps);
  const steps = found === hourInstead ? plan.hourNow! : plan.steps;
  const result = found === hourInstead ? await walkSteps({ ...walk, code: undefined }, steps) : found;
  if (result === hourInstead) throw new Error("an hour instead of an hour");
  const { credentials, assumedRole, isOurs } = result;
  const { expiration } = credentials;
  return { profile: plan.profile, steps, credentials, expiration, assumedRole, isOurs };
}
