import { Command, Option } from "clipanion";
import { unsetsChange } from "../output/env-change.ts";
import { renderShell } from "../output/render.ts";
import { whichShell } from "../output/which-shell.ts";
import { AwsmfaCommand } from "./command.ts";

export class UnsetsCommand extends AwsmfaCommand {
  static override paths = [["unsets"], ["unset"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: "clear the credentials and bring back what a switch hid",
    details: `
      Prints code that removes every AWS credential variable, whoever set it, and brings back the profile and the region that a switch had
      hidden. In a shell with the integration it takes effect at once; elsewhere eval what it prints.
    `,
    examples: [
      ["In a shell with the integration", "awsmfa unsets"],
      ["In any other shell, and in scripts", 'eval "$(awsmfa unsets)"'],
      ["In fish without the integration", "awsmfa unsets | source"],
    ],
  });

  shell = Option.String("--shell", { description: "the shell to write for (else the one that asks)" });

  async execute(): Promise<number> {
    this.context.stdout.write(renderShell(unsetsChange(), whichShell(this.context, this.shell)));
    return 0;
  }
}
