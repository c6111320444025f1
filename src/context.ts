import { fstatSync, readFileSync, statSync, writeSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, isAbsolute } from "node:path";
import type { BaseContext } from "clipanion";
import type { StsFactory } from "./sts/sts.ts";
import type { Env } from "./types.ts";

/** The world as a command sees it. Tests hand in their own. Which files read `process`: test/rules/imports.test.ts. */
export interface Context extends BaseContext {
  /** The command line's words as they were typed. */
  readonly argv?: readonly string[];
  readonly env: Record<string, string | undefined>;
  /** Absolute; never empty (RULES 6). */
  readonly home: string;
  /** Where `shell/`, `dist/` and `package.json` lie, with a slash at the end. */
  readonly packageRoot: string;
  readonly now: () => Date;
  readonly pid: number;
  readonly parentPid: number;
  readonly isTerminal: (descriptor: 0 | 1 | 2) => boolean;
  /** Where signals to this process can be heard. */
  readonly signals: Pick<NodeJS.EventEmitter, "on" | "off">;
  /**
   * Sends at the end of this process what Ctrl-C at a question, which is asked in raw mode, has not sent: SIGINT to all of the process group.
   * So ends the line that the person has typed: behind `aws_prod; terraform apply` there would still be the former account.
   */
  readonly interrupt: () => void;
  readonly sts: StsFactory;
}

/** Collects what a command prints, so that it goes out in one piece or not at all. */
export class Transaction {
  private chunks: Buffer[] = [];

  write(text: string | Uint8Array): void {
    this.chunks.push(Buffer.from(text));
  }

  clear(): void {
    this.chunks = [];
  }

  /** Everything written so far, as one buffer. */
  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/** The package's folder: one above this file in `src/` as well as one above its chunk in `dist/`. */
export const packageRoot = `${dirname(import.meta.dirname)}/`;

/** The version in `package.json`. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(`${packageRoot}package.json`, "utf8")) as { version: string }).version;
}

/** What Debian's passwd says of users without a home: a folder that is never there. */
const nowhere = "/nonexistent";

/**
 * The person's home: `HOME` where it is an absolute path, else what the passwd database says; a container may run us as a user that is
 * not in it. An empty HOME would make `.aws/config` be read from the working directory (RULES 6).
 */
export function locateHome(env: Env): string {
  if (env.HOME && isAbsolute(env.HOME)) return env.HOME;
  try {
    return userInfo().homedir || nowhere;
  } catch {
    return nowhere;
  }
}

/** What a session needs of the real world. No streams: the library is a guest, and touching `process.stdin` opens it. */
export function processParts(
  makeSts: (env: Context["env"]) => StsFactory,
): Pick<Context, "env" | "home" | "now" | "pid" | "sts"> {
  const { env, pid } = process;
  return { env, home: locateHome(env), now: () => new Date(), pid, sts: makeSts(env) };
}

/**
 * The real world, with stdout as a transaction. The streams that clipanion asks for are no more than their `write`: making Node's own
 * would cost seven milliseconds of every start.
 */
export function processContext(stdout: Transaction, makeSts: (env: Context["env"]) => StsFactory): Context {
  const stderr = { write: (text: string | Uint8Array) => tryWriteAll(2, Buffer.from(text)) };
  const streams = { stdin: undefined, stdout, stderr } as unknown as Pick<
    Context,
    "stdin" | "stdout" | "stderr"
  >;
  return {
    ...processParts(makeSts),
    ...streams,
    packageRoot,
    parentPid: process.ppid,
    isTerminal,
    signals: process,
    interrupt: () => void process.once("exit", () => process.kill(0, "SIGINT")),
    colorDepth: 1,
  };
}

/** `tty.isatty`; what is no character device, or `/dev/null`, needs no `node:tty`, which loads Node's whole network. */
function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    const file = fstatSync(descriptor);
    if (!file.isCharacterDevice() || file.rdev === statSync("/dev/null").rdev) return false;
    return process.getBuiltinModule("node:tty").isatty(descriptor);
  } catch {
    return false;
  }
}

/** Nobody may be listening, and the answer on stdout counts all the same. */
function tryWriteAll(descriptor: number, bytes: Uint8Array): void {
  try {
    writeAll(descriptor, bytes);
  } catch {
    // As said.
  }
}

/** Writes all bytes to a descriptor before returning; waits where the reader of a non-blocking pipe is slow. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
