import { Command, Option } from "clipanion";
import { toEnvChange } from "../output/env-change.ts";
import { parseDuration } from "../session/duration.ts";
import { parseAwsArguments } from "./aws-arguments.ts";
import { childEnv } from "./child-env.ts";
import { AwsmfaCommand } from "./command.ts";
import { cannotStart } from "./find-program.ts";
import { runChild } from "./run-child.ts";
import { findNeed, type SessionNeed } from "./session-need.ts";
import { openPlan } from "./session-of.ts";

/** How `aws` is to be called. */
interface Call {
  readonly words: readonly string[];
  readonly env: Record<string, string>;
}

export class SessionCommand extends AwsmfaCommand {
  static override paths = [["session"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: 'run the AWS CLI with a session: made for alias aws="awsmfa session"',
    details: `
      Runs \`aws\` with everything behind \`session\` as it stands, \`--help\` and \`--\` included. Where the profile (\`--profile\` among the
      arguments, else AWS_PROFILE, else default) asks for MFA, \`aws\` gets its session in the environment, and a code is asked for if there is
      none yet. A profile without MFA, a shell that holds a session already, and commands that sign nothing (\`aws help\`, \`aws configure\`) go
      straight through. \`--profile\` is handed on as AWS_PROFILE, since the AWS CLI ignores the session's keys beside the option.

      Before the first argument of aws may stand \`-p <profile>\` and \`--duration <time>\`, which aws itself has not.

      The status is that of \`aws\`, or 128 + the number of the signal that ended it; 127 where \`aws\` is missing.
    `,
    examples: [
      ["In the shell's start-up file", 'alias aws="awsmfa session"'],
      ["Then as ever", "aws s3 ls --profile acc1"],
      [
        "For a whole working day, if the role allows it",
        "$0 session --duration 8h -p acc1 s3 sync . s3://bucket",
      ],
    ],
  });

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
    const { words, env } = await this.toCall(ownOptions(this.words));
    return runChild(this.context, ["aws", ...words], env);
  }

  private async toCall({ words, profile, duration }: OwnOptions): Promise<Call> {
    const given = parseAwsArguments(words);
    const durationSeconds = duration === undefined ? undefined : parseDuration(duration);
    const need = given.isLocal
      ? undefined
      : findNeed(given.profile ?? profile, durationSeconds, this.context);
    if (need) return { words: given.rest, env: await this.openEnv(need) };
    const named = profile === undefined || given.profile !== undefined ? [] : ["--profile", profile];
    return { words: [...named, ...words], env: childEnv(this.context.env) };
  }

  private async openEnv({ profiles, plan, handedOn }: SessionNeed): Promise<Record<string, string>> {
    const { env } = this.context;
    const code = env.AWSMFA_CODE || undefined;
    // It has been read: no program that a profile names needs to see it.
    delete env.AWSMFA_CODE;
    const say = (notices: Parameters<typeof this.sayNotices>[0]) => this.sayNotices(notices);
    const { credentials } = await openPlan(this.context, say, { profiles, plan, code });
    const change = toEnvChange({ ...plan, credentials });
    return { ...childEnv(env, change), ...(handedOn !== undefined && { AWS_PROFILE: handedOn }) };
  }
}

interface OwnOptions {
  /** The arguments of aws. */
  readonly words: readonly string[];
  readonly profile?: string | undefined;
  readonly duration?: string | undefined;
}

/** Ours stand before the first argument of aws; from there on nothing is ours to read. */
function ownOptions(words: readonly string[]): OwnOptions {
  const [first = "", second] = words;
  if (first.startsWith("--duration="))
    return { ...ownOptions(words.slice(1)), duration: first.slice("--duration=".length) };
  if (second === undefined || (first !== "--duration" && first !== "-p")) return { words };
  const behind = ownOptions(words.slice(2));
  return first === "-p" ? { profile: second, ...behind } : { duration: second, ...behind };
}
