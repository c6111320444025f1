import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { toIsoSeconds } from "../iso-seconds.ts";
import { withoutEmptySection } from "../profiles/empty-section.ts";
import { type ProfileChange, toFileChanges } from "../profiles/file-change.ts";
import { readProfiles } from "../profiles/read.ts";
import { userRegion } from "../profiles/region.ts";
import {
  clearingChanges,
  credentialsSection,
  holdingOf,
  sessionChanges,
} from "../profiles/session-section.ts";
import { parseDuration } from "../session/plan/duration.ts";
import { planSession } from "../session/plan/plan.ts";
import type { SessionPlan } from "../session/plan/step.ts";
import {
  checkShadowedKeys,
  checkTarget,
  dependants,
  keepLongTermKeys,
} from "../session/plan/write-target.ts";
import type { Profiles } from "../types.ts";
import { changeFiles, dryRunOption } from "./change-files.ts";
import { looksLikeCode, profileAndCode } from "./profile-and-code.ts";
import { RoleCommand } from "./role-command.ts";
import { openPlan } from "./session-of.ts";

/** The profile that a session is written from where there is one of that name and none is named (SPEC §6). */
const usualSource = "aws-mfa";

export class WriteCommand extends RoleCommand {
  static override paths = [["write"]];
  static override usage = Command.Usage({
    category: "Scripts",
    description: "put a session into the credentials file, for programs that read nothing else",
    details: `
      From --profile, else from [aws-mfa] if there is one, else from the profile that is meant elsewhere too. Keys, token, end and region of
      the session go into [default], or the section that --to names; every other byte stays as it was. Programs that read the file do not notice when the
      session ends: \`awsmfa set <profile> --credential-process\` is for those that run longer.

      Long-term keys are never lost: a section that holds some is overwritten only if another one holds the same, and --keep-as makes one.
    `,
    examples: [
      ["The session of [aws-mfa], or the usual profile, into [default]", "$0 write 123456"],
      ["That of acc1 into [acc1-now]", "$0 write --profile acc1 --to acc1-now"],
      [
        "A role without a profile, into [admin]",
        "$0 write --account 111122223333 --role Admin -p bastion --to admin",
      ],
      ["The long-term keys of [default] move to [aws-mfa]", "$0 write 123456 --keep-as aws-mfa"],
      ["Take the session out again", "$0 write --clear"],
    ],
  });

  code = Option.String({ required: false, name: "code" });
  profile = Option.String("--profile,-p", { description: "the profile whose session it is" });
  to = Option.String("--to", "default", { description: "the section of the credentials file (default)" });
  keepAs = Option.String("--keep-as", {
    description: "a section for the long-term keys that stand in the way",
  });
  duration = Option.String("--duration", { description: "how long the session should be: 3600, 90m, 12h" });
  clear = Option.Boolean("--clear", false, { description: "take the session out again" });
  dryRun = dryRunOption();

  async execute(): Promise<number> {
    const { env, home } = this.context;
    const profiles = readProfiles(env, home);
    if (this.clear) return this.clearSession(profiles);
    const { profile, code } = this.sourceAndCode(profiles);
    const durationSeconds = this.duration === undefined ? undefined : parseDuration(this.duration);
    const plan = planSession(profiles, { profile, role: this.roleOverride(), env, home, durationSeconds });
    // Whatever stands in the way shows before a code is asked for, and used up.
    checkTarget(profiles, plan, this.to);
    const kept = keepLongTermKeys(profiles, this.to, this.keepAs);
    toFileChanges(profiles, [...kept, { ...this.target, changes: new Map([["aws_access_key_id", "ASIA"]]) }]);
    return this.writeSession(profiles, plan, kept, code);
  }

  private get target() {
    return { kind: "credentials", profile: this.to } as const;
  }

  private sourceAndCode(profiles: Profiles): { profile: string | undefined; code: string | undefined } {
    if (this.code !== undefined && !looksLikeCode(this.code)) {
      throw new AwsmfaError(ExitCode.usage, "a code is six digits; a profile is named by --profile");
    }
    const { code } = profileAndCode([this.code], this.profile ?? "", profiles, this.context.env);
    const usual = [usualSource, this.keepAs].find(
      (name) => name !== undefined && profiles.profiles.has(name),
    );
    return { profile: this.profile ?? usual, code };
  }

  private async writeSession(
    profiles: Profiles,
    plan: SessionPlan,
    kept: readonly ProfileChange[],
    code: string | undefined,
  ): Promise<number> {
    const say = this.sayNotices.bind(this);
    const { credentials } = await openPlan(this.context, say, { profiles, plan, code });
    if (!credentials.sessionToken) {
      const message = `profile ${plan.profile} has long-term keys and no MFA device, so there is no session to write: set its mfa_serial`;
      throw new AwsmfaError(ExitCode.config, message);
    }
    const region = plan.region?.fallback
      ? (userRegion(this.context.env) ?? plan.region.value)
      : plan.region?.value;
    const changes = sessionChanges(credentialsSection(profiles, this.to), credentials, region);
    const exitCode = changeFiles(this, toFileChanges(profiles, [...kept, { ...this.target, changes }]));
    if (this.dryRun) return exitCode;
    for (const name of dependants(profiles, this.to)) {
      this.say(
        `profile ${name} starts from ${this.to}, which holds a session now: awsmfa set ${name} source_profile=...`,
      );
    }
    const end = credentials.expiration ? ` until ${toIsoSeconds(credentials.expiration)}` : "";
    const whose = plan.role?.label ?? plan.profile ?? "the keys in the environment";
    this.say(`[${this.to}] holds the session of ${whose}${end}`);
    return exitCode;
  }

  private clearSession(profiles: Profiles): number {
    const section = credentialsSection(profiles, this.to);
    if (holdingOf(section) !== "session") {
      this.say(`[${this.to}] of ${profiles.credentials.path} holds no session`);
      return ExitCode.done;
    }
    checkShadowedKeys(profiles, this.to);
    const changes = toFileChanges(profiles, [{ ...this.target, changes: clearingChanges(section) }]);
    return changeFiles(
      this,
      changes.map((change) => ({ ...change, content: withoutEmptySection(change.content, this.to) })),
    );
  }
}
