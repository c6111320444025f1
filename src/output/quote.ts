import { refuseNul } from "./nul.ts";

/** How a shell quotes: what stands around a word, and what stands for a character within. */
export interface Quotes {
  readonly around: string;
  readonly escapes: Readonly<Record<string, string>>;
}

/**
 * The text as one word that the shell reads back byte for byte; always quoted, since zsh expands a bare `=ls`.
 * One pass, so that what an escape put in is not escaped again. Throws for a NUL byte, which no variable can hold.
 */
export function quote(text: string, { quote: { around, escapes } }: { readonly quote: Quotes }): string {
  refuseNul(text);
  // Most texts, and the longest of all, hold nothing to escape.
  if (!Object.keys(escapes).some((character) => text.includes(character))) return around + text + around;
  const escaped = Array.from(text, (character) => escapes[character] ?? character);
  return around + escaped.join("") + around;
}
