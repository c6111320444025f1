import { trustedArn } from "./arns.ts";
import { withMfa } from "./conditions.ts";
import type { Policy } from "./policy.ts";

export const roleTrustService: Policy = {
  name: "role-trust-service",
  summary: "a role's trust policy: a service of AWS, and a user with MFA",
  place: "the trust policy of a role that EC2, Lambda and the like use, and that a person may try out",
  options: { service: "needed", account: "device", user: "device" },
  points: (values) => [
    {
      why: "the service may take on this role; it has no MFA device, so none is asked for",
      statement: {
        Sid: "AssumeByService",
        Effect: "Allow",
        Principal: { Service: values.service! },
        Action: "sts:AssumeRole",
      },
    },
    {
      why: "the user may too, with an MFA code",
      statement: {
        Sid: "AssumeByUserWithMfa",
        Effect: "Allow",
        Principal: { AWS: trustedArn(values) },
        Action: "sts:AssumeRole",
        Condition: withMfa,
      },
    },
  ],
};
