import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { type Assignments, parseAssignments, withAnswers } from "../profiles/assignments.ts";
import { checkNewName } from "../profiles/edit.ts";
import { profileFacts } from "../profiles/facts.ts";
import { byFile, type FileChange, profilesAfter, toFileChanges } from "../profiles/file-change.ts";
import type { SettingChange } from "../profiles/raw-lines.ts";
import { readProfiles } from "../profiles/read.ts";
import { findMfaDevice } from "../session/find-mfa-device.ts";
import { partitionOfArn } from "../session/plan/arn.ts";
import { findProfile } from "../session/plan/find-profile.ts";
import { renderOrigin } from "../session/plan/origin.ts";
import { partitionOfRegion } from "../session/plan/partition.ts";
import { planSession } from "../session/plan/plan.ts";
import { roleSettings } from "../session/plan/role-settings.ts";
import type { Profiles } from "../types.ts";
import { askValues } from "./ask-values.ts";
import { changeFiles, dryRunOption } from "./change-files.ts";
import { RoleCommand } from "./role-command.ts";

/** Keys by which a profile gets credentials without keys of its own. */
const otherSources =
  /^(role_arn|credential_process|credential_source|web_identity_token_file|sso_.*|login_session)$/;

export class AddCommand extends RoleCommand {
  static override paths = [["add"]];
  static override usage = Command.Usage({
    category: "Set-up",
    description: "add a profile: a role of an account, or a user's keys",
    details: `
      A role takes --account and --role (or --role-arn), and --source, the profile it is assumed from; kept with it are --external-id,
      \`--role-session-name\` and --tag. Without a role the profile is that of a user: the access key is asked for at the terminal, or read from
      stdin, a line for the key id and one for the secret.

      \`--mfa-serial auto\` asks IAM for the user's MFA device. Any other key of the AWS files can follow as key=value.
    `,
    examples: [
      ["A role in another account", "$0 add acc3 --account 111122223333 --role Admin --source bastion"],
      ["A first profile: a user with an MFA device", "$0 add bastion --mfa-serial auto --region eu-west-1"],
      [
        "See what would be written",
        "$0 add acc3 --role-arn arn:aws:iam::111122223333:role/Admin --source bastion --dry-run",
      ],
    ],
  });

  name = Option.String({ name: "name" });
  static override readonly rest = "[<key>=<value>]…";
  words = Option.Rest({ name: "key=value" });
  source = Option.String("--source", { description: "the profile that the role is assumed from" });
  mfaSerial = Option.String("--mfa-serial", {
    description: "the MFA device: its ARN or serial number, or auto",
  });
  region = Option.String("--region", { description: "the profile's region" });
  dryRun = dryRunOption();

  async execute(): Promise<number> {
    checkNewName(this.name);
    const { env, home } = this.context;
    const profiles = readProfiles(env, home);
    const there = profiles.profiles.get(this.name);
    if (there) {
      const message = `${renderOrigin(there.origin)}: there is a profile ${this.name} already: awsmfa set changes it`;
      throw new AwsmfaError(ExitCode.config, message);
    }
    const wanted = parseAssignments(this.words);
    const own = new Map<string, SettingChange>([...this.options(profiles), ...wanted.changes]);
    const asked = [...wanted.asked, ...missingKeys(own, wanted)];
    const answers = await askValues(this.context, asked);
    const changes = withAnswers({ changes: own, asked }, answers);
    const edits = await this.withDevice(profiles, changes);
    return changeFiles(this, edits);
  }

  /** What the options come to as keys of the profile. Throws for what no profile can be made of. */
  private options(profiles: Profiles): [string, SettingChange][] {
    const { source, region, mfaSerial } = this;
    const override = this.roleOverride();
    if (region !== undefined && !/^[a-z]+(-[a-z0-9]+)+$/.test(region))
      throw new AwsmfaError(ExitCode.usage, `--region ${region}: no region looks like that`);
    if (mfaSerial !== undefined && !/^[\w+=/:,.@-]{4,256}$/.test(mfaSerial))
      throw new AwsmfaError(ExitCode.usage, "--mfa-serial takes an ARN, a serial number, or auto");
    if (source !== undefined && !override)
      throw new AwsmfaError(
        ExitCode.usage,
        "--source is for a role: name it by --account and --role, or --role-arn",
      );
    if (source !== undefined) findProfile(profiles, source);
    const sourced =
      source !== undefined || this.words.some((word) => /^(source_profile|credential_source)=/.test(word));
    if (override && !sourced)
      throw new AwsmfaError(
        ExitCode.usage,
        "a role is assumed from somewhere: name that profile by --source",
      );
    const rows: [string, string | undefined][] = [
      ...(override ? roleSettings(override, this.partition(profiles)) : []),
      ["source_profile", source],
      ["mfa_serial", mfaSerial === "auto" ? undefined : mfaSerial],
      ["region", region],
    ];
    return rows.filter((row): row is [string, string] => row[1] !== undefined);
  }

  /** A role lies in the partition of those who may assume it. */
  private partition(profiles: Profiles): string {
    const source = profiles.profiles.get(this.source ?? "");
    const facts = source && profileFacts(source, profiles, {});
    const arn = facts?.mfaSerial ?? facts?.roleArn;
    return (arn && partitionOfArn(arn)) || partitionOfRegion(this.region ?? facts?.region ?? "");
  }

  /** The changed files, the device that IAM tells included. Throws where the new profile could not be used. */
  private async withDevice(
    profiles: Profiles,
    changes: ReadonlyMap<string, SettingChange>,
  ): Promise<FileChange[]> {
    const edits = toFileChanges(profiles, byFile(this.name, changes));
    const after = profilesAfter(profiles, edits);
    const { env, home } = this.context;
    try {
      planSession(after, { profile: this.name, env, home });
    } catch (error) {
      if (!(error instanceof AwsmfaError)) throw error;
      throw new AwsmfaError(
        error.exitCode,
        `nothing was added, since it could not be used: ${error.message}`,
      );
    }
    if (this.mfaSerial !== "auto") return edits;
    const serial = await findMfaDevice(after, this.name, this.context);
    this.say(`the MFA device is ${serial}`);
    return toFileChanges(profiles, byFile(this.name, new Map([...changes, ["mfa_serial", serial]])));
  }
}

/** What a user's profile lacks. Only the secret can be missing where the key id was given. */
function missingKeys(changes: ReadonlyMap<string, SettingChange>, { asked }: Assignments): string[] {
  if ([...changes.keys(), ...asked].some((key) => otherSources.test(key))) return [];
  return ["aws_access_key_id", "aws_secret_access_key"].filter(
    (key) => !changes.has(key) && !asked.includes(key),
  );
}
