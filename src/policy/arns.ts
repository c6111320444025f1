import type { PolicyValues } from "./policy.ts";

/** The user's name where none is given: IAM puts in the one who calls, so that one policy serves a whole group. */
const anyone = "${aws:username}";

/** The ARNs of the user: as given, else of whoever calls, with a path before the name or without. */
export function userArns({ partition, account = "*", user }: PolicyValues): readonly string[] {
  const arn = (name: string) => `arn:${partition}:iam::${account}:user/${name}`;
  return user === undefined ? [arn(anyone), arn(`*/${anyone}`)] : [arn(user)];
}

/** The ARN of the virtual MFA device that bears the user's name. */
export function deviceArn({ partition, account = "*", user = anyone }: PolicyValues): string {
  return `arn:${partition}:iam::${account}:mfa/${user.slice(user.lastIndexOf("/") + 1)}`;
}

export function roleArns({ partition, account = "", roles = [] }: PolicyValues): readonly string[] {
  return roles.map((role) => `arn:${partition}:iam::${account}:role/${role}`);
}

/** Who is trusted: one user, or whomever the account's own policies let. */
export function trustedArn({ partition, account = "", user }: PolicyValues): string {
  return `arn:${partition}:iam::${account}:${user === undefined ? "root" : `user/${user}`}`;
}
