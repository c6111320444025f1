import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { toEnvChange } from "../output/env-change.ts";
import { parseDuration } from "../session/plan/duration.ts";
import { childEnv } from "./child-env.ts";
import { cannotStart } from "./find-program.ts";
import { looksLikeCode } from "./profile-and-code.ts";
import { RoleCommand } from "./role-command.ts";
import { runChild } from "./run-child.ts";
import { openPlan, planOf } from "./session-of.ts";

/** What `exec` was asked to do. */
interface Execution {
  /** The words `[profile] [code]`. */
  readonly words: readonly string[];
  readonly command: readonly string[];
  readonly profile?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

abstract class Execute extends RoleCommand {
  protected async run({ command, ...request }: Execution): Promise<number> {
    const [program] = command;
    if (program === undefined) throw new AwsmfaError(ExitCode.usage, `no command was given; ${form}`);
    // Before a code is asked for, and used up.
    const missing = cannotStart(program, this.context.env);
    if (missing) {
      this.say(`cannot start ${program}: ${missing.why}`);
      return missing.status;
    }
    const planned = planOf(this.context, { ...request, role: this.roleOverride() });
    const { credentials } = await openPlan(this.context, (notices) => this.sayNotices(notices), planned);
    const change = toEnvChange({ ...planned.plan, credentials });
    return runChild(this.context, command, childEnv(this.context.env, change));
  }
}

const form = "say awsmfa exec <profile> -- <command>";

export class ExecCommand extends Execute {
  static override paths = [["exec"]];
  static override usage = Command.Usage({
    category: "Scripts",
    description: "run any program with a profile's session",
    details: `
      Options stand before the profile, the program behind \`--\`. With no profile it is the one this shell holds, else AWS_PROFILE, else default.

      The status is the program's, or 128 + the number of the signal that ended it; 127 where there is no such program, 126 where it cannot be run.
    `,
    examples: [
      ["Terraform in acc1", "$0 exec acc1 -- terraform plan"],
      ["With a code", "$0 exec acc1 123456 -- ./deploy.sh"],
      ["In a role without a profile", "$0 exec --account 111122223333 --role Admin bastion -- ./deploy.sh"],
      ["In the account of this shell", "$0 exec -- env"],
    ],
  });

  profile = Option.String("--profile,-p", { description: "the profile, named as an option" });
  duration = Option.String("--duration", { description: "how long the session should be: 3600, 90m, 12h" });
  first = Option.String({ name: "profile" });
  static override readonly rest = "[code] -- <command>";
  rest = Option.Proxy({ name: "code -- command" });

  async execute(): Promise<number> {
    const durationSeconds = this.duration === undefined ? undefined : parseDuration(this.duration);
    return this.run({ ...this.split(), profile: this.profile, durationSeconds });
  }

  /** A `--` in front of everything has been taken away by the parser: then there are only options before it. */
  private split(): { readonly words: readonly string[]; readonly command: readonly string[] } {
    const all = [this.first, ...this.rest];
    const at = all.indexOf("--");
    if (at === 1 || (at === 2 && looksLikeCode(all[1]!)))
      return { words: all.slice(0, at), command: all.slice(at + 1) };
    const hasOptions =
      this.profile !== undefined || this.duration !== undefined || this.roleWords().length > 0;
    if (hasOptions) return { words: [], command: all };
    throw new AwsmfaError(ExitCode.usage, `${misplaced(all, at)}; ${form}`);
  }
}

function misplaced(words: readonly string[], at: number): string {
  if (at < 1) return "-- is missing between the profile and the command";
  return words[1]!.startsWith("-")
    ? `options stand before the profile: awsmfa exec ${words[1]} …`
    : "only a profile and a code stand before --";
}

/** Of the same command, the form without a word before `--`. */
export class ExecHereCommand extends Execute {
  static override paths = [["exec", "--"]];
  command = Option.Proxy();

  async execute(): Promise<number> {
    return this.run({ words: [], command: this.command });
  }
}
