import { AwsmfaError, ExitCode } from "../errors.ts";
import type { SettingChange } from "./raw-lines.ts";
import { isSecretKey } from "./secret-keys.ts";

/** What the words of a command line want of a profile's keys. */
export interface Assignments {
  readonly changes: ReadonlyMap<string, SettingChange>;
  /** Keys named without a value: it is to be asked for. */
  readonly asked: readonly string[];
}

/**
 * Reads `key=value`, `s3.addressing_style=path` (a key of a nested block), and a bare `key` whose value is asked for; `unset` names keys
 * to be taken out. Keys come lower-cased, as every SDK reads them; those of nested blocks as they are. Throws exit 2 for what is no key,
 * for a value of more than one line, and for a secret, which would show in the list of processes and in the shell's history.
 */
export function parseAssignments(words: readonly string[], unset: readonly string[] = []): Assignments {
  const changes = new Map<string, SettingChange>();
  const asked: string[] = [];
  for (const word of words) {
    const at = word.indexOf("=");
    const key = parseKey(at < 0 ? word : word.slice(0, at));
    if (at < 0) asked.push(key);
    else put(changes, key, parseValue(key, word.slice(at + 1)));
  }
  for (const key of unset) put(changes, parseKey(key), null);
  return { changes, asked };
}

/** The same with the values that were asked for. */
export function withAnswers(
  { changes, asked }: Assignments,
  answers: readonly string[],
): Map<string, SettingChange> {
  const all = new Map(changes);
  for (const [index, key] of asked.entries()) put(all, key, answers[index]!);
  return all;
}

function parseKey(text: string): string {
  const [first = "", ...rest] = text.split(".");
  const key = [first.toLowerCase(), ...rest].join(".");
  if (/^[a-z0-9_][a-z0-9_-]*(\.[A-Za-z0-9_][A-Za-z0-9_ -]*)?$/.test(key) && !key.endsWith(" ")) return key;
  // Somebody may have typed a secret where a key belongs.
  throw new AwsmfaError(
    ExitCode.usage,
    "a word is neither key=value nor a key: keys are letters, digits, _ and -, and s3.addressing_style is a key of a nested block",
  );
}

function parseValue(key: string, value: string): string {
  if (isSecretKey(key)) {
    throw new AwsmfaError(
      ExitCode.usage,
      `${key} is a secret, which an argument would show to everybody: name it without a value, and it is asked for or read from stdin`,
    );
  }
  if (/[\r\n]/.test(value)) throw new AwsmfaError(ExitCode.usage, `the value of ${key} must be one line`);
  return value;
}

function put(changes: Map<string, SettingChange>, key: string, value: string | null): void {
  const [block = "", name] = key.split(".");
  if (name === undefined) {
    changes.set(block, value);
    return;
  }
  const nested = changes.get(block);
  changes.set(block, new Map([...(nested instanceof Map ? nested : []), [name, value]]));
}
