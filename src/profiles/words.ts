/** What backslash may protect inside double quotes; elsewhere in them it stands for itself. */
const escapable = new Set(['"', "\\"]);

const quoting = /["'\\]/;
const rareBlank = /[\t\r\n]/;

/**
 * Splits a command line (`credential_process`, `mfa_process`) or a section header into words as Python's `shlex.split` does, which
 * botocore uses for both: blanks separate, `'…'` is literal, `"…"` knows `\"` and `\\`, `\x` is `x`. No variables, no globs, no comments.
 * undefined where a quote is left open or a backslash ends the text.
 */
export function splitWords(text: string): string[] | undefined {
  if (!quoting.test(text)) {
    // The plain separator is far quicker, and enough for almost every text.
    const words = text.split(rareBlank.test(text) ? /[ \t\r\n]/ : " ");
    return words.includes("") ? words.filter((word) => word !== "") : words;
  }
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\" && quote !== "'") {
      const next = text[++at];
      if (next === undefined) return undefined;
      word = (word ?? "") + (quote === "" || escapable.has(next) ? "" : "\\") + next;
    } else if (char === quote) {
      quote = "";
    } else if (quote === "" && (char === "'" || char === '"')) {
      quote = char;
      word ??= "";
    } else if (quote === "" && " \t\r\n".includes(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? "") + char;
    }
  }
  if (quote !== "") return undefined;
  return word === undefined ? words : [...words, word];
}
