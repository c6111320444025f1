import type { Sts } from "../sts/sts.ts";
import { userNameOfArn } from "./plan/arn.ts";
import type { Opening, Walk } from "./standing.ts";
import type { StoredSession } from "./store/store.ts";

/**
 * The IAM user's name: from a session on the way, else from any stored one over the same key, else asked of STS beside the call that it does
 * not depend on. undefined where it is not needed or not to be had: that fails nothing.
 */
export async function resolveUserName(
  { world }: Walk,
  { step, prefix, standing }: Opening,
  sts: Sts,
): Promise<string | undefined> {
  const [first] = prefix;
  const { credentials } = standing;
  if (standing.userName !== undefined) return standing.userName;
  if (credentials.sessionToken !== undefined) return undefined;
  if (step.kind === "assume-role" && step.roleSessionName !== undefined) return undefined;
  const known = first?.kind === "keys" ? nameInStore(world.store.list(), first.accessKeyId) : undefined;
  if (known !== undefined) return known;
  return sts.getCallerIdentity(credentials).then(
    ({ arn }) => userNameOfArn(arn),
    () => undefined,
  );
}

function nameInStore(stored: readonly StoredSession[], accessKeyId: string): string | undefined {
  return stored.find(({ sourceAccessKeyId, userName }) => sourceAccessKeyId === accessKeyId && userName)
    ?.userName;
}

/**
 * The name as a role's session may bear it; undefined where it may not: 2 to 64 characters, which a user's name of one letter is not
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
 */
export function asSessionName(name: string | undefined): string | undefined {
  return name !== undefined && /^[\w+=,.@-]{2,64}$/.test(name) ? name : undefined;
}
