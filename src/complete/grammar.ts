/** What could be typed after `awsmfa`, as data: made from the commands themselves, so that no list of words is kept by hand. */

/** What clipanion's `definitions()` tells of a command, as far as it is used here. */
export interface Definition {
  readonly path: string;
  /** `awsmfa exports [profile] [code]`. */
  readonly usage: string;
  readonly description?: string | undefined;
  /** `definition` is `--profile,-p #0`: the names, and a `#n` for each value. */
  readonly options: readonly { readonly definition: string }[];
}

/** A command and what may follow it. */
export interface CommandGrammar {
  /** The words of the command: `["exports"]`, `["keys", "import"]`. */
  readonly words: readonly string[];
  readonly description: string;
  /** What stands at each place behind the command. */
  readonly positionals: readonly Kind[];
  /** Each option's names on their own, with what it takes; undefined: it takes no value. */
  readonly options: ReadonlyMap<string, Kind | undefined>;
}

/** The profiles, a fixed list, or something of which nothing is known (an empty list). */
export type Kind = "profile" | readonly string[];

/** The fixed lists: values by the name of the positional or option that takes them. */
export type Values = Readonly<Record<string, readonly string[]>>;

/** Options that take a profile without saying so in their name. */
const profileNames = new Set(["profile", "p", "to", "source"]);

/** The grammar of every command that help shows, sorted by its words. */
export function toGrammar(definitions: readonly Definition[], values: Values): CommandGrammar[] {
  return definitions
    .map((definition) => toCommand(definition, values))
    .filter(({ words }) => words.length > 0 && !words[0]!.startsWith("-"))
    .sort((one, other) => (one.words.join(" ") < other.words.join(" ") ? -1 : 1));
}

function toCommand({ path, usage, description, options }: Definition, values: Values): CommandGrammar {
  const kind = (name: string): Kind => (profileNames.has(name) ? "profile" : (values[name] ?? []));
  const taken = options.flatMap(({ definition }) => {
    const [names = "", value] = definition.split(" ");
    const all = names.split(",");
    const long = all.find((name) => name.startsWith("--")) ?? names;
    return all.map(
      (name) => [name, value === undefined ? undefined : kind(long.replace(/^-+/, ""))] as const,
    );
  });
  return {
    words: path.split(" ").slice(1),
    description: (description ?? "").trim(),
    positionals: placeNames(usage.slice(path.length), options).map(kind),
    options: new Map([...taken, ["--help", undefined]]),
  };
}

/** Where words of any number stand (`set`) and `--profile` could name it as well, the first is the profile. */
function placeNames(usage: string, options: Definition["options"]): readonly string[] {
  if (usage === " ..." && options.some(({ definition }) => definition.startsWith("--profile")))
    return ["profile"];
  const places = usage.matchAll(/(?<=^| )(?:<([\w-]+)>|\[([\w-]+)\])(?= |$)/g);
  return [...places].map(([, required, optional]) => required ?? optional ?? "");
}
