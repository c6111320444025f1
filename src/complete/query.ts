import tabtab from "tabtab";
import type { Env } from "../types.ts";
import type { Candidate } from "./candidates.ts";

/** The line that a shell asks about through `COMP_LINE`, `COMP_POINT` and `COMP_CWORD`. */
export interface Query {
  /** The finished words after the command. */
  readonly words: readonly string[];
  readonly current: string;
}

/** What is asked; undefined where nothing is (bash's `complete -C` sets no `COMP_CWORD`). Words are split at blanks: whoever asks this way has no better idea of them. */
export function parseQuery(env: Env): Query | undefined {
  const { complete, partial } = tabtab.parseEnv({ COMP_CWORD: "1", ...env });
  if (!complete) return undefined;
  const words = partial.split(/\s+/);
  return { words: words.slice(1, -1), current: words.at(-1) ?? "" };
}

/** Prints the answer to stdout, in the form of the asking shell. */
export function answerQuery(candidates: readonly Candidate[]): void {
  tabtab.log(candidates.map(({ name, description = "" }) => ({ name, description })));
}
