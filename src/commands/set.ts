import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { type Assignments, parseAssignments, withAnswers } from "../profiles/assignments.ts";
import { byFile, profilesAfter, toFileChanges } from "../profiles/file-change.ts";
import { keysMeantBy } from "../profiles/known-keys.ts";
import { readProfiles } from "../profiles/read.ts";
import { credentialKeys } from "../profiles/secret-keys.ts";
import { nearestNames } from "../profiles/suggest.ts";
import { planSession } from "../session/plan/plan.ts";
import type { Profiles } from "../types.ts";
import { askValues } from "./ask-values.ts";
import { changeFiles, dryRunOption } from "./change-files.ts";
import { AwsmfaCommand } from "./command.ts";
import { standInFor } from "./stand-in-for.ts";

export class SetCommand extends AwsmfaCommand {
  static override paths = [["set"]];
  static override usage = Command.Usage({
    category: "Set-up",
    description: "set keys of a profile in the AWS files, every other byte as it was",
    details: `
      Keys go into the config file, access keys and tokens into the credentials file, as \`aws configure set\` does it; with --credentials all of
      them go there. A profile that is not there is made. A dot names a key of a nested block.

      Secrets are never arguments, which other users and the shell's history would see: a key without a value is asked for at the terminal, or
      read from stdin, a line each.

      With --credential-process, a profile of a name of its own is made whose credential_process is awsmfa: every AWS SDK gets and renews the
      session by it. Region, output and the like are those of the profile.
    `,
    examples: [
      ["The MFA device of a profile", "$0 set bastion mfa_serial=arn:aws:iam::111122223333:mfa/joe"],
      ["See what would change", "$0 set acc1 region=eu-west-1 output=json --dry-run"],
      ["A new secret key, asked for", "$0 set bastion aws_access_key_id=AKIA... aws_secret_access_key"],
      ["A nested key", "$0 set acc1 s3.addressing_style=path"],
      [
        "For terraform, CDK, boto3: a profile acc1-mfa that gets the sessions of acc1",
        "$0 set acc1 --credential-process",
      ],
      ["Take a key out", "$0 set acc1 --unset duration_seconds"],
    ],
  });

  // The profile is among them: a word of its own would be missed where --profile names it and no key follows.
  static override readonly rest = "[profile] [<key>=<value>]…";
  words = Option.Rest({ name: "profile, key=value" });
  profile = Option.String("--profile,-p", { description: "the profile, named as an option" });
  unset = Option.Array("--unset", { description: "a key to take out" });
  credentials = Option.Boolean("--credentials", false, {
    description: "into the credentials file, whatever key it is",
  });

  credentialProcess = Option.Boolean("--credential-process", false, {
    description: "make a profile through which other programs get this one's session",
  });
  as = Option.String("--as", { description: "its name (<profile>-mfa)" });
  dryRun = dryRunOption();

  async execute(): Promise<number> {
    if (this.credentialProcess || this.as !== undefined) return this.addStandIn();
    const [profile, words] = this.profileAndWords();
    const { env, home } = this.context;
    const wanted = parseAssignments(words, this.unset);
    const profiles = readProfiles(env, home);
    const answers = await askValues(this.context, wanted.asked);
    const changes = withAnswers(wanted, answers);
    const edits = toFileChanges(profiles, byFile(profile, changes, this.credentials));
    this.sayHints(profile, wanted, profiles);
    this.sayIfBroken(profile, profiles, profilesAfter(profiles, edits));
    return changeFiles(this, edits);
  }

  private profileAndWords(): [profile: string, words: readonly string[]] {
    const { profile, words } = this.named();
    if (profile && (words.length > 0 || this.unset)) return [profile, words];
    throw new AwsmfaError(
      ExitCode.usage,
      "say which profile, and what to set: awsmfa set acc1 region=eu-west-1",
    );
  }

  /** The first word is the profile, unless --profile says which. */
  private named(): { profile: string | undefined; words: readonly string[] } {
    const [first, ...rest] = this.words;
    return this.profile === undefined
      ? { profile: first, words: rest }
      : { profile: this.profile, words: this.words };
  }

  private addStandIn(): number {
    const { profile, words } = this.named();
    // Said twice the same is said once: no key is set here.
    const isAlone = words.every((word) => word === profile);
    if (!this.credentialProcess || !profile || !isAlone || this.unset) {
      throw new AwsmfaError(
        ExitCode.usage,
        "--credential-process <profile> [--as NAME] makes a profile of its own; set keys of that one in a second step",
      );
    }
    const { env, home } = this.context;
    const { name, changes } = standInFor(this.context, readProfiles(env, home), profile, this.as);
    const exitCode = changeFiles(this, changes);
    if (this.dryRun) return exitCode;
    this.say(
      `profile ${name} hands the session of ${profile} to every program: AWS_PROFILE=${name}, or --profile ${name}`,
    );
    return exitCode;
  }

  /** A profile in the making may be of no use yet; one that was of use should stay so. */
  private sayIfBroken(profile: string, before: Profiles, after: Profiles): void {
    const { env, home } = this.context;
    try {
      planSession(before, { profile, env, home });
    } catch {
      return;
    }
    try {
      planSession(after, { profile, env, home });
    } catch (error) {
      if (!(error instanceof AwsmfaError)) throw error;
      this.say(`profile ${profile} cannot be used like this: ${error.message}`);
    }
  }

  /** What was written is what was asked for; whether it was meant is another question. */
  private sayHints(name: string, { changes, asked }: Assignments, profiles: Profiles): void {
    const profile = profiles.profiles.get(name);
    const near = profile ? [] : nearestNames(name, profiles.profiles.keys());
    if (near.length > 0) this.say(`there was no profile ${name} yet; did you mean ${near.join(", ")}?`);
    for (const key of new Set([...changes.keys(), ...asked])) {
      const meant = changes.get(key) === null ? [] : keysMeantBy(key);
      if (meant.length > 0) this.say(`nothing reads a key ${key}; did you mean ${meant.join(", ")}?`);
      const origin = profile?.settings.get(key)?.origin;
      const isHidden =
        !this.credentials && !credentialKeys.has(key) && origin?.file === profiles.credentials.path;
      if (isHidden) {
        const message = `${key} of profile ${name} in the credentials file counts before the config file's; --credentials changes it there`;
        this.sayNotices([{ message, origin }]);
      }
    }
  }
}
