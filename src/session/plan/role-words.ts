import { AwsmfaError, ExitCode } from "../../errors.ts";
import type { Tag } from "../../sts/sts.ts";
import type { RoleOverride } from "./role-request.ts";

/** What a command line says of a role, as it was typed. */
export interface RoleWords {
  readonly account?: string | undefined;
  readonly role?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly externalId?: string | undefined;
  readonly roleSessionName?: string | undefined;
  /** The policy's JSON. */
  readonly sessionPolicy?: string | undefined;
  readonly policyArns?: readonly string[] | undefined;
  /** `key=value` each. */
  readonly tags?: readonly string[] | undefined;
}

/**
 * The role that a command line names; undefined where it names none. Throws exit 2 for what STS would refuse anyway: a mistake must show
 * before a code is asked for, and used up. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function toRoleOverride(words: RoleWords): RoleOverride | undefined {
  const named = namedRole(words);
  const { externalId, roleSessionName, sessionPolicy, policyArns, tags } = words;
  const rest = { externalId, roleSessionName, policy: sessionPolicy, policyArns, tags };
  const stray = Object.values(rest).some((value) => value !== undefined);
  if (!named && stray) {
    const options = "--external-id, --role-session-name, --session-policy, --policy-arn and --tag";
    throw usage(`${options} are for a role named by --role-arn, or by --account and --role`);
  }
  if (!named) return undefined;
  return {
    ...named,
    externalId: formed("--external-id", externalId, /^[\w+=,.@:/-]{2,1224}$/),
    roleSessionName: formed("--role-session-name", roleSessionName, /^[\w+=,.@-]{2,64}$/),
    policy: sessionPolicy === undefined ? undefined : checkPolicy(sessionPolicy),
    policyArns: policyArns && checkPolicyArns(policyArns),
    tags: tags && toTags(tags),
  };
}

function namedRole({ account, role, roleArn }: RoleWords) {
  if (roleArn !== undefined) {
    if (account === undefined && role === undefined) return { roleArn };
    throw usage("--role-arn names the role already: leave out --account and --role");
  }
  if (account === undefined && role === undefined) return undefined;
  if (role?.startsWith("arn:")) throw usage("--role takes a role's name; its ARN goes behind --role-arn");
  if (account === undefined) throw usage(`--role ${role} needs --account as well: the account of the role`);
  if (role === undefined) throw usage(`--account ${account} needs --role as well: the role's name`);
  if (!/^\d+$/.test(account)) throw usage(`--account ${account}: an account is a number of twelve digits`);
  return { accountId: account, roleName: role };
}

function formed(option: string, value: string | undefined, form: RegExp): string | undefined {
  if (value === undefined || form.test(value)) return value;
  throw usage(`${option} ${JSON.stringify(value)} is not what STS takes: it must match ${form.source}`);
}

function checkPolicy(text: string): string {
  if (text.length > 2048)
    throw usage(`--session-policy has ${text.length} characters; STS takes 2048 at most`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw usage(`--session-policy is no JSON: ${(error as Error).message}`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return text;
  throw usage("--session-policy is no policy: it must be a JSON object");
}

function checkPolicyArns(arns: readonly string[]): readonly string[] {
  const wrong = arns.find((arn) => !/^arn:[a-z][a-z0-9-]*:iam::(aws|\d+):policy\/[!-~]+$/.test(arn));
  if (wrong !== undefined)
    throw usage(
      `--policy-arn ${wrong} is no policy's ARN: must look like arn:aws:iam::aws:policy/ReadOnlyAccess`,
    );
  if (arns.length > 10) throw usage(`--policy-arn stands there ${arns.length} times; STS takes 10 at most`);
  return arns;
}

function toTags(words: readonly string[]): readonly Tag[] {
  const tags = words.map(toTag);
  const keys = tags.map(({ key }) => key.toLowerCase());
  const twice = keys.find((key, at) => keys.indexOf(key) < at);
  if (twice !== undefined) throw usage(`--tag ${twice} is given twice; upper and lower case count as one`);
  if (tags.length > 50) throw usage(`--tag stands there ${tags.length} times; STS takes 50 at most`);
  return tags;
}

function toTag(word: string): Tag {
  const at = word.indexOf("=");
  const [key, value] = [word.slice(0, at), word.slice(at + 1)];
  if (at > 0 && key.length <= 128 && value.length <= 256) return { key, value };
  throw usage(
    `--tag ${word}: must look like key=value, the key of 1 to 128 characters, the value of 256 at most`,
  );
}

function usage(message: string): AwsmfaError {
  return new AwsmfaError(ExitCode.usage, message);
}
