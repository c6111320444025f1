import { isAbsolute, join } from "node:path";
import type { Env } from "../../types.ts";

/**
 * Where sessions, locks and the memory of used codes are kept: `AWSMFA_CACHE_DIR`, else `awsmfa` in `XDG_CACHE_HOME`, else in
 * `~/.cache`. A relative name would mean another place in each folder, so it does not count (as the XDG specification has it).
 */
export function locateCache(env: Env, home: string): string {
  const { AWSMFA_CACHE_DIR: own, XDG_CACHE_HOME: caches } = env;
  if (own && isAbsolute(own)) return own;
  return join(caches && isAbsolute(caches) ? caches : join(home, ".cache"), "awsmfa");
}
