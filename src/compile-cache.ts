import { lstatSync } from "node:fs";
import type { Env } from "./types.ts";

/** `node:module`, whose types know no `enableCompileCache` in Node 20. */
type NodeModule = object & { enableCompileCache?: (folder: string) => unknown };

/**
 * Lets Node (22.1 and newer) keep compiled code where the build's own does not fit. Only inside our own cache folder,
 * where that is there already and nobody else's: under sudo the caches of another person stay untouched (RULES 6).
 */
export function enableCompileCache(env: Env, user: number | undefined, module: () => object): void {
  const caches = env.XDG_CACHE_HOME || (env.HOME && `${env.HOME}/.cache`);
  if (!caches?.startsWith("/")) return;
  const folder = lstatSync(`${caches}/awsmfa`, { throwIfNoEntry: false });
  if (!folder?.isDirectory() || folder.uid !== user || (folder.mode & 0o077) !== 0) return;
  (module() as NodeModule).enableCompileCache?.(`${caches}/awsmfa/compiled`);
}
