import { spawn } from "node:child_process";
import { AwsmfaError, ExitCode } from "../../errors.ts";
import type { Env, Origin } from "../../types.ts";
import { commandWords } from "../plan/command-words.ts";
import { renderOrigin } from "../plan/origin.ts";

/** Lists, for the programs we start, the profiles being resolved (RULES 26). */
const resolvingName = "AWSMFA_RESOLVING";

export interface Command {
  /** The setting it comes from: `credential_process` or `mfa_process`. */
  readonly key: string;
  readonly command: string;
  readonly origin: Origin;
  /** The profile on whose behalf it runs. */
  readonly profile: string;
}

/**
 * Runs the program of a setting, without a shell, and returns what it printed; its stderr goes to ours. Throws where it cannot be started,
 * fails, or is being run for this very profile already: a `credential_process` that calls us for its own profile would never end.
 */
export async function runCommand({ key, command, origin, profile }: Command, env: Env): Promise<string> {
  const resolving = parseList(env[resolvingName]);
  const place = `${renderOrigin(origin)}: ${key}`;
  if (resolving.includes(profile)) {
    throw new AwsmfaError(
      ExitCode.config,
      `${place} asks awsmfa for profile ${profile} again, which is being resolved by it`,
    );
  }
  const [program = "", ...args] = commandWords(key, command, origin);
  const childEnv = { ...env, [resolvingName]: JSON.stringify([...resolving, profile]) };
  const { status, output, error } = await run(program, args, childEnv);
  if (error) throw new AwsmfaError(ExitCode.config, `${place}: ${program} cannot be started (${error})`);
  if (status !== 0) throw new AwsmfaError(ExitCode.config, `${place}: ${program} failed (${status})`);
  return output;
}

interface Outcome {
  readonly status: number | string;
  readonly output: string;
  readonly error?: string;
}

function run(program: string, args: readonly string[], env: Env): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: { ...env }, stdio: ["inherit", "pipe", "inherit"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error: NodeJS.ErrnoException) =>
      resolve({ status: 127, output: "", error: error.code ?? error.message }),
    );
    child.on("close", (status, signal) =>
      resolve({ status: status ?? signal ?? 1, output: Buffer.concat(chunks).toString("utf8") }),
    );
  });
}

function parseList(text: string | undefined): readonly string[] {
  try {
    const list = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
