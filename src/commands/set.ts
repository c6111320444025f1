import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { type Assignments, parseAssignments, withAnswers } from "../profiles/assignments.ts";
import { type ProfileChange, toFileChanges } from "../profiles/file-change.ts";
import { keysMeantBy } from "../profiles/known-keys.ts";
import type { SettingChange } from "../profiles/raw-lines.ts";
import { readProfiles } from "../profiles/read.ts";
import { credentialKeys } from "../profiles/secret-keys.ts";
import { nearestNames } from "../profiles/suggest.ts";
import type { Profiles } from "../types.ts";
import { askValues } from "./ask-values.ts";
import { FileCommand } from "./file-command.ts";

export class SetCommand extends FileCommand {
  static override paths = [["set"]];
  static override usage = Command.Usage({
    category: "Set-up",
    description: "set keys of a profile in the AWS files, every other byte as it was",
    details: `
      Keys go into the config file, access keys and tokens into the credentials file, as \`aws configure set\` does it; with --credentials all of
      them go there. A profile that is not there is made. A dot names a key of a nested block.

      Secrets are never arguments, which other users and the shell's history would see: a key without a value is asked for at the terminal, or
      read from stdin, a line each.
    `,
    examples: [
      ["The MFA device of a profile", "$0 set bastion mfa_serial=arn:aws:iam::111122223333:mfa/joe"],
      ["See what would change", "$0 set acc1 region=eu-west-1 output=json --dry-run"],
      ["A new secret key, asked for", "$0 set bastion aws_access_key_id=AKIA... aws_secret_access_key"],
      ["A nested key", "$0 set acc1 s3.addressing_style=path"],
      ["Take a key out", "$0 set acc1 --unset duration_seconds"],
    ],
  });

  first = Option.String({ name: "profile" });
  words = Option.Rest({ name: "key=value" });
  profile = Option.String("--profile,-p", { description: "the profile, named as an option" });
  unset = Option.Array("--unset", { description: "a key to take out" });
  credentials = Option.Boolean("--credentials", false, {
    description: "into the credentials file, whatever key it is",
  });

  async execute(): Promise<number> {
    const [profile, words] = this.profileAndWords();
    const { env, home } = this.context;
    const wanted = parseAssignments(words, this.unset);
    const profiles = readProfiles(env, home);
    const answers = await askValues(this.context, wanted.asked);
    const changes = withAnswers(wanted, answers);
    const edits = toFileChanges(profiles, this.sortByFile(profile, changes));
    this.sayHints(profile, wanted, profiles);
    return this.changeFiles(edits);
  }

  private profileAndWords(): [profile: string, words: readonly string[]] {
    const [profile, words] =
      this.profile === undefined ? [this.first, this.words] : [this.profile, [this.first, ...this.words]];
    if (profile && (words.length > 0 || this.unset)) return [profile, words];
    throw new AwsmfaError(
      ExitCode.usage,
      "say which profile, and what to set: awsmfa set acc1 region=eu-west-1",
    );
  }

  private sortByFile(profile: string, changes: ReadonlyMap<string, SettingChange>): ProfileChange[] {
    const isCredential = (key: string) => this.credentials || credentialKeys.has(key);
    const of = (kind: "config" | "credentials") =>
      new Map([...changes].filter(([key]) => isCredential(key) === (kind === "credentials")));
    return (["config", "credentials"] as const).map((kind) => ({ kind, profile, changes: of(kind) }));
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
