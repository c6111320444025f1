import type { CommandGrammar, Kind } from "./grammar.ts";

/** Something that could stand at the cursor. */
export interface Candidate {
  readonly name: string;
  readonly description?: string | undefined;
}

/**
 * What could come next. `words` are the finished words after `awsmfa`, `current` is the one being typed (it may be empty).
 * Returns whole words that begin with it; nothing where nothing sensible is known.
 */
export function candidates(
  grammar: readonly CommandGrammar[],
  profiles: readonly string[],
  words: readonly string[],
  current: string,
): Candidate[] {
  const starting = (names: Iterable<string>, before = "") =>
    [...names]
      .map((name) => ({ name: before + name }))
      .filter(({ name }) => name.startsWith(current) && name !== "");
  const ofKind = (kind: Kind | undefined, before = "") =>
    starting(kind === "profile" ? profiles : (kind ?? []), before);

  const command = grammar.find(
    (entry) =>
      entry.words.length <= words.length && entry.words.every((word, index) => word === words[index]),
  );
  if (!command) return nextWords(grammar, words).filter(({ name }) => name.startsWith(current));
  const rest = words.slice(command.words.length);
  if (rest.includes("--")) return [];
  const { pending, position } = walk(command, rest);
  if (pending) return ofKind(pending);
  const [option = "", value] = current.split(/=(.*)/s);
  if (current.startsWith("-") && value !== undefined)
    return ofKind(command.options.get(option), `${option}=`);
  if (current.startsWith("-")) return starting(command.options.keys());
  return ofKind(command.positionals[position]);
}

/** The words that may follow these on the way to a command; each once, described where it is a command by itself. */
function nextWords(grammar: readonly CommandGrammar[], words: readonly string[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const entry of grammar) {
    const name = entry.words[words.length];
    if (name === undefined || found.has(name) || !words.every((word, index) => word === entry.words[index]))
      continue;
    found.set(
      name,
      entry.words.length === words.length + 1 ? { name, description: entry.description } : { name },
    );
  }
  return [...found.values()];
}

/** Which value an option at the end still waits for, and how many places are taken. */
function walk(
  command: CommandGrammar,
  rest: readonly string[],
): { pending: Kind | undefined; position: number } {
  let position = 0;
  let pending: Kind | undefined;
  for (const word of rest) {
    if (pending) pending = undefined;
    else if (word.startsWith("-")) pending = command.options.get(word);
    else position++;
  }
  return { pending, position };
}
