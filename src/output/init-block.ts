import type { FunctionName } from "../profiles/function-name.ts";
import { quote } from "./quote.ts";
import type { Part, Shell } from "./shell.ts";
import type { Watched } from "./stamps.ts";

/** What varies from one machine to another in the integration of a shell. */
export interface InitBlock {
  readonly shell: Shell;
  readonly packageRoot: string;
  /** The options of this very `init`, for loading again. */
  readonly options: readonly string[];
  readonly prefix: string;
  /** Whether a session is renewed at the prompt where that takes no code. */
  readonly renews: boolean;
  /** The profiles that `aws` can use as they are; present only where a function of that name is wanted. */
  readonly unaided?: readonly string[] | undefined;
  readonly functions: ReadonlyMap<string, FunctionName>;
  readonly watched: readonly Watched[];
}

/**
 * The integration as code: plain assignments, and one line that sources the real file in the shell's folder. Tables are texts with
 * a line for each entry, since that is what every shell reads fastest: zsh takes seconds over a list of 5,000 words.
 */
export function renderInit(block: InitBlock, part: Part): string {
  const { shell, packageRoot } = block;
  const folder = `${packageRoot}shell/${shell.name}`;
  const { assign, list, source, files } = shell;
  const { names, ...tables } = functionTables(block);
  const variables = {
    folder,
    file: `${folder}/${files[part]}`,
    launcher: `${packageRoot}shell/awsmfa`,
    prefix: block.prefix,
    arguments: block.options.join("\n"),
    renew: block.renews ? "1" : "",
    aws: block.unaided ? "1" : "",
    unaided: (block.unaided ?? []).filter(fitsTable).join("\n"),
    ...tables,
    watch: block.watched.flatMap(({ path, stamps = ["-", "-"] }) => [path, ...stamps]).join("\n"),
  };
  const assignTo = (name: string, text: string, template = assign) =>
    template.replace("NAME", `__awsmfa_${name}`).replace("VALUE", () => quote(text, shell));
  const assignments = Object.entries(variables).map(([name, text]) => assignTo(name, text));
  return [...assignments, assignTo("names", names.join(list.between), list.assign), source, ""].join("\n");
}

/** A profile without a name, or with a NUL byte in it, is none that a shell could pass on. */
const fitsTable = (profile: string) => /^[^\0\n]+$/.test(profile);

/**
 * The functions as tables, made for shells to take thousands at once. What does not fit stays out: shells pass over an empty line, and would
 * take the next profile's name for a function's, and its text for code. `names`: functions whose profile is the name without the prefix.
 * `renamed`: in turns function and profile, where that is not so. `others`: the same, for names without the prefix, which a shell cannot look
 * up with one glob; `-` stands for no function.
 */
function functionTables({ functions, prefix }: InitBlock) {
  const names: string[] = [];
  const renamed: string[] = [];
  const others: string[] = [];
  functions.forEach(({ function: name = "-" }, profile) => {
    if (!fitsTable(profile)) return;
    if (name === prefix + profile) names.push(name);
    else (name.startsWith(prefix) ? renamed : others).push(name, profile);
  });
  return { names, renamed: renamed.join("\n"), others: others.join("\n") };
}
