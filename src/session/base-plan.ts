import { sessionKey } from "./plan/key.ts";
import type { SessionPlan, Step } from "./plan/step.ts";

/** The plan of the base session that a plan goes by, or could go by for an hour; undefined where it opens none. */
export function basePlan(plan: SessionPlan): SessionPlan | undefined {
  const steps = baseSteps(plan.steps) ?? baseSteps(plan.hourNow ?? []);
  return steps && { ...plan, steps, hourNow: undefined, role: undefined, notices: [] };
}

/** The name under which the base session of a plan is stored. */
export function baseKey(plan: SessionPlan): string | undefined {
  const base = basePlan(plan);
  return base && sessionKey(base.steps);
}

function baseSteps(steps: readonly Step[]): readonly Step[] | undefined {
  const at = steps.findIndex(({ kind }) => kind === "get-session-token");
  return at < 0 ? undefined : steps.slice(0, at + 1);
}
