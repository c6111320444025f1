/** The parts of an IAM role's ARN. */
export interface RoleArn {
  readonly partition: string;
  readonly accountId: string;
  /** With its path, without a leading slash: `team/Admin`. */
  readonly name: string;
}

/**
 * Reads `arn:partition:iam::account:role/name`, undefined for anything else. How long an account's number is, STS may judge.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function parseRoleArn(text: string): RoleArn | undefined {
  const [, partition, accountId, name] =
    /^arn:([a-z][a-z0-9-]*):iam::([0-9]+):role\/((?:[!-~]+\/)?[^/\s]+)$/.exec(text) ?? [];
  return partition && accountId && name ? { partition, accountId, name } : undefined;
}

/** The account an ARN belongs to: its fifth field; undefined where that is no number or the text is no ARN. */
export function accountOfArn(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:([0-9]+):/.exec(arn)?.[1];
}

/** The partition an ARN belongs to; undefined for what is no ARN (the serial number of a hardware device, say). */
export function partitionOfArn(arn: string): string | undefined {
  return /^arn:([a-z][a-z0-9-]*):/.exec(arn)?.[1];
}

/** The IAM user's name in a caller's ARN (`arn:aws:iam::1:user/path/name` → `name`); undefined for roles, root, federated users. */
export function userNameOfArn(arn: string): string | undefined {
  return /^arn:[^:]*:iam::[0-9]+:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
}
