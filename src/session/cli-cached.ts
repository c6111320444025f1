import type { Profiles } from "../types.ts";
import { codeNeed } from "./explain.ts";
import type { SessionPlan } from "./plan/step.ts";
import type { Resolved } from "./resolve.ts";
import { readCliCache, writeCliCache } from "./store/cli-cache.ts";
import { cliCacheKey } from "./store/cli-cache-key.ts";
import { storedPart } from "./store/stored-part.ts";
import type { SessionWorld } from "./world.ts";

/** What a plan and the AWS CLI's cache have to do with each other. */
export interface CliCacheUse {
  readonly plan: SessionPlan;
  readonly profiles: Profiles;
  readonly home: string;
}

/** The session of a plan's profile, from the AWS CLI's cache; undefined where it has none that would do for a while. Never stored as one of ours. */
export function cliSession({ plan, profiles, home }: CliCacheUse, now: Date): Resolved | undefined {
  const key = keyOf(plan, profiles);
  const found = key === undefined ? undefined : readCliCache(home, key, now);
  if (!found) return undefined;
  const { credentials, assumedRole } = found;
  const { profile, steps } = plan;
  return { profile, steps, credentials, expiration: credentials.expiration, assumedRole, isOurs: false };
}

/** The same, but only where a code would have to be asked for otherwise. */
export function cliSessionInsteadOfCode(
  use: CliCacheUse,
  world: Pick<SessionWorld, "store" | "env" | "now">,
): Resolved | undefined {
  const { steps } = use.plan;
  const byOption = steps.some((step) => step.values?.some(({ from }) => from === "--duration"));
  if (byOption || codeNeed(steps, storedPart(steps, world)) === "no") return undefined;
  return cliSession(use, world.now());
}

/** Keeps what a plan came to for the AWS CLI, if it is a role session of ours. Throws exit 5 where it cannot be written. */
export function keepForCli(
  { plan, profiles, home }: CliCacheUse,
  { isOurs, credentials, assumedRole }: Resolved,
  now: Date,
): void {
  const key = keyOf(plan, profiles);
  if (isOurs && assumedRole && key !== undefined) writeCliCache(home, key, { credentials, assumedRole }, now);
}

/** A role on top of the profile's own is none that the AWS CLI would ask its cache for. */
function keyOf(plan: SessionPlan, { profiles }: Profiles): string | undefined {
  const profile = plan.profile === undefined || plan.role ? undefined : profiles.get(plan.profile);
  return profile && plan.steps.at(-1)?.kind === "assume-role" ? cliCacheKey(profile) : undefined;
}
