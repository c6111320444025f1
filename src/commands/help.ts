import { type Cli, Command, type CommandClass, Option } from "clipanion";
import type { Context } from "../context.ts";
import { AwsmfaCommand } from "./command.ts";

export class HelpCommand extends AwsmfaCommand {
  static override paths = [["help"]];
  static override usage = Command.Usage({
    category: "Set-up",
    description: "the help of one command, or of all",
    details:
      "Says the same as `--help` behind a command; of `session`, whose `--help` is that of aws, it is the only way.",
    examples: [
      ["All commands", "$0 help"],
      ["One of them", "$0 help session"],
    ],
  });

  static override readonly rest = "[command]";
  command = Option.Rest();

  async execute(): Promise<number> {
    this.context.stdout.write(await helpText(this.cli, this.command, this.context));
    return 0;
  }
}

/** The help of the command that these words call: usage, options, details, examples. */
export async function helpText(
  cli: Pick<Cli<Context>, "process" | "usage">,
  words: readonly string[],
  context: Context,
): Promise<string> {
  const found = cli.process([...words, "--help"], context);
  const usage: typeof cli.usage = (command, options) =>
    cli.usage(command, options).replace(" ...\n", ` ${(command as typeof AwsmfaCommand | null)?.rest}\n`);
  let text = "";
  if (found instanceof AwsmfaCommand) {
    // `session` takes every word as it stands, so it has not noticed that help was asked for.
    text = usage(found.constructor as CommandClass<Context>, { detailed: true });
  } else {
    found.cli = { usage } as unknown as typeof found.cli;
    found.context = {
      ...context,
      stdout: { write: (more: string) => (text += more) } as unknown as Context["stdout"],
    };
    await found.execute();
  }
  return text.replace(/(--?[a-z-]+(?:,-[a-z])?) #0/g, "$1 … ");
}
