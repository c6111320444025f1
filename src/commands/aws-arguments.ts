/** What a command line of the AWS CLI says of the session it needs. */
export interface AwsArguments {
  /** The profile named by `--profile`; the last one counts, as with the AWS CLI. */
  readonly profile?: string | undefined;
  /** The words without `--profile` and its value, each as it was. */
  readonly rest: readonly string[];
  /** It asks nothing of AWS (help, version, settings, the CLI's own log-in), or the AWS CLI will refuse it as it stands. */
  readonly isLocal: boolean;
}

/** The AWS CLI takes any beginning of the option that no other global option shares. */
const profileOption = /^--p(?:r(?:o(?:f(?:i(?:le?)?)?)?)?)?(?:=(.*))?$/s;

/** Reads the words behind `aws`: `--profile X` or `--profile=X` anywhere before `--` names the profile. Never fails. */
export function parseAwsArguments(words: readonly string[]): AwsArguments {
  const end = words.indexOf("--");
  const options = end < 0 ? words : words.slice(0, end);
  const rest: string[] = [];
  let profile: string | undefined;
  let isBroken = false;
  for (let at = 0; at < options.length; at++) {
    const found = profileOption.exec(options[at]!);
    if (!found) {
      rest.push(options[at]!);
      continue;
    }
    profile = found[1] ?? options[++at];
    isBroken ||= !profile || (found[1] === undefined && profile.startsWith("-"));
  }
  const isLocal = isBroken || asksNothing(rest);
  return { profile, rest: [...rest, ...words.slice(options.length)], isLocal };
}

/** The AWS CLI's global options: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html */
const globals = {
  withoutValue: new Set([
    "--debug",
    "--no-verify-ssl",
    "--no-paginate",
    "--no-cli-pager",
    "--cli-auto-prompt",
    "--no-cli-auto-prompt",
  ]),
  withValue: new Set([
    "--endpoint-url",
    "--output",
    "--query",
    "--region",
    "--color",
    "--ca-bundle",
    "--cli-read-timeout",
    "--cli-connect-timeout",
    "--cli-binary-format",
  ]),
};

/** Wherever one of these stands, the AWS CLI signs nothing. */
const withoutSession = new Set(["--version", "--help", "--no-sign-request"]);

/** Commands that read or write files of this machine, or that log in by themselves. */
const localCommands = /^(help|history|login|logout|configure(?! export-credentials)|sso (login|logout))( |$)/;

function asksNothing(words: readonly string[]): boolean {
  if (words.length === 0 || words.some((word) => withoutSession.has(word))) return true;
  const command = commandWords(words);
  const asksHelp = /^(\S+ ){0,2}help$|^\S+ wait \S+ help$/.test(command.join(" "));
  return asksHelp || localCommands.test(command.slice(0, 2).join(" "));
}

/** The words that stand before the first option that is not global: command, subcommand, and what they are applied to. */
function commandWords(words: readonly string[]): readonly string[] {
  const command: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!word.startsWith("-")) command.push(word);
    else if (globals.withValue.has(word)) at++;
    else if (!globals.withoutValue.has(word) && !globals.withValue.has(word.replace(/=.*/s, ""))) break;
  }
  return command;
}
