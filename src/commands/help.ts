import { Command, type CommandClass, Option } from "clipanion";
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

  command = Option.Rest();

  async execute(): Promise<number> {
    const found = this.cli.process([...this.command, "--help"], this.context);
    // `session` takes every word as it stands, so it has not noticed that help was asked for.
    const usage = this.cli.usage(found.constructor as CommandClass<Context>, { detailed: true });
    this.context.stdout.write(usage);
    return 0;
  }
}
