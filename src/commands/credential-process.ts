import { Command, Option } from "clipanion";
import { ExitCode } from "../errors.ts";
import { minTtlSeconds } from "../session/store/usable.ts";
import { preparation } from "./prepare-session.ts";
import { RoleCommand } from "./role-command.ts";
import { openPlan, planOf } from "./session-of.ts";

export class CredentialProcessCommand extends RoleCommand {
  static override paths = [["credential-process"]];
  static override usage = Command.Usage({
    category: "Scripts",
    description: "print a profile's session as every AWS SDK's credential_process wants it",
    details: `
      Asks for a code only on a terminal. A session counts until 15 minutes before its end, since the SDKs call again from there on.
    `,
    examples: [
      [
        "In ~/.aws/config, for programs that know nothing of awsmfa",
        "credential_process = awsmfa credential-process acc1",
      ],
    ],
  });

  first = Option.String({ required: false, name: "profile" });
  second = Option.String({ required: false, name: "code" });
  profile = Option.String("--profile,-p", { description: "the profile, named as an option" });

  async execute(): Promise<number> {
    const planned = planOf(this.context, {
      role: this.roleOverride(),
      words: [this.first, this.second],
      profile: this.profile,
      minTtlSeconds: minTtlSeconds.credentialProcess,
    });
    const keep = preparation(this.context, planned);
    const resolved = await openPlan(this.context, (notices) => this.sayNotices(notices), planned);
    const { profile } = planned.plan;
    const { accessKeyId, secretAccessKey, sessionToken } = resolved.credentials;
    // https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
    const answer = {
      Version: 1,
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: resolved.expiration?.toISOString(),
    };
    const text = `${JSON.stringify(answer)}\n`;
    this.context.stdout.write(text);
    if (profile !== undefined) {
      const argv = ["credential-process", profile];
      keep({ resolved, argv, text, marginSeconds: minTtlSeconds.credentialProcess });
    }
    return ExitCode.done;
  }
}
