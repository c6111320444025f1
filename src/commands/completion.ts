import { Command, Option } from "clipanion";
import { candidates } from "../complete/candidates.ts";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { renderInit } from "../output/init-block.ts";
import { whichShell } from "../output/which-shell.ts";
import { readProfiles } from "../profiles/read.ts";
import { AwsmfaCommand } from "./command.ts";
import { grammarOf } from "./grammar-of.ts";
import { integration } from "./integration.ts";

export class CompletionCommand extends AwsmfaCommand {
  static override paths = [["completion"]];
  static override usage = Command.Usage({
    category: "Set-up",
    description: "print the completion script alone (init brings it along)",
    details: `
      For those who want completion without functions. Other shells and editors can ask \`awsmfa complete-line\`, with the line in COMP_LINE
      and the place of the cursor in COMP_POINT: it prints what could come next, one candidate a line.
    `,
    examples: [
      ["In ~/.bashrc", 'eval "$(awsmfa completion bash)"'],
      ["In ~/.config/fish/config.fish", "awsmfa completion fish | source"],
    ],
  });

  shell = Option.String({ name: "shell", required: false });

  async execute(): Promise<number> {
    const shell = whichShell(this.context, this.shell);
    const { block } = await integration(this.context, shell.name, {});
    this.context.stdout.write(renderInit({ ...block, watched: [] }, "completion"));
    return ExitCode.done;
  }
}

/** Answers what could come next on a line. For programs, so without a word in the help. */
export class CompleteLineCommand extends AwsmfaCommand {
  static override paths = [["complete-line"]];

  /** bash's `complete -C` repeats the command and two words of the line; they say less than the line. */
  repeated = Option.Rest();

  async execute(): Promise<number> {
    const { context } = this;
    const { answerQuery, parseQuery } = await import("../complete/query.ts");
    const query = parseQuery(context.env);
    if (!query) throw new AwsmfaError(ExitCode.usage, "complete-line needs COMP_LINE and COMP_POINT");
    const profiles = [...readProfiles(context.env, context.home).profiles.keys()];
    const grammar = grammarOf(this.cli.definitions(), context);
    answerQuery(candidates(grammar, profiles, query.words, query.current));
    return ExitCode.done;
  }
}
