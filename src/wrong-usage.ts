import { nearestNames } from "./profiles/suggest.ts";

/** One line on what clipanion did not understand of a command line, from its message, which lists the options that there are. */
export function wrongUsage(message: string, argv: readonly string[]): string {
  const [first = "", ...rest] = message.split("\n\n");
  if (!/^Command not found/.test(first)) {
    // An option's value may be a secret that belongs to a prompt.
    return first
      .replace(/\s+/g, " ")
      .replace(/[.:]\s*$/, "")
      .replace(/("-[^"=]*=)[^"]*"/g, '$1…"')
      .trim();
  }
  const [word = "", ...words] = argv;
  return wrongOption(optionsIn(rest.join(" ")), words) ?? `that is more, or other, than ${word} takes`;
}

/** Each option, and whether it wants a value. */
function optionsIn(usage: string): Map<string, boolean> {
  const shown = usage.matchAll(/\[(--?[a-z-]+)(?:,(-[a-z]))?( #\d+)?\]/g);
  return new Map(
    [...shown].flatMap(([, long = "", short = long, value]) => [
      [long, value !== undefined],
      [short, value !== undefined],
    ]),
  );
}

function wrongOption(options: ReadonlyMap<string, boolean>, words: readonly string[]): string | undefined {
  for (let at = 0; at < words.length && words[at] !== "--"; at++) {
    // Nothing with a digit in it: it may be a code.
    const name = /^(--?[A-Za-z][A-Za-z-]*)(?:=|$)/.exec(words[at]!)?.[1];
    if (name === undefined) continue;
    const wantsValue = options.get(name);
    if (wantsValue === undefined) return unknownOption(name, [...options.keys()]);
    const hasValue = words[at]!.includes("=");
    if (wantsValue && !hasValue && ++at === words.length) return `${name} wants a value`;
  }
  return undefined;
}

function unknownOption(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known);
  return `there is no option ${name}${near.length > 0 ? `; did you mean ${near.join(", ")}?` : ""}`;
}
