import { appendFileSync } from "node:fs";
import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { toEnvChange } from "../output/env-change.ts";
import type { Written } from "../output/formats/format.ts";
import { formats } from "../output/formats/table.ts";
import { renderShell } from "../output/render.ts";
import { evaluating, type Shell } from "../output/shell.ts";
import { whichShell } from "../output/which-shell.ts";
import { parseDuration } from "../session/plan/duration.ts";
import type { Resolved } from "../session/resolve.ts";
import { minTtlSeconds } from "../session/store/usable.ts";
import { type Keep, preparation } from "./prepare-session.ts";
import { RoleCommand } from "./role-command.ts";
import { openPlan, type Planned, planOf } from "./session-of.ts";

export class ExportsCommand extends RoleCommand {
  static override paths = [["exports"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: "print code that puts a profile's session into a shell",
    details: `
      Prints code for the shell that asks, or for --shell; or the same facts in another --format: env (for .env files), json (as the AWS CLI
      answers), powershell, github-actions (masks on stdout, the variables into the file that GITHUB_ENV names).

      Keys in the environment end with their session. With --refresh a profile is selected instead whose credential_process is awsmfa: whatever
      runs in the shell renews its role sessions by itself, without a code, as long as the base session lasts.

      A role needs no profile: --role-arn, or --account and --role, name one that is assumed from the profile's session. The shell then holds
      that role: AWSMFA_PROFILE stays the profile it came from, AWSMFA_ROLE keeps the role, prompts show it as Admin@111122223333.
    `,
    examples: [
      ["Switch this shell to acc1", 'eval "$($0 exports acc1 123456)"'],
      ["The same in fish", "$0 exports acc1 123456 | source"],
      ["A file for docker or dotenv", "(umask 077; $0 exports acc1 --format env > .env)"],
      ["A role without a profile", 'eval "$($0 exports bastion --account 111122223333 --role Admin)"'],
      ["For a run of many hours: AWS_PROFILE instead of keys", 'eval "$($0 exports acc1 --refresh)"'],
      ["A session of two hours", 'eval "$($0 exports acc1 --duration 2h)"'],
    ],
  });

  first = Option.String({ required: false, name: "profile" });
  second = Option.String({ required: false, name: "code" });
  profile = Option.String("--profile,-p", { description: "the profile, named as an option" });
  shell = Option.String("--shell", { description: "the shell to write for (else the one that asks)" });
  format = Option.String("--format", { description: `no shell: ${[...formats.keys()].join(", ")}` });
  duration = Option.String("--duration", { description: "how long the session should be: 3600, 90m, 12h" });

  refresh = Option.Boolean("--refresh", false, {
    description: "select a profile that renews its sessions, instead of keys that end",
  });

  async execute(): Promise<number> {
    if (this.refresh) return this.select();
    // What is wrong with the command line shows before a code is asked for, and used up.
    const writer = this.writer();
    const planned = planOf(this.context, {
      role: this.roleOverride(),
      words: [this.first, this.second],
      profile: this.profile,
      durationSeconds: this.duration === undefined ? undefined : parseDuration(this.duration),
    });
    const write = writer(planned);
    write(await openPlan(this.context, (notices) => this.sayNotices(notices), planned));
    return ExitCode.done;
  }

  private async select(): Promise<number> {
    const shell = whichShell(this.context, this.shell);
    if (this.format !== undefined || this.duration !== undefined || this.roleWords().length > 0) {
      const message =
        "--refresh renews what the profile says: leave out --format, --duration and the role's options";
      throw new AwsmfaError(ExitCode.usage, message);
    }
    const words = [this.first, this.second];
    // It edits AWS files, for which switching has no code.
    const { selectStandIn } = await import("./select-stand-in.ts");
    const { change, added } = await selectStandIn(
      this.context,
      this.sayNotices.bind(this),
      words,
      this.profile,
    );
    this.context.stdout.write(renderShell(change, shell));
    for (const line of added) this.say(line);
    return ExitCode.done;
  }

  /** What to do with a plan, and then with the session. Throws exit 2 for a shell or format that does not exist. */
  private writer(): (planned: Planned) => (resolved: Resolved) => void {
    // A second one comes from a person: the functions put their own shell in front, and evaluate what comes.
    if ((this.context.argv ?? []).filter((word) => /^--(shell|format)(=|$)/.test(word)).length > 1) {
      throw new AwsmfaError(
        ExitCode.usage,
        "--shell and --format exclude each other, and stand once; aws_<profile> and awsmfa use take neither",
      );
    }
    if (this.format === undefined) {
      const shell = whichShell(this.context, this.shell);
      return (planned) => {
        // The launcher knows no line with `--duration`.
        const keep = this.duration === undefined ? preparation(this.context, planned) : undefined;
        return (resolved) => this.writeCode(shell, planned, resolved, keep);
      };
    }
    const format = formats.get(this.format);
    if (format) {
      return (planned) => (resolved) =>
        this.writeFormat(format({ change: changeTo(planned, resolved), ...resolved }));
    }
    const known = [...formats.keys()].join(", ");
    throw new AwsmfaError(ExitCode.usage, `unknown format "${this.format}"; there are ${known}`);
  }

  private writeCode(shell: Shell, planned: Planned, resolved: Resolved, keep?: Keep): void {
    const { profile } = planned.plan;
    const text = renderShell(changeTo(planned, resolved), shell);
    this.context.stdout.write(text);
    if (profile !== undefined) {
      const argv = ["exports", profile, "--shell", shell.name];
      keep?.({ resolved, argv, text, marginSeconds: minTtlSeconds.shell });
    }
    if (!this.context.isTerminal(1)) return;
    this.say(
      `this shell has not changed yet; type: ${evaluating(shell, ["awsmfa", "exports", profile, ...this.roleWords()])}`,
    );
  }

  private writeFormat({ stdout, file }: Written): void {
    this.context.stdout.write(stdout);
    if (!file) return;
    const path = this.context.env[file.variable];
    if (path) appendTo(path, file.text);
    else {
      this.say(`${file.variable} is not set, so what belongs into its file follows on stdout`);
      this.context.stdout.write(file.text);
    }
  }
}

const changeTo = ({ plan }: Planned, { credentials }: Resolved) => toEnvChange({ ...plan, credentials });

function appendTo(path: string, text: string): void {
  try {
    appendFileSync(path, text, { mode: 0o600 });
  } catch (error) {
    throw new AwsmfaError(ExitCode.write, `cannot write ${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
