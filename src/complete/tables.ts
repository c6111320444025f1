import type { CommandGrammar, Kind } from "./grammar.ts";

/**
 * The grammar as a text of one command a line, for the completion that shells do themselves: the build writes it to `dist/grammar`, which
 * they read at the first TAB.
 * `keys import|kind kind|--option --option=kind|description`. A kind is `profile`, a list `a,b`, or nothing.
 */
export function renderGrammar(grammar: readonly CommandGrammar[]): string {
  return grammar.map(renderCommand).join("\n");
}

function renderCommand({ words, positionals, options, description }: CommandGrammar): string {
  const places = positionals.map((kind) => renderKind(kind) || "none");
  const names = [...options].map(([name, kind]) =>
    kind === undefined ? name : `${name}=${renderKind(kind)}`,
  );
  return [words.join(" "), places.join(" "), names.join(" "), description.replace(/[|\s]+/g, " ")].join("|");
}

function renderKind(kind: Kind): string {
  return kind === "profile" ? kind : kind.join(",");
}
