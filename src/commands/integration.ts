import { join } from "node:path";
import { locateCache } from "../cache-folder.ts";
import { type CommandGrammar, type Definition, toGrammar } from "../complete/grammar.ts";
import type { Context } from "../context.ts";
import { formats } from "../output/formats/table.ts";
import type { InitBlock } from "../output/init-block.ts";
import { listShells, loadShell } from "../output/shell.ts";
import { stampFiles } from "../output/stamps.ts";
import { policies } from "../policy/table.ts";
import { defaultPrefix, functionNames } from "../profiles/function-name.ts";
import { locateFiles } from "../profiles/locate.ts";
import { readProfiles } from "../profiles/read.ts";
import { unaidedProfiles } from "../session/unaided.ts";
import type { Profiles } from "../types.ts";

/** What can be typed after `awsmfa`, from the commands' own definitions. */
export function grammarOf(
  definitions: readonly Definition[],
  { packageRoot }: Pick<Context, "packageRoot">,
): CommandGrammar[] {
  return toGrammar(definitions, {
    shell: listShells(packageRoot),
    format: [...formats.keys()],
    policy: [...policies.keys()],
  });
}

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
export function integration(
  context: Context,
  shellName: string,
  { prefix, renews = false, aliasesAws = false }: InitWishes,
): { block: InitBlock; profiles: Profiles } {
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
    unaided: aliasesAws ? unaidedProfiles(profiles, home) : undefined,
    functions: functionNames(profiles.profiles, prefix),
    watched: watched ?? [],
  };
  return { block, profiles };
}
