import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { AwsmfaError, ExitCode } from "../errors.ts";
import type { Env } from "../types.ts";
import { listShells, loadShell, type Shell } from "./shell.ts";

/** What tells which shell is asking. */
export interface Asker {
  readonly packageRoot: string;
  readonly env: Env;
  readonly parentPid: number;
}

/**
 * The shell to write for: the wanted one, else the parent process's, else that of `SHELL`. Throws exit 2 for an unknown one, and
 * where neither says anything.
 */
export function whichShell({ packageRoot, env, parentPid }: Asker, wanted?: string): Shell {
  const names = listShells(packageRoot);
  if (wanted !== undefined && names.includes(wanted)) return loadShell(packageRoot, wanted);
  const shells = names.map((name) => loadShell(packageRoot, name));
  const find = (program: string | undefined) =>
    shells.find((shell) => program !== undefined && shell.names.includes(toShellName(program)));
  const known = names.join(", ");
  if (wanted !== undefined) {
    const kin = find(wanted);
    const cure = kin ? `; --shell ${kin.name} writes what ${wanted} reads as well` : "";
    throw new AwsmfaError(ExitCode.usage, `unknown shell "${wanted}"; there are ${known}${cure}`);
  }
  const shell = find(locateProcessName(parentPid)) ?? find(env.SHELL);
  if (shell) return shell;
  throw new AwsmfaError(
    ExitCode.usage,
    `cannot tell which shell is asking; say --shell with one of ${known}`,
  );
}

/** `-zsh` (a login shell), `/bin/bash` and `zsh-5.9` are zsh, bash and zsh. */
export function toShellName(program: string): string {
  return basename(program)
    .replace(/^-/, "")
    .replace(/-?\d[\d.]*$/, "");
}

/** The name of a running process; undefined where nobody says. Linux tells in /proc, everyone else by `ps`. */
function locateProcessName(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return askPs(pid);
  }
}

function askPs(pid: number): string | undefined {
  try {
    const asked = execFileSync("ps", ["-o", "comm=", "-p", String(pid)], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    return asked.toString().trim();
  } catch {
    return undefined;
  }
}
