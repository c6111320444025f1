import { AwsmfaError, ExitCode } from "../errors.ts";
import type { Shell } from "./shell.ts";

/**
 * The text as one word that the shell reads back byte for byte; always quoted, since zsh expands a bare `=ls`.
 * One pass, so that what an escape put in is not escaped again. Throws for a NUL byte, which no variable can hold.
 */
export function quote(text: string, { quote: { around, escapes } }: Pick<Shell, "quote">): string {
  if (text.includes("\0"))
    throw new AwsmfaError(ExitCode.config, "a value holds a NUL byte, which no variable can hold");
  const escaped = Array.from(text, (character) => escapes[character] ?? character);
  return around + escaped.join("") + around;
}
