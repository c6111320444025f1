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

function broken({ path, state, reason }: AwsFile): Finding[] {
  if (state !== "unreadable" && state !== "malformed") return [];
  const cure =
    state === "unreadable"
      ? `chmod u+r ${quoted(path)}, or correct the variable that names it`
      : "edit that line";
  return [{ level: "error", what: reason ?? `${path} is ${state}`, cure }];
}

const secrets = ["aws_secret_access_key", "aws_session_token"];

function holdsSecrets({ path }: AwsFile, { profiles }: Profiles): boolean {
  return [...profiles.values()].some(({ settings }) =>
    secrets.some((key) => settings.get(key)?.origin.file === path),
  );
}
