import { isSecretKey } from "../profiles/secret-keys.ts";
import { renderOrigin } from "../session/plan/origin.ts";
import type { AwsFile, Profiles } from "../types.ts";
import { examineMode, quoted } from "./file-modes.ts";
import type { Finding } from "./finding.ts";

/** Files that are missing, unreadable, malformed, or open to others. */
export function examineAwsFiles(profiles: Profiles): Finding[] {
  const { config, credentials, notices } = profiles;
  return [
    ...(config.state === "missing" && credentials.state === "missing" ? [nothingYet(config)] : []),
    ...[config, credentials].flatMap(broken),
    ...[config, credentials].flatMap((file) => examineMode(file, holdsSecrets(file, profiles))),
    // What makes a file broken is among its notices, too.
    ...notices
      .map(({ message, origin }) => (origin ? `${renderOrigin(origin)}: ${message}` : message))
      .filter((what) => what !== config.reason && what !== credentials.reason)
      .map((what): Finding => ({ level: "warning", what, cure: "edit that line" })),
  ];
}

function nothingYet({ path }: AwsFile): Finding {
  return {
    level: "note",
    what: `there is no ${path || "config file"} yet`,
    cure: "awsmfa add makes a first profile; awsmfa sandbox tries everything without AWS",
  };
}

function broken({ path, state, reason, obstacle = "" }: AwsFile): Finding[] {
  if (state !== "unreadable" && state !== "malformed") return [];
  const way = ways[obstacle]?.(quoted(path));
  const toRead = [...(way ? [way] : []), "correct the variable that names it"].join(", or ");
  const cure = state === "unreadable" ? toRead : "edit that line";
  return [{ level: "error", what: reason ?? `${path} is ${state}`, cure }];
}

/** How to get over what stands in the way of reading a file. */
const ways: Readonly<Record<string, (file: string) => string>> = {
  EACCES: (file) => `chmod u+r ${file}`,
  ELOOP: (file) => `mend the link: ls -l ${file} shows where it leads`,
  "not a regular file": (file) =>
    `move it away and make a file in its place: ls -ld ${file} shows what it is`,
};

function holdsSecrets({ path }: AwsFile, { profiles }: Profiles): boolean {
  return [...profiles.values()].some(({ settings }) =>
    [...settings].some(([key, { origin }]) => isSecretKey(key) && origin.file === path),
  );
}
