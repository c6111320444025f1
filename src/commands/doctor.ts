import { Command, Option } from "clipanion";
import { locateCache } from "../cache-folder.ts";
import { examineAwsFiles } from "../doctor/aws-files.ts";
import { examineClock } from "../doctor/clock.ts";
import { examineCache } from "../doctor/file-modes.ts";
import type { Finding } from "../doctor/finding.ts";
import { examineIntegration } from "../doctor/integration.ts";
import { examinePath } from "../doctor/path.ts";
import { examineProfiles } from "../doctor/profiles.ts";
import { examineVariables } from "../doctor/variables.ts";
import { ExitCode } from "../errors.ts";
import { heldIn } from "../output/held.ts";
import type { Shell } from "../output/shell.ts";
import { whichShell } from "../output/which-shell.ts";
import { printable } from "../printable.ts";
import { readProfiles } from "../profiles/read.ts";
import { AwsmfaCommand } from "./command.ts";

export class DoctorCommand extends AwsmfaCommand {
  static override paths = [["doctor"]];
  static override usage = Command.Usage({
    category: "Set-up",
    description: "look for what goes wrong, each with its cure",
    details:
      "Ends with 3 where it found an error, with 0 where it found warnings and notes only. Changes nothing.",
    examples: [
      ["Look at everything", "$0 doctor"],
      ["For scripts", "$0 doctor --json"],
    ],
  });

  json = Option.Boolean("--json", false, { description: "an array of findings: level, what, cure" });

  async execute(): Promise<number> {
    const findings = await this.examine();
    this.context.stdout.write(this.json ? `${JSON.stringify(findings, null, 2)}\n` : render(findings));
    return findings.some(({ level }) => level === "error") ? ExitCode.config : ExitCode.done;
  }

  private async examine(): Promise<Finding[]> {
    const { env, home, packageRoot } = this.context;
    const profiles = readProfiles(env, home);
    const conflicts = heldIn(env, this.context.now()).conflicts;
    return [
      ...examineAwsFiles(profiles),
      ...examineCache(locateCache(env, home)),
      ...examineProfiles(profiles, env, home),
      ...examineVariables(env, profiles),
      ...examineIntegration(env, this.askingShell()),
      ...conflicts.map((conflict): Finding => ({ level: "warning", ...conflict })),
      ...(await examineClock(profiles, env, home, this.context.sts)),
      ...examinePath(env, `${packageRoot}shell/awsmfa`),
    ];
  }

  private askingShell(): Shell | undefined {
    try {
      return whichShell(this.context);
    } catch {
      return undefined;
    }
  }
}

function render(findings: readonly Finding[]): string {
  if (findings.length === 0) return "nothing found\n";
  return findings
    .map(({ level, what, cure }) => `${level.padEnd(7)}  ${printable(what)}\n         → ${printable(cure)}\n`)
    .join("");
}
