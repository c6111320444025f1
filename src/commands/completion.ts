import { Command, Option } from "clipanion";
import { candidates } from "../complete/candidates.ts";
import { ExitCode } from "../errors.ts";
import { renderInit } from "../output/init-block.ts";
import { whichShell } from "../output/which-shell.ts";
import { readProfiles } from "../profiles/read.ts";
import { AwsmfaCommand } from "./command.ts";
import { grammarOf, integration } from "./integration.ts";

export class CompletionCommand extends AwsmfaCommand {
  static override paths = [["completion"]];
  static override usage = Command.Usage({
    category: "Set-up",
    description: "print the completion script alone (init brings it along)",
    details: `
      For those who want completion without functions. A shell with no script here can ask through COMP_LINE, COMP_POINT and COMP_CWORD:
      \`awsmfa completion\` then prints what could come next, one candidate a line.
    `,
    examples: [
      ["In ~/.bashrc", 'eval "$(awsmfa completion bash)"'],
      ["In ~/.config/fish/config.fish", "awsmfa completion fish | source"],
    ],
  });

  shell = Option.String({ name: "shell", required: false });
  /** What asks through `COMP_*` may repeat the typed words. */
  typed = Option.Rest();

  async execute(): Promise<number> {
    const { context } = this;
    const definitions = this.cli.definitions();
    const { answerQuery, parseQuery } = await import("../complete/query.ts");
    const query = parseQuery(context.env);
    if (query) {
      const profiles = [...readProfiles(context.env, context.home).profiles.keys()];
      answerQuery(candidates(grammarOf(definitions, context), profiles, query.words, query.current));
      return ExitCode.done;
    }
    const { block } = integration(context, definitions, whichShell(context, this.shell).name, undefined);
    context.stdout.write(renderInit({ ...block, watched: [] }, "completion"));
    return ExitCode.done;
  }
}
