import type { Word } from "./shell-text.ts";
import type { Part } from "./shell-words.ts";

/** What is known of a shell's variables while its text is followed. A name that is missing, or undefined, is not known. */
export interface Known {
  readonly home: string;
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** `$1`, `$2`, …; undefined where what will stand there is not known: the code, say. */
  readonly args: readonly (string | undefined)[];
}

/** What a word comes to; undefined where that cannot be told without running something. */
export function expand(word: Word, known: Known): string | undefined {
  let result = "";
  for (const [index, part] of word.entries()) {
    const text = expandPart(part, known);
    if (text === undefined) return undefined;
    // A quoted tilde looks the same here; nobody has a folder of that name.
    result += index === 0 && text === "~" && startsPath(word[1]) ? known.home : text;
  }
  return result;
}

function startsPath(next: Part | undefined): boolean {
  return next === undefined || (next.kind === "text" && next.text.startsWith("/"));
}

/** What the words of a command come to, `"$@"` as the arguments it stands for. */
export function expandAll(words: readonly Word[], known: Known): (string | undefined)[] {
  return words.flatMap((word) => (isAllArgs(word) ? known.args : [expand(word, known)]));
}

function isAllArgs(word: Word): boolean {
  const parts = word.filter((part) => part.kind !== "text" || part.text !== "");
  const [only] = parts;
  return parts.length === 1 && only?.kind === "variable" && (only.name === "@" || only.name === "*");
}

function expandPart(part: Part, { home, variables, args }: Known): string | undefined {
  if (part.kind === "text") return part.text;
  if (part.kind !== "variable") return undefined;
  const value = /^\d+$/.test(part.name)
    ? args[Number(part.name) - 1]
    : (variables.get(part.name) ?? (part.name === "HOME" ? home : undefined));
  return part.otherwise !== undefined && !value ? part.otherwise : value;
}
