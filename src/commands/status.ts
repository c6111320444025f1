import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { toIsoSeconds } from "../iso-seconds.ts";
import { type Held, heldIn } from "../output/held.ts";
import { renderStatusLine } from "../output/status-line.ts";
import { timeLeft } from "../output/time-left.ts";
import { printable } from "../printable.ts";
import { profileFacts } from "../profiles/facts.ts";
import { readProfiles } from "../profiles/read.ts";
import { parseRoleArn } from "../session/plan/arn.ts";
import { heldRole } from "../session/plan/held-role.ts";
import type { Profiles } from "../types.ts";
import { AwsmfaCommand } from "./command.ts";

export class StatusCommand extends AwsmfaCommand {
  static override paths = [["status"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: "what this shell holds: profile, account, time left, and what works against it",
    details: "Reads the environment and the AWS files only. `whoami` asks AWS.",
    examples: [
      ["What this shell holds", "$0 status"],
      ["For scripts", "$0 status --json"],
      ["In a prompt: `acc1 3h20m`; with the integration this starts no Node", "$0 status --short"],
    ],
  });

  json = Option.Boolean("--json", false, { description: "one object" });
  short = Option.Boolean("--short", false, {
    description: "for a prompt: profile and time left, or nothing",
  });

  async execute(): Promise<number> {
    const { env, home, stdout } = this.context;
    const now = this.context.now();
    if (this.short) {
      if (this.json) throw new AwsmfaError(ExitCode.usage, "--short and --json exclude each other");
      stdout.write(renderStatusLine(env, now));
      return ExitCode.done;
    }
    const shown = this.whatIsHeld(heldIn(env, now), readProfiles(env, home));
    stdout.write(this.json ? renderJson(shown) : renderRows(shown, now));
    return ExitCode.done;
  }

  private whatIsHeld(held: Held, profiles: Profiles): Shown {
    const { env } = this.context;
    const profile = held.profile === undefined ? undefined : profiles.profiles.get(held.profile);
    const { accountId, roleArn } = profile ? profileFacts(profile, profiles, env) : {};
    const conflicts = [...held.conflicts];
    if (held.profile !== undefined && !profile)
      conflicts.push({
        what: `profile ${held.profile} is not in the AWS files any more`,
        cure: "awsmfa unsets",
      });
    try {
      const role = heldRole(env);
      if (!role || !("roleArn" in role)) return { ...held, accountId, roleArn, conflicts };
      return { ...held, accountId: parseRoleArn(role.roleArn)?.accountId, roleArn: role.roleArn, conflicts };
    } catch (error) {
      if (!(error instanceof AwsmfaError)) throw error;
      conflicts.push({ what: "AWSMFA_ROLE names no role", cure: "awsmfa unsets, or switch again" });
      return { ...held, accountId, roleArn, conflicts };
    }
  }
}

/** What the shell holds, and whose it is by the AWS files. */
interface Shown extends Held {
  readonly accountId?: string | null | undefined;
  readonly roleArn?: string | null | undefined;
}

function renderJson({
  profile,
  accessKeyId,
  region,
  accountId,
  roleArn,
  expiration,
  conflicts,
}: Shown): string {
  const answer = { profile, accessKeyId, region, accountId, roleArn, expiration, conflicts };
  return `${JSON.stringify(answer, (_, value) => value ?? null, 2)}\n`;
}

function renderRows({ conflicts, ...held }: Shown, now: Date): string {
  const { profile, accountId, roleArn, accessKeyId, region, expiration } = held;
  const rows: [string, string | null | undefined][] = [
    ["profile", profile],
    ["account", accountId],
    ["role", roleArn],
    ["key", accessKeyId],
    ["region", region],
    ["ends", expiration && `${toIsoSeconds(expiration)} (${timeLeft(expiration, now)})`],
  ];
  const isEmpty = profile === undefined && accessKeyId === undefined;
  const lines = rows.flatMap(([name, value]) => (value ? [`${name.padEnd(8)} ${printable(value)}`] : []));
  const warnings = conflicts.map(({ what, cure }) => `warning: ${printable(what)}: ${cure}`);
  return [...(isEmpty ? ["no session in this shell"] : lines), ...warnings, ""].join("\n");
}
