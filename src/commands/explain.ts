import { Command, Option } from "clipanion";
import { locateCache } from "../cache-folder.ts";
import { ExitCode } from "../errors.ts";
import { printable } from "../printable.ts";
import { readProfiles } from "../profiles/read.ts";
import { explainJson, explainLines } from "../session/explain.ts";
import { parseDuration } from "../session/plan/duration.ts";
import { planSession } from "../session/plan/plan.ts";
import { fileStore } from "../session/store/store.ts";
import { storedPart } from "../session/store/stored-part.ts";
import { oneProfile } from "./profile-and-code.ts";
import { RoleCommand } from "./role-command.ts";

export class ExplainCommand extends RoleCommand {
  static override paths = [["explain"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: "show how a profile gets its session: steps, reasons, and the place of every value",
    details: "Reads the AWS files and the environment; calls nobody and asks nothing.",
    examples: [
      ["The way to a profile's session", "$0 explain acc1"],
      ["What two hours would change", "$0 explain acc1 --duration 2h"],
      ["The way to a role without a profile", "$0 explain bastion --account 111122223333 --role Admin"],
      ["For scripts", "$0 explain acc1 --json"],
    ],
  });

  name = Option.String({ required: false, name: "profile" });
  profile = Option.String("--profile,-p", { description: "the profile, named as an option" });
  duration = Option.String("--duration", { description: "plan for a session this long: 3600, 90m, 12h" });
  json = Option.Boolean("--json", false, { description: "an object with the same facts" });

  async execute(): Promise<number> {
    const { env, home, now, stdout } = this.context;
    const profiles = readProfiles(env, home);
    const plan = planSession(profiles, {
      profile: oneProfile(this.name, this.profile),
      role: this.roleOverride(),
      env,
      home,
      durationSeconds: this.duration === undefined ? undefined : parseDuration(this.duration),
    });
    const stored = storedPart(plan.steps, { env, now, store: fileStore(locateCache(env, home)) });
    stdout.write(
      this.json
        ? `${JSON.stringify(explainJson(plan, stored), null, 2)}\n`
        : `${explainLines(plan, stored).map(printable).join("\n")}\n`,
    );
    this.sayNotices([...profiles.notices, ...plan.notices]);
    return ExitCode.done;
  }
}
