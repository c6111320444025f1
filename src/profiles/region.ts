import type { Env } from "../types.ts";

/** The variables that name a region, in the order in which they count. */
const regionVariables = ["AWS_REGION", "AWS_DEFAULT_REGION"] as const;

/**
 * The region a person chose by variable, as it stood before a switch of ours; undefined where there is none.
 * A switch saves what it hides as `AWSMFA_WAS_<NAME>` (`+value`, or `-` for unset) and says in `AWSMFA_REGION` what it set:
 * a variable that still holds that is ours, any other value is the person's own. An empty variable names no region.
 */
export function userRegion(env: Env): string | undefined {
  return regionVariables.map((name) => beforeSwitch(env, name)).find((value) => value);
}

function beforeSwitch(env: Env, name: string): string | undefined {
  const saved = env[`AWSMFA_WAS_${name}`];
  const ours = saved !== undefined && env[name] === env.AWSMFA_REGION;
  if (!ours) return env[name];
  return saved.startsWith("+") ? saved.slice(1) : undefined;
}
