import { Command, Option } from "clipanion";
import { ExitCode } from "../errors.ts";
import { printable } from "../printable.ts";
import { readProfiles } from "../profiles/read.ts";
import { callerIdentity } from "../session/caller-identity.ts";
import type { Credentials, Env } from "../types.ts";
import { RoleCommand } from "./role-command.ts";
import { openPlan, planOf } from "./session-of.ts";

export class WhoamiCommand extends RoleCommand {
  static override paths = [["whoami"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: "ask AWS who a profile's session is",
    examples: [
      ["Who this shell is", "$0 whoami"],
      ["Who acc1 is", "$0 whoami acc1"],
      [
        "Whom a role without a profile would make of you",
        "$0 whoami bastion --account 111122223333 --role Admin",
      ],
      ["For scripts, in the AWS CLI's spelling", "$0 whoami acc1 --json"],
    ],
  });

  first = Option.String({ required: false, name: "profile" });
  second = Option.String({ required: false, name: "code" });
  profile = Option.String("--profile,-p", { description: "the profile, named as an option" });
  json = Option.Boolean("--json", false, { description: "an object: UserId, Account, Arn" });

  async execute(): Promise<number> {
    const session = this.heldSession() ?? (await this.namedSession());
    const { account, arn, userId } = await callerIdentity(session, this.context);
    const { stdout } = this.context;
    if (this.json)
      stdout.write(`${JSON.stringify({ UserId: userId, Account: account, Arn: arn }, null, 2)}\n`);
    else
      stdout.write(
        `account  ${printable(account)}\narn      ${printable(arn)}\nid       ${printable(userId)}\n`,
      );
    return ExitCode.done;
  }

  private async namedSession() {
    const planned = planOf(this.context, {
      role: this.roleOverride(),
      words: [this.first, this.second],
      profile: this.profile,
    });
    const resolved = await openPlan(this.context, (notices) => this.sayNotices(notices), planned);
    return { profiles: planned.profiles, resolved };
  }

  /** With nothing named: the very keys that this shell holds, whoever put them there. */
  private heldSession() {
    const { env, home } = this.context;
    const named = this.first ?? this.profile ?? this.roleOverride();
    const credentials = named === undefined ? heldKeys(env) : undefined;
    if (!credentials) return undefined;
    return {
      profiles: readProfiles(env, home),
      resolved: { profile: env.AWSMFA_PROFILE, credentials, steps: [] },
    };
  }
}

function heldKeys(env: Env): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken: AWS_SESSION_TOKEN || undefined };
}
