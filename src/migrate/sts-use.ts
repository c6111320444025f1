import { expand, expandAll, type Known } from "./expand.ts";
import { literal, readShellText, type ShellCommand, type Word, withInner } from "./shell-text.ts";

/** What a script asks of STS by way of the AWS CLI, as far as its text tells. */
export interface StsUse {
  readonly serialNumber?: string | undefined;
  /** Some call names a device, whether or not it can be told which. */
  readonly hasDevice: boolean;
  readonly roleArn?: string | undefined;
  readonly roleSessionName?: string | undefined;
  readonly externalId?: string | undefined;
  /** Of the role, else of the base session. */
  readonly durationSeconds?: string | undefined;
  /** The profile the keys come from; undefined: the keys below, else the default profile. */
  readonly profile?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  readonly region?: string | undefined;
  /** Lines that do nothing but assign one of the keys, as they stand. */
  readonly keyLines: readonly number[];
}

type Variables = Map<string, string | undefined>;
const actions = new Set(["get-session-token", "assume-role"]);

/**
 * Follows commands from top to bottom, with these arguments for `$1`, `$2`, …; undefined where they never call `aws sts`. Nothing is run, no
 * condition is looked at, and what only running would tell stays unknown.
 */
export function followCommands(
  commands: readonly ShellCommand[],
  { home, args }: Pick<Known, "home" | "args">,
): StsUse | undefined {
  const variables: Variables = new Map();
  const known = { home, args, variables };
  const assigned: { values: readonly (string | undefined)[]; command: ShellCommand }[] = [];
  let use: Omit<StsUse, "keyLines"> | undefined;
  for (const command of commands.flatMap((command) => withInner(command))) {
    const call = stsCall(command, known);
    if (call) use = merge(use, call, variables);
    const values = [...assign(command, known, variables)];
    if (values.length > 0) assigned.push({ values, command });
  }
  if (!use) return undefined;
  const keys = [use.accessKeyId, use.secretAccessKey].filter(Boolean);
  const keyLines = assigned.flatMap(({ values, command: { alone, line, lastLine } }) =>
    alone && values.every((value) => keys.includes(value))
      ? Array.from({ length: lastLine - line + 1 }, (_, next) => line + next)
      : [],
  );
  return { ...use, keyLines: [...new Set(keyLines)] };
}

/** The same for the text of a script. */
export function followScript(text: string, known: Pick<Known, "home" | "args">): StsUse | undefined {
  return followCommands(readShellText(text).commands, known);
}

/** The options of `aws sts get-session-token` or `assume-role`. */
function stsCall({ words }: ShellCommand, known: Known): Map<string, string | undefined> | undefined {
  const values = expandAll(words, known);
  const at = values.findIndex((value, index) => value === "sts" && actions.has(values[index + 1] ?? ""));
  if (at < 1) return undefined;
  const options = new Map<string, string | undefined>([["action", values[at + 1]]]);
  for (const [index, value] of values.entries()) {
    const [, name, joined] = /^--([a-z-]+)(?:=(.*))?$/s.exec(value ?? "") ?? [];
    if (name) options.set(name, joined ?? values[index + 1]);
  }
  return options;
}

/** A later call starts from what an earlier one gave: keys, profile and device are those of the first. */
function merge(
  before: Omit<StsUse, "keyLines"> | undefined,
  options: ReadonlyMap<string, string | undefined>,
  variables: Variables,
): Omit<StsUse, "keyLines"> {
  const isRole = options.get("action") === "assume-role";
  const duration = options.get("duration-seconds") ?? options.get("duration");
  const region = options.get("region") ?? variables.get("AWS_REGION") ?? variables.get("AWS_DEFAULT_REGION");
  return {
    hasDevice: before?.hasDevice === true || options.has("serial-number"),
    serialNumber: before?.serialNumber ?? options.get("serial-number"),
    roleArn: options.get("role-arn") ?? before?.roleArn,
    roleSessionName: options.get("role-session-name") ?? before?.roleSessionName,
    externalId: options.get("external-id") ?? before?.externalId,
    durationSeconds: isRole ? duration : undefined,
    region: region ?? before?.region,
    ...(before
      ? {
          profile: before.profile,
          accessKeyId: before.accessKeyId,
          secretAccessKey: before.secretAccessKey,
        }
      : {
          profile:
            options.get("profile") ?? variables.get("AWS_PROFILE") ?? variables.get("AWS_DEFAULT_PROFILE"),
          accessKeyId: variables.get("AWS_ACCESS_KEY_ID"),
          secretAccessKey: variables.get("AWS_SECRET_ACCESS_KEY"),
        }),
  };
}

/** Takes down what a command assigns (`NAME=value`, `export NAME=value`, `unset NAME`), and returns the values that stand there as they are. */
function assign({ words }: ShellCommand, known: Known, variables: Variables): (string | undefined)[] {
  const [first = ""] = [expand(words[0]!, known)];
  if (first === "unset") {
    for (const word of words) variables.delete(expand(word, known) ?? "");
    return [];
  }
  const declares = new Set(["export", "local", "readonly", "declare", "typeset"]).has(first);
  const values: (string | undefined)[] = [];
  for (const word of declares ? words.slice(1) : words) {
    const assignment = toAssignment(word);
    if (!assignment) {
      if (!declares) break;
      continue;
    }
    const value = expand(assignment.value, known);
    variables.set(assignment.name, value);
    values.push(literal(assignment.value));
  }
  return values;
}

function toAssignment(word: Word): { name: string; value: Word } | undefined {
  const texts = word.findIndex((part) => part.kind !== "text");
  const head = word.slice(0, texts < 0 ? word.length : texts).map((part) => (part as { text: string }).text);
  const equals = head.indexOf("=");
  const name = head.slice(0, Math.max(0, equals)).join("");
  return /^[A-Za-z_]\w*$/.test(name) ? { name, value: word.slice(equals + 1) } : undefined;
}
