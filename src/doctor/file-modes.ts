import { existsSync, lstatSync, readdirSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { effectiveUser } from "../private-file.ts";
import type { AwsFile } from "../types.ts";
import type { Finding } from "./finding.ts";

/**
 * Who else can read an AWS file that holds secrets, or change one: it names programs that the AWS CLI and we run
 * (`credential_process`), so whoever writes it runs what they like as this user.
 */
export function examineMode({ path, state }: AwsFile, holdsSecrets: boolean): Finding[] {
  if (state !== "read" && state !== "malformed") return [];
  const danger = "and so choose programs that run as you (credential_process)";
  return [
    ...[path, dirname(path)].flatMap((each) => changeable(each, danger)),
    ...(holdsSecrets ? readable(path) : []),
  ];
}

function readable(path: string): Finding[] {
  const { mode } = statSync(path);
  if ((mode & 0o044) === 0) return [];
  const what = `${path} holds keys and others can read it (mode ${shown(mode)})`;
  return [{ level: "warning", what, cure: `chmod 600 ${quoted(path)}` }];
}

/** A folder in which all may write but only remove what is their own (the sticky bit: `/tmp`) is none where a file can be exchanged. */
function changeable(path: string, danger: string): Finding[] {
  const { mode, uid } = statSync(path);
  if ((mode & 0o022) !== 0 && (mode & 0o1000) === 0) {
    const what = `others can change ${path} (mode ${shown(mode)}), ${danger}`;
    return [{ level: "error", what, cure: `chmod go-w ${quoted(path)}` }];
  }
  if (uid === effectiveUser() || uid === 0) return [];
  const what = `${path} belongs to another user, who can change it, ${danger}`;
  return [{ level: "warning", what, cure: `chown "$(id -u)" ${quoted(path)}, or use a copy of your own` }];
}

function shown(mode: number): string {
  return (mode & 0o7777).toString(8);
}

/** Our own folder of sessions: in it what others can reach, what is not ours and what is a link is not used. */
export function examineCache(cache: string): Finding[] {
  try {
    return lookInto(cache);
  } catch (error) {
    const { code, path = cache } = error as NodeJS.ErrnoException;
    const what = `${path} cannot be looked into (${code}), so no session is kept or found there`;
    return [
      { level: "error", what, cure: `see whose it is: ls -ld ${quoted(path)} ${quoted(dirname(path))}` },
    ];
  }
}

function lookInto(cache: string): Finding[] {
  const stats = statSync(cache, { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory())
    return [
      {
        level: "error",
        what: `${cache} is no folder, so no session is kept`,
        cure: `remove it: rm ${quoted(cache)}`,
      },
    ];
  const found = changeable(cache, "and put other folders in the place of ours");
  const folders = ["sessions", "prepared", "codes", "locks", "stamps"].map((name) => join(cache, name));
  return [...found, ...folders.flatMap(notUsedIn)];
}

/** A folder that is not used, or what in it is not. */
function notUsedIn(folder: string): Finding[] {
  const found = notUsed(folder);
  if (found.length > 0 || !existsSync(folder)) return found;
  return readdirSync(folder).flatMap((name) => notUsed(join(folder, name)));
}

function notUsed(path: string): Finding[] {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  const why = stats && untrusted(stats);
  if (!why) return [];
  const cure = why.startsWith("is open") ? `chmod go= ${quoted(path)}` : `remove it: rm -rf ${quoted(path)}`;
  return [{ level: "error", what: `${path} ${why}, so no session is kept or found there`, cure }];
}

function untrusted(stats: Stats): string | undefined {
  if (stats.isSymbolicLink()) return "is a link";
  if (stats.uid !== effectiveUser()) return "belongs to another user";
  return (stats.mode & 0o077) === 0 ? undefined : `is open to others (mode ${shown(stats.mode)})`;
}

/** A text as one word, for a cure to be copied; fish reads a backslash in it in its own way. */
export function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
