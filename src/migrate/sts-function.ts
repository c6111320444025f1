import { basename, isAbsolute, join } from "node:path";
import { parseRoleArn } from "../session/plan/arn.ts";
import { renderOrigin } from "../session/plan/origin.ts";
import type { Origin, Profiles } from "../types.ts";
import { expandAll } from "./expand.ts";
import type { Finding, OldLines, Recogniser, Surroundings, TextFile } from "./finding.ts";
import { imagine } from "./imagine.ts";
import { readShellText, type ShellCommand, type ShellFunction } from "./shell-text.ts";
import { followCommands, followScript, type StsUse } from "./sts-use.ts";
import { type FoundSource, type Source, sourceOf } from "./user-profile.ts";
import { settingsChange, wantedRole } from "./wanted-profile.ts";

/** A function of a start-up file that goes to STS, by a script that it sources or by itself. */
interface StsFunction {
  readonly name: string;
  readonly file: TextFile;
  readonly origin: Origin;
  readonly script?: TextFile | undefined;
  readonly use: StsUse;
  /** Undefined where more stands in the function than what was understood, or more on its lines than the function. */
  readonly lines?: OldLines | undefined;
}

/**
 * Functions and aliases that source a script like mfacli.sh (https://github.com/widdix/aws-mfacli) with account and role as arguments, or
 * call `aws sts` themselves. The role becomes a profile, the function's name that of the profile's function; keys, device and region in
 * the script become a profile of the user.
 */
export const recogniseStsFunctions: Recogniser = (surroundings, profiles) => {
  const functions = surroundings.startUps.flatMap((file) =>
    readShellText(file.text).functions.flatMap((each) => understand(each, file, surroundings)),
  );
  let imagined = profiles;
  const findings: Finding[] = [];
  const done = new Set<StsFunction>();
  for (const each of functions) {
    const finding = convert(each, imagined);
    const isDone = finding.changes !== undefined && finding.old !== undefined;
    if (isDone) done.add(each);
    imagined = imagine(imagined, finding.changes ?? []);
    findings.push(finding);
  }
  return [...findings, ...emptyScripts(functions, done)];
};

function understand(each: ShellFunction, file: TextFile, { home, scripts }: Surroundings): StsFunction[] {
  const known = { home, args: [], variables: new Map<string, string | undefined>() };
  const sourced = each.commands
    .map((command) => sourcedFile(command, known))
    .find((found) => found && scripts.has(found.path));
  const script = sourced && scripts.get(sourced.path);
  const use = script
    ? followScript(script.text, { home, args: sourced.args })
    : followCommands(each.commands, known);
  if (!use) return [];
  const { name, line, lastLine, alone } = each;
  const isWhole = alone && (script ? each.commands.length === 1 : each.commands.every(isOfSts));
  const lines = isWhole ? { file, from: line, to: lastLine } : undefined;
  return [{ name, file, origin: { file: file.path, line }, script, use, lines }];
}

/** The absolute path and the arguments of `. path argument…`. */
export function sourcedFile(
  { words }: ShellCommand,
  known: Parameters<typeof expandAll>[1],
): { path: string; args: (string | undefined)[] } | undefined {
  const [dot, path, ...args] = expandAll(words, {
    ...known,
    args: known.args.length > 0 ? known.args : [undefined],
  });
  if ((dot !== "." && dot !== "source") || !path) return undefined;
  return { path: isAbsolute(path) ? path : join(known.home, path), args };
}

/** What a function that fetches a session does and nothing else does, so that no word of the person's own gets lost with it. */
function isOfSts({ words }: ShellCommand): boolean {
  const text = words
    .flat()
    .map((part) => (part.kind === "text" || part.kind === "command" ? part.text : " "))
    .join("");
  return /\bsts\b|^(export|unset|local|declare|read|echo|printf|eval)?.*(AWS_|CRED|cred|TOKEN|token|KEY)|^(jq|cut|awk|sed|tr|aws)/.test(
    text,
  );
}

/** What a function becomes, without its place. */
type Outcome = Omit<Finding, "origin" | "what">;

function convert(each: StsFunction, profiles: Profiles): Finding {
  const { name, origin, script, use } = each;
  const what = `${name} ${script ? `sources ${script.path}, which calls` : "calls"} aws sts`;
  const source = sourceOf(use, profiles);
  return { origin, what, ...outcome(each, source, profiles) };
}

