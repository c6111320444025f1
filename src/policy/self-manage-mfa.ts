import { deviceArn, userArns } from "./arns.ts";
import { withMfa } from "./conditions.ts";
import { denyWithoutMfa } from "./deny-without-mfa.ts";
import type { Policy } from "./policy.ts";

/**
 * After the IAM user guide's "Allows IAM users to self-manage an MFA device", but narrower: the device must bear the user's name. Whoever
 * stole the key of a user who has that device can then not register one of his own, since the name is taken and a device in use cannot be deleted.
 */
export const selfManageMfa: Policy = {
  name: "self-manage-mfa",
  summary: "users look after their own MFA device, and can do nothing else until they use it",
  place:
    "for the group of all your users; the device must bear the user's name; holds deny-without-mfa already",
  options: { account: "optional", user: "optional" },
  points: (values) => [
    {
      why: "to see which devices there are; IAM gives this right for all or none",
      statement: {
        Sid: "ListDevices",
        Effect: "Allow",
        Action: "iam:ListVirtualMFADevices",
        Resource: "*",
      },
    },
    {
      why: "to make a device of one's own name, and to do away with one that was never taken into use",
      statement: {
        Sid: "MakeOwnDevice",
        Effect: "Allow",
        Action: ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"],
        Resource: deviceArn(values),
      },
    },
    {
      why: "to take it into use",
      statement: {
        Sid: "UseOwnDevice",
        Effect: "Allow",
        Action: [
          "iam:EnableMFADevice",
          "iam:GetMFADevice",
          "iam:GetUser",
          "iam:ListMFADevices",
          "iam:ResyncMFADevice",
        ],
        Resource: userArns(values),
      },
    },
    {
      why: "to give it up again, for which it must be at hand",
      statement: {
        Sid: "GiveUpOwnDeviceWithMfa",
        Effect: "Allow",
        Action: "iam:DeactivateMFADevice",
        Resource: userArns(values),
        Condition: withMfa,
      },
    },
    ...denyWithoutMfa.points(values),
  ],
};
