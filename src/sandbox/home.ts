import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { AwsmfaError, ExitCode } from "../errors.ts";
import type { Env } from "../types.ts";
import { standardAwsFiles } from "./aws-files.ts";

/** A shell's start-up file inside a home. */
export interface StartUp {
  /** As `shell.json` has it: `~/.bashrc`, `${ZDOTDIR:-~}/.zshrc`. */
  readonly rc: string;
  /** What stands in it: what a person's has and a fresh one lacks (completion, in zsh), and what loads the integration. */
  readonly lines: readonly string[];
  /**
   * Folders, relative to the home, that a person's home has and a fresh one lacks. fish, missing its own, starts a job in the
   * background that goes on writing after the shell has ended.
   */
  readonly folders: readonly string[];
}

export interface SandboxHome {
  /** Absolute; only its owner can look inside. */
  readonly path: string;
  readonly remove: () => void;
}

/** Where the sandbox's STS answers with the current code, or with how long to wait for it. */
export const codePath = "/code";

/**
 * Makes a throw-away home: AWS files of the standard person that point at the STS at `url`, `awsmfa` and `awsmfa-code` in
 * `bin`, and for every shell the start-up file that its user would have.
 */
export function makeSandboxHome(url: string, launcher: string, startUps: readonly StartUp[]): SandboxHome {
  const path = mkdtempSync(`${tmpdir()}/awsmfa-sandbox-`);
  const write = (name: string, content: string, mode = 0o600) => {
    mkdirSync(dirname(`${path}/${name}`), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}/${name}`, content, { mode });
  };
  const { config, credentials } = standardAwsFiles(url);
  write(".aws/config", config);
  write(".aws/credentials", credentials);
  write(
    "bin/awsmfa-code",
    `#!/bin/sh\nexec "\${0%/*}/awsmfa" sandbox code --from ${url}${codePath}\n`,
    0o700,
  );
  symlinkSync(launcher, `${path}/bin/awsmfa`);
  for (const { rc, lines, folders } of startUps) {
    write(inHome(rc), `${lines.join("\n")}\n`);
    for (const folder of folders) mkdirSync(`${path}/${folder}`, { recursive: true, mode: 0o700 });
  }
  return { path, remove: () => remove(path) };
}

/** Tries for a second: what still runs in the background may be writing. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 9, retryDelay: 20 });
  } catch (error) {
    throw new AwsmfaError(ExitCode.write, `cannot remove ${path}: remove it yourself`, { cause: error });
  }
}

/** Where a start-up file lies, relative to the home, when no variable says otherwise. */
function inHome(rc: string): string {
  return rc.replace(/^\$\{\w+:-([^}]*)\}/, "$1").replace(/^~\//, "");
}

/**
 * Of the person's own set-up: what would reach past the sandbox's files (AWS's variables and ours), lead shells to start-up files
 * elsewhere, bring functions along, or send requests for 127.0.0.1 to a proxy.
 */
const theirs =
  /^(AWS_|AWSMFA_|AWSUME_|BASH_FUNC_)|^(BASH_ENV|ENV|ZDOTDIR|HISTFILE|fish_history|OLDPWD)$|^XDG_(CONFIG|CACHE|DATA|STATE)_HOME$|^(http|all)_proxy$/i;

/** The environment inside: the person's own without what concerns AWS, at home in the sandbox. */
export function sandboxEnv(env: Env, home: SandboxHome): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !theirs.test(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home.path,
    PATH: `${home.path}/bin:${env.PATH ?? "/usr/bin:/bin"}`,
  };
}
