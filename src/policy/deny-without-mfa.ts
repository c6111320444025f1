import { deviceArn, userArns } from "./arns.ts";
import { withoutMfa } from "./conditions.ts";
import type { Policy } from "./policy.ts";

/** What somebody without MFA must still be able to do: see how things stand, register a first device, and open a session with it. */
const beforeMfa = [
  "iam:CreateVirtualMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
  "sts:GetSessionToken",
];

/** Those of them that change something. */
const changing = beforeMfa.filter((action) => /:(Create|Delete|Enable|Resync)/.test(action));

export const denyWithoutMfa: Policy = {
  name: "deny-without-mfa",
  summary:
    "nothing without MFA, whatever other policies allow, but to register a device and to open a session",
  place:
    "for the group of all your users, beside what they may do; never for a role or for programs' users without MFA",
  options: { account: "optional", user: "optional" },
  points: (values) => [
    {
      why: "without MFA everything is denied but the way to MFA; it allows nothing by itself",
      statement: {
        Sid: "DenyAllButTheWayToMfa",
        Effect: "Deny",
        NotAction: beforeMfa,
        Resource: "*",
        Condition: withoutMfa,
      },
    },
    {
      why: "and that way is open to one's own first device only: an administrator's stolen key must not register one for somebody else",
      statement: {
        Sid: "DenyOtherDevicesWithoutMfa",
        Effect: "Deny",
        Action: changing,
        NotResource: [deviceArn(values), ...userArns(values)],
        Condition: withoutMfa,
      },
    },
  ],
};
