/**
 * The shell that asks, as far as it tells: where the integration is loaded, its function `awsmfa` runs `list` and `doctor` (nothing else)
 * with AWSMFA_LEFT_OUT, the names that are not ours in this shell, one a line, and AWSMFA_PREFIX. Both are texts to compare with, no more.
 */
import type { Env, Profile } from "../types.ts";
import { defaultPrefix, type FunctionName, functionNames, isPrefix } from "./function-name.ts";

/** Has the shell that asks loaded the integration? */
export function isIntegrated(env: Env): boolean {
  return env.AWSMFA_LEFT_OUT !== undefined;
}

/** `functionNames` as they are in the shell that asks: with its prefix, unless another one is wanted, and without the names it left alone. */
export function functionNamesIn(
  env: Env,
  profiles: ReadonlyMap<string, Profile>,
  prefix = isPrefix(env.AWSMFA_PREFIX ?? "") ? env.AWSMFA_PREFIX! : defaultPrefix,
): Map<string, FunctionName> {
  const leftOut = new Set(env.AWSMFA_LEFT_OUT?.split("\n"));
  const names = functionNames(profiles, prefix);
  names.forEach(({ function: name }, profile) => {
    if (name === undefined || !leftOut.has(name)) return;
    names.set(profile, { reason: `${name} is a command, an alias or another function in this shell` });
  });
  return names;
}
