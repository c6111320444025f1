import { Command, type CommandClass } from "clipanion";
import type { CommandOption } from "clipanion/lib/advanced/options/utils.js";
import type { RunState } from "clipanion/lib/core.js";
import type { Context } from "./context.ts";

/** What clipanion asks an option or a word of a command to declare of itself. */
interface OptionDeclaration {
  readonly names: readonly string[];
  /** How many values it takes. */
  readonly arity?: number;
  readonly required?: boolean;
}

/** What the fields of a command declare. */
class Declarations {
  /** Each name of an option, and whether it takes a value. */
  readonly options = new Map<string, boolean>();
  required = 0;
  optional = 0;
  isPlain = true;

  addOption({ names, arity = 0, required = false }: OptionDeclaration): void {
    for (const name of names) this.options.set(name, arity > 0);
    if (required || arity > 1) this.isPlain = false;
  }

  addPositional({ required = true }: { readonly required?: boolean }): void {
    if (required) this.required++;
    else this.optional++;
    // Behind words that may be missing, which word is whose takes more than counting.
    if (required && this.optional > 0) this.isPlain = false;
  }

  addRest(): void {
    this.isPlain = false;
  }

  addProxy(): void {
    this.isPlain = false;
  }
}

/**
 * The command that a plain line calls, as clipanion would make it: the command's name, then options by their full names, their values,
 * and as many words as the command has names for. undefined for any other line, right or wrong: clipanion then builds a grammar to read it with,
 * which takes a tenth of a start.
 */
export function plainCommand(
  commandClass: CommandClass<Context>,
  [name = "", ...words]: readonly string[],
  context: Context,
): Command<Context> | undefined {
  if (!commandClass.paths?.some((path) => path.length === 1 && path[0] === name)) return undefined;
  const command = new commandClass();
  const fields = Object.entries(command).filter(isOption);
  const declarations = new Declarations();
  // The builder that clipanion hands to them is another, and does no more with what they say.
  const builder = declarations as unknown as Parameters<CommandOption<unknown>["transformer"]>[0];
  for (const [field, { definition }] of fields) definition(builder, field);
  const given = declarations.isPlain ? readWords(words, declarations) : undefined;
  if (!given) return undefined;
  const state = given as RunState;
  const values = fields.map(([field, { transformer }]) => [
    field,
    transformer(builder, field, state, context),
  ]);
  return Object.assign(command, { context, path: [name], ...Object.fromEntries(values) });
}

function isOption(field: [string, unknown]): field is [string, CommandOption<unknown>] {
  const [, value] = field;
  return typeof value === "object" && value !== null && Command.isOption in value;
}

/** The options and words of a plain line, in clipanion's terms. */
function readWords(
  words: readonly string[],
  { options: declared, required, optional }: Declarations,
): Pick<RunState, "options" | "positionals"> | undefined {
  const options: RunState["options"] = [];
  const positionals: RunState["positionals"] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!word.startsWith("-")) {
      positionals.push({ value: word, extra: positionals.length >= required });
      continue;
    }
    const equals = word.indexOf("=");
    const name = equals < 0 ? word : word.slice(0, equals);
    const takesValue = declared.get(name);
    if (takesValue === undefined || (!takesValue && equals >= 0)) return undefined;
    if (!takesValue) options.push({ name, value: true });
    else if (equals >= 0) options.push({ name, value: word.slice(equals + 1) });
    else {
      const value = words[++at];
      // What begins with a dash may be meant for something else.
      if (value === undefined || value.startsWith("-")) return undefined;
      options.push({ name, value });
    }
  }
  const isComplete = positionals.length >= required && positionals.length <= required + optional;
  return isComplete ? { options, positionals } : undefined;
}
