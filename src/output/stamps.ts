import { closeSync, futimesSync, openSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { makePrivateFolder, sweepFolder } from "../private-file.ts";

/** A file and two stamps: empty files whose times lie just before and just after its own. Without stamps there was no file. */
export interface Watched {
  readonly path: string;
  readonly stamps?: readonly [before: string, after: string];
}

/** Each edit of an AWS file leaves two stamps behind; after a month they go. */
const keptMilliseconds = 30 * 86_400_000;

/**
 * Makes it possible for a shell to see with its builtins alone that a file has changed: `-ot` and `-nt` tell only older and newer,
 * so the file's time is kept between two stamps in this folder. An older file moved into its place shows as well.
 * Called before the file is read: a change in between is then noticed. undefined where the folder cannot be written.
 */
export function stampFiles(folder: string, paths: readonly string[], now: Date): Watched[] | undefined {
  try {
    makePrivateFolder(folder);
    // A shell that still looks at one of these loads once more, and has new ones.
    sweepFolder(folder, new Date(now.getTime() - keptMilliseconds), () => true);
    return paths.map((path) => stampFile(folder, resolve(path)));
  } catch {
    return undefined;
  }
}

function stampFile(folder: string, path: string): Watched {
  let microseconds: bigint;
  try {
    microseconds = statSync(path, { bigint: true }).mtimeNs / 1000n;
  } catch {
    return { path };
  }
  // Two either way: seconds as a double are good to half a microsecond.
  return { path, stamps: [writeStamp(folder, microseconds - 2n), writeStamp(folder, microseconds + 2n)] };
}

/** Named for its time, so that every shell over the same file shares it. */
function writeStamp(folder: string, microseconds: bigint): string {
  const path = join(folder, String(microseconds));
  const descriptor = openSync(path, "a", 0o600);
  try {
    futimesSync(descriptor, Number(microseconds) / 1e6, Number(microseconds) / 1e6);
  } finally {
    closeSync(descriptor);
  }
  return path;
}
