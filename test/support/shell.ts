import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { checkout } from "./package.ts";

/** A shell as `shell/<name>/shell.json` describes it. Read as data: a new folder under `shell/` is tested by itself. */
export interface ShellUnderTest {
  readonly name: string;
  /** Everything in its `shell.json`. */
  readonly spec: Record<string, unknown>;
  /** Absolute path of its program; undefined where it is not installed. */
  readonly program: string | undefined;
}

/** What a finished child left. */
export interface Finished {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface ProgramOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
}

/** How each shell is told to read no start-up file. A shell that is not in the table gets `-c` alone. */
const withoutStartupFiles: Record<string, readonly string[]> = {
  bash: ["--noprofile", "--norc"],
  zsh: ["-f"],
  fish: ["--no-config"],
};

/** Every folder of `shell/`. Prints a visible SKIP for each shell that is not installed. */
export function shellsUnderTest(): ShellUnderTest[] {
  return readdirSync(`${checkout}shell`)
    .filter((name) => existsSync(`${checkout}shell/${name}/shell.json`))
    .map((name) => ({ name, spec: readSpec(name), program: locateProgram(name) }));
}

/** Those of `shellsUnderTest` that are installed; a visible SKIP for every other, which counts as a failure in CI. */
export function installedShells(): (ShellUnderTest & { readonly program: string })[] {
  return shellsUnderTest().flatMap((shell) => {
    if (shell.program !== undefined) return [{ ...shell, program: shell.program }];
    console.log(`SKIP ${shell.name}: not installed (needed in CI)`);
    return [];
  });
}

/** Where a program is on this machine's PATH. */
export function locateProgram(name: string): string | undefined {
  const folder = (process.env.PATH ?? "").split(":").find((folder) => existsSync(`${folder}/${name}`));
  return folder === undefined ? undefined : `${folder}/${name}`;
}

/** The words that start a shell without its start-up files: `[...plainArgs("zsh"), "-c", script]`. */
export function plainArgs(shell: string): readonly string[] {
  return withoutStartupFiles[shell] ?? [];
}

function readSpec(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`${checkout}shell/${name}/shell.json`, "utf8")) as Record<string, unknown>;
}

/** Runs a script in a real shell without start-up files and with exactly this environment. No terminal; stdin is `input` or empty. */
export function runShell(
  shell: ShellUnderTest,
  script: string,
  options: ProgramOptions & { args?: readonly string[] },
): Finished {
  const program = shell.program ?? shell.name;
  return runProgram(program, [...plainArgs(shell.name), ...(options.args ?? []), "-c", script], options);
}

/** Runs any program with exactly this environment and waits for it (two minutes at most). */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions): Finished {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    env: options.env,
    cwd: options.cwd ?? options.env.HOME ?? "/",
    input: options.input ?? "",
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: longestMilliseconds,
  });
  if (error) throw error;
  return { status, signal, stdout, stderr };
}

/** How long a program may take. Beyond it is killed, and what it left behind holds the pipes of nobody. */
const longestMilliseconds = 120_000;

/** A program that runs. */
export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves once it has ended and its pipes are closed; rejects where it could not be started. Listens from the very start. */
  readonly ended: Promise<Finished>;
}

/**
 * Starts any program with exactly this environment. `detached`: in a session of its own, which has no terminal. Whoever started
 * something awaits `ended` rather than an event that may have been long ago.
 */
export function startProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions & { detached?: boolean },
): Started {
  const { env, cwd = env.HOME ?? "/", detached = false, input = "" } = options;
  const child = spawn(program, args, { env, cwd, detached });
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
  // A child that ends without reading its input is no failure of the test.
  child.stdin.on("error", () => {}).end(input);
  const limit = setTimeout(() => {
    child.kill("SIGKILL");
    child.stdout.destroy();
    child.stderr.destroy();
  }, longestMilliseconds);
  const ended = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ status, signal, ...texts }));
  }).finally(() => clearTimeout(limit));
  return { child, ended };
}

/** `runProgram` without blocking this process: needed wherever the child talks to a server that lives in the test itself. */
export function runProgramAsync(
  program: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<Finished> {
  return startProgram(program, args, options).ended;
}

/** `runShell` without blocking this process. */
export function runShellAsync(
  shell: ShellUnderTest,
  script: string,
  options: ProgramOptions & { args?: readonly string[] },
): Promise<Finished> {
  const program = shell.program ?? shell.name;
  return runProgramAsync(program, [...plainArgs(shell.name), ...(options.args ?? []), "-c", script], options);
}
