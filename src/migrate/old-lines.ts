import type { FileChange } from "../profiles/file-change.ts";
import type { OldLines } from "./finding.ts";

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

function edited(content: Uint8Array, old: readonly OldLines[]): Uint8Array {
  const physical =
    Buffer.from(content)
      .toString("latin1")
      .match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const kept = physical.flatMap((text, index) => {
    const found = old.find(({ from, to }) => index + 1 >= from && index + 1 <= to);
    if (!found) return [text];
    if (found.replacement === undefined || index + 1 !== found.from) return [];
    const indent = /^[ \t]*/.exec(text)![0];
    return [indent + Buffer.from(found.replacement).toString("latin1") + (/\r?\n$/.exec(text)?.[0] ?? "")];
  });
  return Buffer.from(kept.join(""), "latin1");
}
