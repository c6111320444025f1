import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { whichShell } from "../output/which-shell.ts";
import { RoleCommand } from "./role-command.ts";

/** What `use` is where the shell has no function of that name: no program can change the shell that started it. */
export class UseCommand extends RoleCommand {
  static override paths = [["use"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: "switch this shell to a profile, as aws_<profile> does; without one, choose from a list",
    details: "Works where the integration is loaded (see `awsmfa init --help`).",
    examples: [
      ["Switch to acc1", "awsmfa use acc1"],
      ["With a code", "awsmfa use acc1 123456"],
      ["To a role without a profile", "awsmfa use bastion --account 111122223333 --role Admin"],
      ["Choose from a list", "awsmfa use"],
    ],
  });

  first = Option.String({ required: false, name: "profile" });
  second = Option.String({ required: false, name: "code" });
  profile = Option.String("--profile,-p", { description: "the profile, named as an option" });
  duration = Option.String("--duration", { description: "how long the session should be: 3600, 90m, 12h" });

  async execute(): Promise<number> {
    const { load, rc } = whichShell(this.context);
    throw new AwsmfaError(
      ExitCode.usage,
      `use changes the shell it is typed in, which has not loaded awsmfa: add this line to ${rc} and open a new shell: ${load}`,
    );
  }
}
