/** Files that hold secrets: ours alone, never behind a link, written whole or not at all (SPEC §5, RULES 6 and 11). */
import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** The user that files of ours belong to. Read here, since importing `node:process` makes Node open its three streams: 7 ms of start. */
export const effectiveUser = () => process.geteuid?.();

/** Whom a lock belongs to. */
export const ownPid = () => process.pid;

const isOurs = (stats: Stats) => stats.uid === effectiveUser() && (stats.mode & 0o077) === 0;

let drafts = 0;

/** What a killed `writePrivate` leaves behind. */
export const isDraft = (name: string) => /^\.\d+-\d+\.tmp$/.test(name);

/**
 * Makes a folder that only its owner can enter, parents included.
 * Throws where it, or the nearest parent that is there already, is not ours: under sudo the caches of another person stay untouched.
 */
export function makePrivateFolder(path: string): void {
  if (!lstatSync(path, { throwIfNoEntry: false })) {
    let parent = dirname(path);
    while (!statSync(parent, { throwIfNoEntry: false })) parent = dirname(parent);
    if (statSync(parent).uid !== effectiveUser()) throw new Error(`${parent} belongs to another user`);
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }
  const stats = lstatSync(path);
  if (!stats.isDirectory() || !isOurs(stats)) {
    throw new Error(`${path} is not a folder of yours alone; remove it, or chmod 700 it`);
  }
}

/** Writes a file of mode 0600: under its name stands the old content or the new, never a part. It bears the time `modified`, if given. */
export function writePrivate(path: string, content: string | Uint8Array, modified?: Date): void {
  const temporary = join(dirname(path), `.${process.pid}-${drafts++}.tmp`);
  const descriptor = openDraft(temporary);
  try {
    try {
      // Not flushed: what a power cut leaves of a cache is recognised as not whole, and costs one call.
      writeFileSync(descriptor, content);
      if (modified) futimesSync(descriptor, modified, modified);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    removeFile(temporary);
    throw error;
  }
}

/** No other process writes under this name; what a killed one left long ago under the same pid goes. */
function openDraft(path: string): number {
  try {
    return openSync(path, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    removeFile(path);
    return openSync(path, "wx", 0o600);
  }
}

/** Deletes a file that may be gone already. What `rmSync` does beside that takes longer than the deleting. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** The content of a private file; undefined where it is missing, a link, somebody else's, or readable by others. */
export function readPrivate(path: string): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() && isOurs(stats) ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Deletes those files of a private folder that `matches` and that nobody has touched since. What cannot be deleted stays: it does no harm. */
export function sweepFolder(folder: string, since: Date, matches: (name: string) => boolean): void {
  try {
    for (const path of readdirSync(folder)
      .filter(matches)
      .map((name) => join(folder, name))) {
      // Of its times the one that nobody can set.
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (stats && stats.ctimeMs < since.getTime()) rmSync(path, { force: true });
    }
  } catch {
    // As said.
  }
}
