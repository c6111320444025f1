import { type CommandGrammar, type Definition, toGrammar } from "../complete/grammar.ts";
import type { Context } from "../context.ts";
import { formats } from "../output/formats/table.ts";
import { listShells } from "../output/shell.ts";
import { policies } from "../policy/table.ts";

/** What can be typed after `awsmfa`, from the commands' own definitions. */
export function grammarOf(
  definitions: readonly Definition[],
  { packageRoot }: Pick<Context, "packageRoot">,
): CommandGrammar[] {
  return toGrammar(definitions, {
    shell: listShells(packageRoot),
    format: [...formats.keys()],
    policy: [...policies.keys()],
  });
}
