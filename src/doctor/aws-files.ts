import { lstatSync, statSync } from "node:fs";
import type { AwsFile, Profiles } from "../types.ts";
import type { Finding } from "./finding.ts";

/** Files that are missing, unreadable, malformed, or open to others. */
export function examineAwsFiles(profiles: Profiles): Finding[] {
  const { config, credentials, notices } = profiles;
  return [
    ...(config.state === "missing" && credentials.state === "missing" ? [nothingYet(config)] : []),
    ...[config, credentials].flatMap(broken),
    ...openToOthers(credentials),
    ...notices.map(({ message, origin }): Finding => {
      const what = origin ? `${origin.file}:${origin.line}: ${message}` : message;
      return { level: "warning", what, cure: "edit that line" };
    }),
  ];
}

function nothingYet({ path }: AwsFile): Finding {
  return {
    level: "note",
    what: `there is no ${path || "config file"} yet`,
    cure: "aws configure, or awsmfa sandbox to try without AWS",
  };
}

function broken({ path, state, reason }: AwsFile): Finding[] {
  if (state !== "unreadable" && state !== "malformed") return [];
  const cure =
    state === "unreadable" ? `chmod u+r '${path}', or correct the variable that names it` : "edit that line";
  return [{ level: "error", what: reason ?? `${path} is ${state}`, cure }];
}

function openToOthers({ path, state }: AwsFile): Finding[] {
  if (state !== "read") return [];
  const { mode } = statSync(path);
  if ((mode & 0o077) === 0) return [];
  const shown = (mode & 0o777).toString(8);
  return [
    {
      level: "warning",
      what: `${path} holds keys and others can read it (mode ${shown})`,
      cure: `chmod 600 '${path}'`,
    },
  ];
}

/** Our own folder of sessions: what others can reach is not used. */
export function examineCache(path: string): Finding[] {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats || (stats.isDirectory() && (stats.mode & 0o077) === 0)) return [];
  const what = stats.isDirectory() ? `${path} is open to others` : `${path} is not a folder`;
  return [
    {
      level: "error",
      what: `${what}, so no session is kept there`,
      cure: stats.isDirectory() ? `chmod 700 '${path}'` : `rm '${path}'`,
    },
  ];
}
