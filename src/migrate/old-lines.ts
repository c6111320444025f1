import type { FileChange } from "../profiles/file-change.ts";
import type { OldLines } from "./finding.ts";
import { endsCommand } from "./shell-text.ts";
import { tokenize } from "./shell-words.ts";

/** The files without these lines, or with what comes in their place, and every other byte as it was. */
export function withoutOldLines(lines: readonly OldLines[]): FileChange[] {
  const files = new Map(lines.map(({ file }) => [file.path, file]));
  return [...files.values()].map(({ path, content }) => ({
    // Mode and links are kept as those of the config file are.
    kind: "config",
    file: { path, content, state: "read" },
    content: edited(
      content,
      lines.filter(({ file }) => file.path === path),
    ),
  }));
}

function edited(content: Uint8Array, lines: readonly OldLines[]): Uint8Array {
  const physical =
    Buffer.from(content)
      .toString("latin1")
      .match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const old = withStandIns(lines, physical);
  const kept = physical.flatMap((text, index) => {
    const found = old.find((each) => isWithin(each, index + 1));
    if (!found) return [text];
    if (found.replacement === undefined || index + 1 !== found.from) return [];
    const indent = /^[ \t]*/.exec(text)![0];
    return [indent + Buffer.from(found.replacement).toString("latin1") + (/\r?\n$/.exec(text)?.[0] ?? "")];
  });
  return Buffer.from(kept.join(""), "latin1");
}

/**
 * The same with `:` in the place of lines that a shell needs a command for: an empty `then` or `{ }` is a syntax error, and behind `&&` the
 * next command would become conditional. An indent counts as well: zsh has loops without `do`.
 */
function withStandIns(lines: readonly OldLines[], physical: readonly string[]): OldLines[] {
  const tokens = tokenize(lines[0]?.file.text ?? "").filter(({ text }) => text !== "\n" && text !== ";");
  const done: OldLines[] = [];
  for (const each of [...lines].sort((a, b) => a.from - b.from)) {
    const goes = (line: number) =>
      done.some((other) => other.replacement === undefined && isWithin(other, line));
    const before = tokens.findLast(({ lastLine }) => lastLine < each.from && !goes(lastLine));
    const isReplaced = before !== undefined && done.some((other) => isWithin(other, before.lastLine));
    const isIndented = /^[ \t]/.test(physical[each.from - 1] ?? "");
    const isNeeded = !isReplaced && (isIndented || (before !== undefined && !endsCommand(before)));
    done.push(isNeeded ? { replacement: ":", ...each } : each);
  }
  return done;
}

function isWithin({ from, to }: OldLines, line: number): boolean {
  return line >= from && line <= to;
}
