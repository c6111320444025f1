import { join } from "node:path";
import { locateCache } from "../cache-folder.ts";
import type { Context } from "../context.ts";
import type { InitBlock } from "../output/init-block.ts";
import { loadShell } from "../output/shell.ts";
import { stampFiles } from "../output/stamps.ts";
import { defaultPrefix, functionNames } from "../profiles/function-name.ts";
import { locateFiles } from "../profiles/locate.ts";
import { readProfiles } from "../profiles/read.ts";
import type { Profiles } from "../types.ts";

/** What `init` can be asked for. */
export interface InitWishes {
  readonly prefix?: string | undefined;
  readonly renews?: boolean;
  readonly aliasesAws?: boolean;
}

/**
 * What the integration of a shell is made of, and the profiles that went into it. The files' times are taken before the files are
 * read, so that a change in between is noticed. Throws exit 2 for an unknown shell or an impossible prefix, and for nothing else.
 */
export async function integration(
  context: Context,
  shellName: string,
  { prefix, renews = false, aliasesAws = false }: InitWishes,
): Promise<{ block: InitBlock; profiles: Profiles }> {
  const { env, home, packageRoot, now } = context;
  const shell = loadShell(packageRoot, shellName);
  const paths = locateFiles(env, home);
  const stamps = join(locateCache(env, home), "stamps");
  const watched = stampFiles(stamps, [paths.config, paths.credentials], now());
  const profiles = readProfiles(env, home);
  const block = {
    shell,
    packageRoot,
    options: [
      ...(prefix === undefined ? [] : ["--prefix", prefix]),
      ...(renews ? ["--renew"] : []),
      ...(aliasesAws ? ["--alias-aws"] : []),
    ],
    prefix: prefix ?? defaultPrefix,
    renews,
    unaided: aliasesAws ? await findUnaided(profiles, home) : undefined,
    functions: functionNames(profiles.profiles, prefix),
    watched: watched ?? [],
  };
  return { block, profiles };
}

/** Few ask for it, and to plan takes a lot of code. */
async function findUnaided(profiles: Profiles, home: string): Promise<readonly string[]> {
  const { unaidedProfiles } = await import("../session/unaided.ts");
  return unaidedProfiles(profiles, home);
}
