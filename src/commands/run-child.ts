import { type ChildProcess, spawn } from "node:child_process";
import { fstatSync } from "node:fs";
import { constants } from "node:os";
import type { Context } from "../context.ts";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { locateTerminal } from "../session/code/terminal.ts";

/** Handed on to the child, unless a key sent it: see `isKeystroke`. */
const handedOn = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGINT", "SIGQUIT"] as const;

export interface ChildOptions {
  /** An interactive shell ignores SIGTERM; a hang-up ends it. */
  readonly hangUpOnTerm?: boolean;
}

/**
 * Runs a program on this process's own stdin, stdout and stderr, hands signals on, and returns its exit status, or 128 + the
 * number of the signal that ended it. Throws where it cannot be started.
 */
export async function runChild(
  context: Pick<Context, "signals" | "pid">,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  options: ChildOptions = {},
): Promise<number> {
  const [program = "", ...args] = words;
  let child: ChildProcess | undefined;
  let again: NodeJS.Timeout | undefined;
  const handOn = (signal: NodeJS.Signals) => {
    if (isKeystroke(signal, context.pid)) return;
    const isHangUp = options.hangUpOnTerm && (signal === "SIGTERM" || signal === "SIGHUP");
    child?.kill(isHangUp ? "SIGHUP" : signal);
    // bash forgets a hang-up that comes between two of its commands and its prompt.
    if (isHangUp) again ??= setInterval(() => child?.kill("SIGHUP"), 500);
  };
  // Before the child is there: a signal that comes in its first moment would end us, and the child would live on. Node delivers it later.
  for (const signal of handedOn) context.signals.on(signal, handOn);
  try {
    child = spawn(program, args, { env, stdio: handedOver(args) });
    return await ending(child);
  } catch (error) {
    // Not Node's message: of a value that cannot be handed over it shows the value.
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "no such program on PATH" : code;
    throw new AwsmfaError(ExitCode.usage, `cannot start ${program}: ${why}`, { cause: error });
  } finally {
    clearInterval(again);
    for (const signal of handedOn) context.signals.off(signal, handOn);
  }
}

/** What a key sends, the terminal sends to the child as well; twice would mean "at once" to many a program (terraform). */
function isKeystroke(signal: NodeJS.Signals, pid: number): boolean {
  return (signal === "SIGINT" || signal === "SIGQUIT") && typeof locateTerminal(pid) !== "string";
}

function ending(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("error", (error) => {
      // One that runs is only beyond our signals (it became another user), and is waited for.
      if (child.pid === undefined) reject(error);
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
