import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { Context } from "../context.ts";
import { AwsmfaError, ExitCode } from "../errors.ts";

/** Passed on to the child. What a key on the terminal sends reaches it anyway: see `fromKeyboard`. */
const passedOn = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"] as const;
const fromKeyboard = ["SIGINT", "SIGQUIT"] as const;

export interface ChildOptions {
  /** An interactive shell ignores SIGTERM; a hang-up ends it. */
  readonly hangUpOnTerm?: boolean;
}

/**
 * Runs a program on this process's own stdin, stdout and stderr, hands signals on, and returns its exit status, or 128 + the
 * number of the signal that ended it. Throws where it cannot be started.
 */
export async function runChild(
  context: Pick<Context, "signals" | "isTerminal">,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  options: ChildOptions = {},
): Promise<number> {
  const [program = "", ...args] = words;
  const child = spawn(program, args, { env, stdio: "inherit" });
  // On a terminal the whole foreground group gets these: this process only has to live until the child has dealt with them.
  const onTerminal = context.isTerminal(0);
  const pass = (signal: NodeJS.Signals) => {
    if (onTerminal && fromKeyboard.some((key) => key === signal)) return;
    child.kill(signal === "SIGTERM" && options.hangUpOnTerm ? "SIGHUP" : signal);
  };
  const signals = [...passedOn, ...fromKeyboard];
  for (const signal of signals) context.signals.on(signal, pass);
  try {
    return await ending(child, program);
  } finally {
    for (const signal of signals) context.signals.off(signal, pass);
  }
}

function ending(child: ReturnType<typeof spawn>, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "ENOENT" ? "no such program on PATH" : error.message;
      reject(new AwsmfaError(ExitCode.usage, `cannot start ${program}: ${why}`, { cause: error }));
    });
    child.once("exit", (status, signal) => resolve(signal ? 128 + constants.signals[signal] : (status ?? 1)));
  });
}
