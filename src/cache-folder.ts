import { isAbsolute, join } from "node:path";
import type { Env } from "./types.ts";

/** Where sessions, locks and the memory of used codes are kept: `AWSMFA_CACHE_DIR` where that is an absolute path, else `usualCache`. */
export function locateCache(env: Env, home: string): string {
  const { AWSMFA_CACHE_DIR: own } = env;
  return own && isAbsolute(own) ? own : usualCache(env, home);
}

/**
 * `awsmfa` in `XDG_CACHE_HOME`, else in `~/.cache`. A relative name would mean another place in each folder, and put sessions there, so it
 * does not count (as the XDG specification has it; RULES 6).
 */
export function usualCache({ XDG_CACHE_HOME: caches }: Env, home: string): string {
  return join(caches && isAbsolute(caches) ? caches : join(home, ".cache"), "awsmfa");
}
