import { Option } from "clipanion";
import type { Context } from "../context.ts";
import { ExitCode } from "../errors.ts";
import { unifiedDiff } from "../output/unified-diff.ts";
import { printable } from "../printable.ts";
import { type FileChange, writeFileChanges } from "../profiles/file-change.ts";
import { maskedText } from "../profiles/masked-text.ts";

/** A command that changes the AWS files and can show beforehand what it would do: `dryRun = dryRunOption()` makes one. */
export interface ChangesFiles {
  readonly context: Context;
  readonly dryRun: boolean;
  say(line: string): void;
}

/** `--dry-run`. */
export function dryRunOption(): boolean {
  return Option.Boolean("--dry-run", false, {
    description: "show what would change, as a diff; write nothing",
  });
}

/** Writes the changes and says where; with `--dry-run` prints them as a unified diff instead, secrets masked. */
export function changeFiles(command: ChangesFiles, changes: readonly FileChange[]): ExitCode {
  const { context, dryRun } = command;
  if (changes.length === 0) command.say("nothing to change");
  if (dryRun) {
    const diff = Buffer.from(changes.map(renderChange).join(""), "latin1");
    context.stdout.write(context.isTerminal(1) ? forTerminal(diff) : diff);
    return ExitCode.done;
  }
  writeFileChanges(changes);
  for (const { file } of changes) command.say(`${file.path} was written`);
  return ExitCode.done;
}

/** The bytes of both states a character each, so that whatever a file holds comes out as it is. */
function renderChange({ file, content }: FileChange): string {
  const path = Buffer.from(file.path).toString("latin1");
  const side = (name: string, bytes: Uint8Array) => ({
    name,
    text: Buffer.from(bytes).toString("latin1"),
    shown: maskedText(bytes),
  });
  const before = file.content ? side(path, file.content) : side("/dev/null", new Uint8Array());
  return unifiedDiff(before, side(path, content));
}

/** Tabs and line ends do no harm; every other control character of a file is made visible. */
function forTerminal(diff: Buffer): string {
  const parts = diff.toString("utf8").split(/(\t|\r?\n)/);
  return parts.map((part, at) => (at % 2 === 1 ? part : printable(part))).join("");
}
