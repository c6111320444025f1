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
import { dirname, join, resolve } from "node:path";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { effectiveUser } from "../private-file.ts";
import type { AwsFile } from "../types.ts";
import type { AwsFileKind } from "./edit.ts";

/**
 * Writes one of the AWS files: under its name stands the old content or the new, never a part. A link stays and its target is written.
 * The mode stays, but a credentials file is its owner's alone; a new file is 0600. Throws an `AwsmfaError` (exit 5) where it cannot be
 * written, or where it is no longer what `file` was read from: somebody else's change is not overwritten.
 */
export function writeAwsFile(file: AwsFile, kind: AwsFileKind, content: Uint8Array): void {
  try {
    if (file.path === "") throw new Error("the variable that names it is empty");
    const target = linkTarget(file.path);
    const old = statSync(target, { throwIfNoEntry: false });
    if (old && !old.isFile()) throw new Error("it is not a regular file");
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    replaceFile(target, content, modeOf(old, kind), old, () => {
      const now = old && readFileSync(target);
      const same = now ? file.content !== undefined && now.equals(file.content) : file.content === undefined;
      if (!same) throw new Error("it was changed meanwhile; try again");
    });
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

/** The bytes go to a new file beside the target, down to the disk, and take its name; then the name goes down to the disk. */
function replaceFile(
  target: string,
  content: Uint8Array,
  mode: number,
  old: Stats | undefined,
  check: () => void,
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
    check();
    renameSync(draft, target);
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
