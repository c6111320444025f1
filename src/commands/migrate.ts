import { rmdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import type { MigrationChanges } from "../migrate/file-changes.ts";
import type { Finding } from "../migrate/finding.ts";
import { printable } from "../printable.ts";
import { readProfiles } from "../profiles/read.ts";
import { locateTerminal } from "../session/code/terminal.ts";
import { renderOrigin } from "../session/plan/origin.ts";
import { changeFiles, dryRunOption } from "./change-files.ts";
import { AwsmfaCommand } from "./command.ts";

export class MigrateCommand extends AwsmfaCommand {
  static override paths = [["migrate"]];
  static override usage = Command.Usage({
    category: "Set-up",
    description: "find what came before, and make profiles of it",
    details: `
      Looks through the start-up files of bash, zsh and fish, and the AWS files, for functions around mfacli.sh or \`aws sts\`, for [aws-mfa],
      for [x-long-term] with aws_mfa_device and assume_role, for aliases, caches and variables of aws-mfa-secure. Shows what each becomes, asks,
      and writes profiles. What it reads is never run.

      The old way stays as it is unless --remove-old says otherwise: then the lines that were recognised go, and a copy of every file that
      loses some is left beside it, readable to you alone.
    `,
    examples: [
      ["What is there, and what would be written", "$0 migrate --dry-run"],
      ["Convert it, the old way left in place", "$0 migrate"],
      ["Convert it and take the old lines out", "$0 migrate --remove-old"],
    ],
  });

  dryRun = dryRunOption();
  yes = Option.Boolean("--yes", false, { description: "do not ask" });
  removeOld = Option.Boolean("--remove-old", false, {
    description: "also take out what was converted, with a copy of each file beside it",
  });

  async execute(): Promise<number> {
    const { env, home } = this.context;
    const profiles = readProfiles(env, home);
    // Once in a lifetime: no other command should load it.
    const { prepareMigration } = await import("../migrate/prepare.ts");
    const { findings, changes } = prepareMigration(env, home, profiles, this.removeOld);
    this.show(findings);
    if (changes.changes.length === 0 && changes.gone.length === 0) {
      this.say(findings.length === 0 ? "nothing was found that came before" : "nothing is left to write");
      return ExitCode.done;
    }
    if (this.dryRun) return changeFiles(this, changes.changes);
    if (!this.yes && !(await this.isAgreed())) {
      this.say("nothing was changed");
      return ExitCode.done;
    }
    const exitCode = await this.change(changes);
    this.sayWhatIsLeft(findings);
    return exitCode;
  }

  /** A function of the person's own is never overridden by ours of the same name. */
  private sayWhatIsLeft(findings: readonly Finding[]): void {
    const standing = findings.flatMap(({ replaces, old }) =>
      replaces !== undefined && !(this.removeOld && old) ? [replaces] : [],
    );
    if (standing.length === 0) return;
    const one = standing[0]!;
    this.say(
      `as before, until the old lines go${this.removeOld ? "" : " (--remove-old)"}: ${standing.map(({ name }) => name).join(", ")}; awsmfa use ${one.profile} is the new way`,
    );
  }

  private show(findings: readonly Finding[]): void {
    for (const { origin, what, becomes } of findings) {
      const text = `${renderOrigin(origin)}: ${what}`;
      this.context.stderr.write(`${printable(text)}\n    → ${printable(becomes)}\n`);
    }
  }

  /** Asks at the terminal. Throws exit 2 where there is none. */
  private async isAgreed(): Promise<boolean> {
    const terminal = locateTerminal(this.context.pid);
    if (typeof terminal === "string") {
      throw new AwsmfaError(
        ExitCode.usage,
        "there is no terminal to ask at, so nothing was changed: --yes goes on without asking, --dry-run shows what would be written",
      );
    }
    const old = this.removeOld ? ", and take the old lines out" : "";
    const answer = await terminal.ask(`Write this${old}? [y/N] `, { seconds: 600, visible: true });
    return /^y(es)?$/i.test(answer?.trim() ?? "");
  }

  private async change({ changes, losing, gone }: MigrationChanges): Promise<ExitCode> {
    const { writeBackups } = await import("../migrate/backup.ts");
    const backups = writeBackups(losing.map(({ file }) => file));
    try {
      changeFiles(this, changes);
    } catch (error) {
      for (const path of backups) rmSync(path, { force: true });
      throw error;
    }
    for (const path of backups) this.say(`${path} is how it was; delete it when all works`);
    for (const path of gone) rmSync(path, { force: true });
    for (const folder of new Set(gone.map(dirname))) removeEmpty(folder);
    return ExitCode.done;
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something else is in it.
  }
}
