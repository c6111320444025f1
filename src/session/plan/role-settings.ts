import { AwsmfaError, ExitCode } from "../../errors.ts";
import type { Tag } from "../../sts/sts.ts";
import { overrideRole, type RoleOverride } from "./role-request.ts";

/**
 * The keys by which a profile keeps a role that a command line names. Throws exit 2 for what no key of the AWS files can say, and for
 * what is no role's ARN.
 */
export function roleSettings(override: RoleOverride, partition: string): [key: string, value: string][] {
  const { roleArn, externalId, roleSessionName, tags, policy, policyArns } = overrideRole(
    override,
    partition,
  ).fields;
  if (policy !== undefined || policyArns !== undefined) {
    const message =
      "--session-policy and --policy-arn are of one session; no profile can keep them: give them to exports, exec or session";
    throw new AwsmfaError(ExitCode.usage, message);
  }
  const rows: [string, string | undefined][] = [
    ["role_arn", roleArn],
    ["external_id", externalId],
    ["role_session_name", roleSessionName],
    ["session_tags", tags?.map(tagText).join(",")],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

function tagText({ key, value }: Tag): string {
  const text = `${key}=${value}`;
  const isKept = !text.includes(",") && key === key.trim() && value === value.trim();
  if (isKept) return text;
  throw new AwsmfaError(
    ExitCode.usage,
    `--tag ${text}: session_tags of a profile takes no comma, and no blank around a key or value`,
  );
}
