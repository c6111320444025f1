import { spawn } from "node:child_process";
import { fstatSync } from "node:fs";
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
  const child = spawn(program, args, { env, stdio: handedOver(args) });
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

/**
 * The standard three, and the files that a shell opened for the program (`cat <(command)` is `cat /dev/fd/12` to it): Node would close the
 * low ones of them.
 */
function handedOver(args: readonly string[]): ("inherit" | "ignore" | number)[] {
  const found = args.flatMap((word) => [...word.matchAll(/\/(?:dev|proc\/self)\/fd\/(\d{1,3})(?!\d)/g)]);
  const open = new Set(
    found.map(([, number]) => Number(number)).filter((number) => number > 2 && isOpen(number)),
  );
  const places = Array.from({ length: Math.max(2, ...open) + 1 }, (_, number) => number);
  return places.map((number) => (number < 3 ? "inherit" : open.has(number) ? number : "ignore"));
}

function isOpen(number: number): boolean {
  try {
    fstatSync(number);
    return true;
  } catch {
    return false;
  }
}
