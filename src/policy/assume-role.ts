import { roleArns } from "./arns.ts";
import type { Policy } from "./policy.ts";

export const assumeRole: Policy = {
  name: "assume-role",
  summary: "the right to assume the roles named",
  place: "for the users or their group; the roles' own trust policies (role-trust-mfa) ask for MFA",
  options: { account: "role", role: "role" },
  points: (values) => {
    const arns = roleArns(values);
    return [
      {
        why: "for a role in another account both sides must agree: the role's trust policy, and this",
        statement: {
          Sid: "AssumeRoles",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource: arns.length === 1 ? arns[0]! : arns,
        },
      },
    ];
  },
};