function outcome(each: StsFunction, source: Source, profiles: Profiles): Outcome {
  const { use, lines } = each;
  if ("missing" in source) return notConverted(source.missing);
  if (use.hasDevice && !source.device)
    return notConverted(
      `which MFA device it means, only running it would tell; awsmfa set ${source.name} mfa_serial=ARN`,
    );
  const done =
    use.roleArn === undefined
      ? toBaseSession(each, source, profiles)
      : toRole(each, source, use.roleArn, profiles);
  if (!done.changes || lines) return { ...done, ...(done.changes && lines && { old: { lines: [lines] } }) };
  return { ...done, becomes: `${done.becomes}; more than that stands there, so its lines stay in any case` };
}

const notConverted = (why: string): Outcome => ({ becomes: `not converted: ${why}` });

/** Only a session of the user is fetched: the user's profile gets the function's name. */
function toBaseSession({ name }: StsFunction, source: FoundSource, profiles: Profiles): Outcome {
  const isNamed =
    name === `aws_${source.name}` || profiles.profiles.get(source.name)?.settings.has("awsmfa_function");
  const named = isNamed ? [] : settingsChange("config", source.name, { awsmfa_function: name });
  return {
    becomes: `the session of profile ${source.name}`,
    changes: [...source.changes, ...named],
    replaces: { name, profile: source.name },
  };
}

function toRole(
  { name, use }: StsFunction,
  source: FoundSource,
  roleArn: string,
  profiles: Profiles,
): Outcome {
  if (!parseRoleArn(roleArn)) return notConverted(`${roleArn} is no role's ARN`);
  const target = name.replace(/^aws_(?=.)/, "");
  const device = source.device === use.serialNumber ? undefined : use.serialNumber;
  const keys = new Map(Object.entries(roleKeys(use, name, source.name, device)));
  const wanted = wantedRole(profiles, target, keys);
  const replaces = { name, profile: target };
  if (wanted.kind === "there")
    return { becomes: `profile ${target}, which is there already`, changes: [], replaces };
  if (wanted.kind === "changes") {
    const changes = [...source.changes, ...wanted.changes];
    return { becomes: `profile ${target}: ${roleArn} over ${source.name}`, changes, replaces };
  }
  const place = renderOrigin(wanted.by.origin);
  return notConverted(
    `profile ${target} has ${wanted.key} already (${place}); awsmfa add NAME --role-arn ${roleArn} --source NAME makes one under another name`,
  );
}

function roleKeys(use: StsUse, functionName: string, source: string, device: string | undefined) {
  const seconds = Number(use.durationSeconds);
  const isLong = Number.isInteger(seconds) && seconds >= 900 && seconds <= 43200 && seconds !== 3600;
  return {
    role_arn: use.roleArn,
    source_profile: source,
    mfa_serial: device,
    region: use.region,
    external_id: use.externalId,
    duration_seconds: isLong ? String(seconds) : undefined,
    // The name that mfacli.sh gives to everybody says nothing: the user's own, which is the default, does.
    role_session_name: use.roleSessionName === "mfacli" ? undefined : use.roleSessionName,
    awsmfa_function: functionName.startsWith("aws_") ? undefined : functionName,
  };
}

/** The keys go out of a script once everything that was found to source it has been converted. */
function emptyScripts(functions: readonly StsFunction[], done: ReadonlySet<StsFunction>): Finding[] {
  const scripts = new Set(
    functions.flatMap(({ script, use }) => (script && use.keyLines.length > 0 ? [script] : [])),
  );
  return [...scripts].map((script) => {
    const users = functions.filter((each) => each.script === script);
    const [first] = users.map(({ use }) => use.keyLines);
    const lines = first!.map((line) => ({ file: script, from: line, to: line }));
    const what = `an access key in ${basename(script.path)}`;
    const origin = { file: script.path, line: first![0]! };
    const left = users.filter((user) => !done.has(user)).map(({ name }) => name);
    if (left.length > 0) return { origin, what, becomes: `stays, since ${left.join(", ")} may need it` };
    return { origin, what, becomes: "stands in the credentials file then", old: { lines } };
  });
}
