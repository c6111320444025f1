import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { type Held, type Lock, takeLockBeside } from "../lock/lock.ts";
import { effectiveUser, ownPid } from "../private-file.ts";
import type { AwsFile } from "../types.ts";
import type { AwsFileKind } from "./edit.ts";

/**
 * Writes one of the AWS files: under its name stands the old content or the new, never a part. A link stays and its target is written.
 * The mode stays, but a credentials file is its owner's alone; a new file is 0600. Throws an `AwsmfaError` (exit 5) where it cannot be
 * written, or where it is no longer what `file` was read from: somebody else's change is not overwritten.
 * Without content the file goes.
 */
export function writeAwsFile(file: AwsFile, kind: AwsFileKind, content: Uint8Array | undefined): void {
  try {
    if (file.path === "") throw new Error("the variable that names it is empty");
    const target = linkTarget(file.path);
    const old = statSync(target, { throwIfNoEntry: false });
    if (old && !old.isFile()) throw new Error("it is not a regular file");
    if (!content) {
      whileUnchanged(target, file, () => rmSync(target));
      return;
    }
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    replaceFile(target, content, modeOf(old, kind), old, (rename) => whileUnchanged(target, file, rename));
  } catch (error) {
    const { message } = error as Error;
    throw new AwsmfaError(
      ExitCode.write,
      `${file.path || `the ${kind} file`} could not be written: ${message}`,
      { cause: error },
    );
  }
}

/** Where a chain of links ends, whether or not anything is there. */
function linkTarget(path: string): string {
  let target = path;
  for (let hops = 0; hops < 40; hops++) {
    try {
      target = resolve(dirname(target), readlinkSync(target));
    } catch {
      return target;
    }
  }
  throw new Error("its links go round in a circle");
}

function modeOf(old: Stats | undefined, kind: AwsFileKind): number {
  if (!old) return 0o600;
  return old.mode & (kind === "credentials" ? 0o600 : 0o777);
}

/**
 * Does its work if the target still is what was read, with no other awsmfa between the look and the work: of two that read the same
 * file, one is told so. Throws where it was changed.
 */
function whileUnchanged(target: string, { content }: AwsFile, work: () => void): void {
  const lock = lockBeside(target);
  try {
    const now = contentOf(target);
    const same = now && content ? now.equals(content) : now === content;
    if (!same) throw new Error("it was changed meanwhile; try again");
    work();
  } finally {
    lock?.release();
  }
}

/** Held for two system calls, so that who finds it held waits a moment. undefined on a disk that knows no links: there it is done without. */
function lockBeside(target: string): Lock | undefined {
  const path = join(dirname(target), `.awsmfa-lock-${basename(target)}`);
  for (let turn = 0; ; turn++) {
    const taken = tryLock(path);
    if (!taken || "release" in taken) return taken;
    if (turn === 200) throw new Error(`process ${taken.by.pid} is writing it (${path}); try again`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  }
}

function tryLock(path: string): Lock | Held | undefined {
  try {
    return takeLockBeside({ path, pid: ownPid(), seconds: 60, now: () => new Date() });
  } catch (error) {
    const { code = "", syscall } = error as NodeJS.ErrnoException;
    if (syscall === "link" && /^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test(code)) return undefined;
    throw error;
  }
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The bytes go to a new file beside the target, down to the disk, and take its name; then the name goes down to the disk. */
function replaceFile(
  target: string,
  content: Uint8Array,
  mode: number,
  old: Stats | undefined,
  guarded: (rename: () => void) => void,
): void {
  const draft = join(dirname(target), `.awsmfa-${randomBytes(6).toString("hex")}`);
  const descriptor = openSync(draft, "wx", 0o600);
  try {
    try {
      writeFileSync(descriptor, content);
      // Root writing another person's file leaves it theirs.
      if (old && effectiveUser() === 0) fchownSync(descriptor, old.uid, old.gid);
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    guarded(() => renameSync(draft, target));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

function syncFolder(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
