import { lstatSync, readdirSync, type Stats, statSync } from "node:fs";
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
  return [
    ...changeable(cache, "and put other folders in the place of ours"),
    ...["sessions", "prepared", "codes", "locks", "stamps"]
      .map((name) => join(cache, name))
      .flatMap((folder) => [folder, ...entries(folder)])
      .flatMap(notUsed),
  ];
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

/** What lies in a folder; nothing where that is none, or a link. */
function entries(folder: string): string[] {
  const isFolder = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory();
  return isFolder ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** A path as every shell of ours takes it, for a cure to be copied. */
export function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
