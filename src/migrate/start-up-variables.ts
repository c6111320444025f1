import type { Origin } from "../types.ts";
import type { OldLines, TextFile } from "./finding.ts";
import { literal, readShellText } from "./shell-text.ts";

/** A variable that a start-up file exports. */
export interface StartUpVariable {
  /** Undefined where only running the file would tell. */
  readonly value: string | undefined;
  readonly origin: Origin;
  /** Its lines, where nothing else stands on them. */
  readonly lines?: OldLines | undefined;
}

/** What start-up files export, the last word on each name: `export NAME=value`, `NAME=value`, fish's `set -gx NAME value`. */
export function exportedValues(startUps: readonly TextFile[]): Map<string, StartUpVariable> {
  const values = new Map<string, StartUpVariable>();
  for (const file of startUps) {
    for (const { words, line, lastLine, alone } of readShellText(file.text).commands) {
      const [name, value] = assignmentOf(words.map(literal)) ?? [];
      if (name === undefined) continue;
      const isOnly = alone && words.length <= 2 + Number(literal(words[0]) === "set") * 2;
      const lines = isOnly ? { file, from: line, to: lastLine } : undefined;
      values.set(name, { value, origin: { file: file.path, line }, lines });
    }
  }
  return values;
}

function assignmentOf(
  words: readonly (string | undefined)[],
): [name: string, value: string | undefined] | undefined {
  const [first, second] = words;
  if (first === "set") {
    const rest = words.slice(1).filter((word) => !word?.startsWith("-"));
    return words.length > 2 && rest[0] !== undefined ? [rest[0], rest[1]] : undefined;
  }
  const text =
    first === "export" || first === "typeset" || first === "declare"
      ? words.slice(1).find((word) => word?.includes("="))
      : first;
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text ?? "") ?? [];
  return name === undefined || (text === first && second !== undefined) ? undefined : [name, value];
}
