import { accessSync, constants, statSync } from "node:fs";
import type { Env } from "../types.ts";

/** What a shell returns for a program that is not there, and for one that cannot be run (POSIX, "Exit Status for Commands"). */
export const shellStatus = { notFound: 127, notRunnable: 126 } as const;

/** Why a program cannot be started: a status as shells have it and a word for a person; undefined where it can be. */
export function cannotStart(
  program: string,
  env: Env,
): { readonly status: number; readonly why: string } | undefined {
  const paths = program.includes("/")
    ? [program]
    : (env.PATH ?? "/usr/bin:/bin").split(":").map((folder) => `${folder || "."}/${program}`);
  const found = paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (found.some(isRunnable)) return undefined;
  if (found[0]) return { status: shellStatus.notRunnable, why: `${found[0]} is not executable` };
  const where = program.includes("/") ? "there is no such file" : "it is not on PATH";
  return { status: shellStatus.notFound, why: where };
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
