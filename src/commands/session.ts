import { Command, Option } from "clipanion";
import { toEnvChange } from "../output/env-change.ts";
import { requireCode } from "../session/code/form.ts";
import { parseDuration } from "../session/plan/duration.ts";
import { parseAwsArguments } from "./aws-arguments.ts";
import { childEnv } from "./child-env.ts";
import { cannotStart } from "./find-program.ts";
import { RoleCommand } from "./role-command.ts";
import { runChild } from "./run-child.ts";
import { findNeed, type SessionNeed } from "./session-need.ts";
import { openPlan } from "./session-of.ts";

/** How `aws` is to be called. */
interface Call {
  readonly words: readonly string[];
  readonly env: Record<string, string>;
}

export class SessionCommand extends RoleCommand {
  static override paths = [["session"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: 'run the AWS CLI with a session: made for alias aws="awsmfa session"',
    details: `
      Runs \`aws\` with everything behind \`session\` as it stands, \`--help\` and \`--\` included. Where the profile (\`--profile\` among the
      arguments, else AWS_PROFILE, else default) asks for MFA, \`aws\` gets its session in the environment, and a code is asked for if there is
      none yet. A profile without MFA, a shell that holds a session already, and commands that sign nothing (\`aws help\`, \`aws configure\`) go
      straight through. \`--profile\` is handed on as AWS_PROFILE, since the AWS CLI ignores the session's keys beside the option.

      The options below, which aws itself has not, stand before the first argument of aws. With a role's the session is that role's, whether
      MFA is asked for or not.

      The status is that of \`aws\`, or 128 + the number of the signal that ended it; 127 where \`aws\` is missing.
    `,
    examples: [
      ["In the shell's start-up file", 'alias aws="awsmfa session"'],
      ["Then as ever", "aws s3 ls --profile acc1"],
      [
        "For a whole working day, if the role allows it",
        "$0 session --duration 8h -p acc1 s3 sync . s3://bucket",
      ],
      ["In a role without a profile", "$0 session -p bastion --account 111122223333 --role Admin s3 ls"],
    ],
  });

  // Listed for the help: the parser reads none of them, since every word may be one of aws.
  ownProfile = Option.String("-p", { description: "the profile" });
  duration = Option.String("--duration", { description: "how long the session should be: 3600, 90m, 12h" });
  static override readonly rest = "[arguments of aws]";
  words = Option.Proxy({ name: "aws arguments" });

  async execute(): Promise<number> {
    // Before a code is asked for, and used up.
    const missing = cannotStart("aws", this.context.env);
    if (missing) {
      this.say(
        `cannot start the AWS CLI: aws: ${missing.why}; https://aws.amazon.com/cli/ tells how to install it`,
      );
      return missing.status;
    }
    const { words, env } = await this.toCall(this.takeOwn());
    return runChild(this.context, ["aws", ...words], env);
  }

  /** Ours stand before the first argument of aws; from there on nothing is ours to read. Returns the arguments of aws. */
  private takeOwn(): readonly string[] {
    let words: readonly string[] = this.words;
    for (;;) {
      const option = splitOption(words);
      if (!option || !this.takeOption(option.name, option.value)) return words;
      words = option.rest;
    }
  }

  private takeOption(name: string, value: string): boolean {
    if (name === "-p") this.ownProfile = value;
    else if (name === "--duration") this.duration = value;
    else return this.takeRoleOption(name, value);
    return true;
  }

  private async toCall(words: readonly string[]): Promise<Call> {
    const given = parseAwsArguments(words);
    const named = given.profile ?? this.ownProfile;
    const durationSeconds = this.duration === undefined ? undefined : parseDuration(this.duration);
    const wanted = { named, role: this.roleOverride(), durationSeconds };
    const need = given.isLocal ? undefined : findNeed(wanted, this.context);
    if (need) return { words: given.rest, env: await this.openEnv(need) };
    const own =
      this.ownProfile === undefined || given.profile !== undefined ? [] : ["--profile", this.ownProfile];
    return { words: [...own, ...words], env: childEnv(this.context.env) };
  }

  private async openEnv({ profiles, plan, handedOn }: SessionNeed): Promise<Record<string, string>> {
    const { env } = this.context;
    const code = env.AWSMFA_CODE ? requireCode(env.AWSMFA_CODE, "the code given") : undefined;
    // It has been read: no program that a profile names needs to see it.
    delete env.AWSMFA_CODE;
    const say = (notices: Parameters<typeof this.sayNotices>[0]) => this.sayNotices(notices);
    const { credentials } = await openPlan(this.context, say, { profiles, plan, code });
    const change = toEnvChange({ ...plan, credentials });
    return { ...childEnv(env, change), ...(handedOn !== undefined && { AWS_PROFILE: handedOn }) };
  }
}

/** The option that these words begin with, `--name value` or `--name=value`, and what is behind it. */
function splitOption(words: readonly string[]) {
  const [first = "", second] = words;
  const [, name, value] = /^(--[a-z-]+)=(.*)$/s.exec(first) ?? [];
  if (name !== undefined && value !== undefined) return { name, value, rest: words.slice(1) };
  return second === undefined ? undefined : { name: first, value: second, rest: words.slice(2) };
}
