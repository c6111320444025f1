import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { effectiveUser, makePrivateFolder, removeFile, sweepFolder } from "../private-file.ts";
import { isGone, makeOwner, type Owner } from "./owner.ts";

/** A lock that is held. Releasing it twice does no harm. */
export interface Lock {
  readonly owner: Owner;
  readonly release: () => void;
}

/** Somebody else's hold on a lock. */
export interface Held {
  readonly by: Owner;
}

export interface LockRequest {
  readonly path: string;
  readonly pid: number;
  /** After so many seconds others may take it, even from a process that lives. */
  readonly seconds: number;
  readonly terminal?: string | undefined;
  readonly now: () => Date;
}

/**
 * Long: a guard lasts microseconds, and one taken from a process that merely sleeps would let it delete a lock it never looked at. Not
 * longer: one left on another machine, whose processes cannot be looked up, keeps a dead lock in its place.
 */
const guardSeconds = 60;

/** Takes a lock in a folder that only its owner can enter, or says who holds it (see `takeLockBeside`). */
export function takeLock(request: LockRequest): Lock | Held {
  makePrivateFolder(dirname(request.path));
  return takeLockBeside(request);
}

/**
 * Takes a lock in a folder that is there, whoever can look into it, or says who holds it. The lock is a full file that appears under
 * its name by `link(2)`: it is there whole or not at all, and one taker wins. What a dead process left is taken away first. Throws where
 * nothing can be written.
 */
export function takeLockBeside(request: LockRequest): Lock | Held {
  const { path, pid, seconds, terminal, now } = request;
  for (;;) {
    const owner = makeOwner(pid, now(), seconds, terminal);
    if (appear(path, owner)) return { owner, release: () => release(request, path, owner) };
    const by = readOwner(path);
    if (by && !isGone(by, now())) return { by };
    if (by && !remove(request, path, by)) return { by };
    if (!by) sweepUnreadable(request);
  }
}

/** Who holds a lock now; undefined where it is free or its holder is gone. */
export function lockHolder(path: string, now: Date): Owner | undefined {
  const owner = readOwner(path);
  return owner && !isGone(owner, now) ? owner : undefined;
}

/** A disk that has filled up meanwhile takes no guard: what was done under the lock stands, and the lock ends with its process. */
function release(request: LockRequest, path: string, owner: Owner): void {
  try {
    remove(request, path, owner);
  } catch {
    // Others take it once this process is gone, or past its deadline.
  }
}

function appear(path: string, owner: Owner): boolean {
  const own = join(dirname(path), `.${owner.id}`);
  try {
    // Not flushed to disk: after a power cut no process is left that it could protect.
    writeFileSync(own, JSON.stringify(owner), { flag: "wx", mode: 0o600 });
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    removeFile(own);
  }
}

/**
 * Deletes the lock of one owner and of no other; false where somebody else is at it. Whoever deletes holds a guard named after that very
 * owner, and an owner's id never comes back: so between looking and deleting nothing can have changed (RULES 24). A guard is a lock like
 * any other, so one left by a dead process is taken away in the same manner.
 */
function remove(request: LockRequest, path: string, owner: Owner): boolean {
  const guard = `${join(dirname(path), "guard")}-${owner.id}`;
  const held = takeLockBeside({ ...request, path: guard, seconds: guardSeconds });
  if ("by" in held) return false;
  if (readOwner(path)?.id === owner.id) removeFile(path);
  removeFile(guard);
  return true;
}

function readOwner(path: string): Owner | undefined {
  try {
    return parseOwner(readText(path));
  } catch {
    return undefined;
  }
}

/** Throws where the text is no lock's. */
function parseOwner(text: string): Owner {
  const owner = JSON.parse(text);
  if (typeof owner.id === "string" && Number.isFinite(owner.deadline + owner.seconds)) return owner;
  throw new Error("no lock");
}

/** Its mode is not looked at: beside an AWS file on a disk of Windows every file can be read by all. Throws for what is no file. */
function readText(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!fstatSync(descriptor).isFile()) throw new Error("no file");
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Something that is no lock under a lock's name was put there by hand; another user's, which cannot be read, counts as long as a lock does.
 * One that is gone by now may be another's a moment later, and stays.
 */
function sweepUnreadable({ path, seconds, now }: LockRequest): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return;
  try {
    parseOwner(readText(path));
    return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
  }
  if (stats.uid !== effectiveUser() && now().getTime() - stats.ctimeMs < seconds * 1000)
    throw new Error(`another user holds ${path}; try again`);
  rmSync(path, { force: true, recursive: true });
}

/** Deletes what killed processes left beside their locks, and the failures that nobody waits to hear any more: an hour old or older. */
export function sweepLocks(folder: string, now: Date): void {
  sweepFolder(folder, new Date(now.getTime() - 3_600_000), (name) => /^\.|^guard-|\.failed$/.test(name));
}
