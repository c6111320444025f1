import { readFileSync, writeSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { isAbsolute } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { BaseContext } from "clipanion";
import type { StsFactory } from "./sts/sts.ts";
import type { Env } from "./types.ts";

/** The world as a command sees it. Tests hand in their own; only this file reads `process`. */
export interface Context extends BaseContext {
  readonly env: Record<string, string | undefined>;
  /** Absolute; never empty (RULES 6). */
  readonly home: string;
  /** Where `shell/`, `dist/` and `package.json` lie, with a slash at the end. */
  readonly packageRoot: string;
  readonly now: () => Date;
  readonly pid: number;
  readonly parentPid: number;
  readonly stdoutIsTerminal: boolean;
  /** Where signals to this process can be heard. */
  readonly signals: Pick<NodeJS.EventEmitter, "on" | "off">;
  readonly sts: StsFactory;
}

/** Collects what a command prints, so that it goes out in one piece or not at all. */
export class Transaction extends Writable {
  private chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    done();
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
export const packageRoot = fileURLToPath(new URL("../", import.meta.url));

/** The version in `package.json`. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(`${packageRoot}package.json`, "utf8")) as { version: string }).version;
}

/**
 * The person's home: `HOME` where it is an absolute path, else what the passwd database says.
 * An empty HOME would make `.aws/config` be read from the working directory (RULES 6).
 */
export function locateHome(env: Env): string {
  return env.HOME && isAbsolute(env.HOME) ? env.HOME : userInfo().homedir || homedir();
}

/** The real world, with stdout as a transaction. */
export function processContext(stdout: Transaction, makeSts: (env: Context["env"]) => StsFactory): Context {
  return {
    env: process.env,
    home: locateHome(process.env),
    packageRoot,
    now: () => new Date(),
    pid: process.pid,
    parentPid: process.ppid,
    stdin: process.stdin,
    stdout,
    stderr: process.stderr,
    stdoutIsTerminal: process.stdout.isTTY === true,
    signals: process,
    colorDepth: 1,
    sts: makeSts(process.env),
  };
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
