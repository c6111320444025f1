import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { heldIn } from "../output/held.ts";
import { printable } from "../output/printable.ts";
import { renderStatusLine } from "../output/status-line.ts";
import { timeLeft } from "../output/time-left.ts";
import { profileFacts } from "../profiles/facts.ts";
import { readProfiles } from "../profiles/read.ts";
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
    const held = heldIn(env, now);
    const profiles = readProfiles(env, home);
    const profile = held.profile === undefined ? undefined : profiles.profiles.get(held.profile);
    const facts = profile && profileFacts(profile, profiles, env);
    if (this.json) {
      const { conflicts, expiration, ...rest } = held;
      const accountId = facts?.accountId;
      const answer = {
        ...rest,
        accountId,
        roleArn: facts?.roleArn,
        expiration: expiration?.toISOString(),
        conflicts,
      };
      stdout.write(`${JSON.stringify(answer, (_, value) => value ?? null, 2)}\n`);
      return ExitCode.done;
    }
    const ends = held.expiration && `${held.expiration.toISOString()} (${timeLeft(held.expiration, now)})`;
    const rows: [string, string | undefined][] = [
      ["profile", held.profile],
      ["account", facts?.accountId ?? undefined],
      ["role", facts?.roleArn ?? undefined],
      ["key", held.accessKeyId],
      ["region", held.region],
      ["ends", ends],
    ];
    const shown = held.profile !== undefined || held.accessKeyId !== undefined;
    if (!shown) stdout.write("no session in this shell\n");
    else for (const [name, value] of rows) if (value) stdout.write(`${name.padEnd(8)} ${printable(value)}\n`);
    for (const { what, cure } of held.conflicts) stdout.write(`warning: ${printable(what)}: ${cure}\n`);
    return ExitCode.done;
  }
}
