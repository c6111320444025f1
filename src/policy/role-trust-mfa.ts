import { trustedArn } from "./arns.ts";
import { withMfa } from "./conditions.ts";
import type { Policy } from "./policy.ts";

export const roleTrustMfa: Policy = {
  name: "role-trust-mfa",
  summary: "a role's trust policy: people of another account, with MFA",
  place:
    "the trust policy of a role in any account; --account is the one that your users live in, --user lets in one of them only",
  options: { account: "device", user: "optional" },
  points: (values) => [
    {
      why: "who comes from there with an MFA code may take on this role",
      statement: {
        Sid: "AssumeWithMfa",
        Effect: "Allow",
        Principal: { AWS: trustedArn(values) },
        Action: "sts:AssumeRole",
        Condition: withMfa,
      },
    },
  ],
};
