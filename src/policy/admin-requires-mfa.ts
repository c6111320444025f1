import { withMfa } from "./conditions.ts";
import type { Policy } from "./policy.ts";

export const adminRequiresMfa: Policy = {
  name: "admin-requires-mfa",
  summary: "all rights, and none of them without MFA",
  place:
    "for the group of your administrators, in the place of AdministratorAccess; not for a role, whose sessions carry no MFA",
  options: {},
  points: () => [
    {
      why: "a stolen access key alone can do nothing; a session opened with a code can do everything",
      statement: { Sid: "AdminWithMfa", Effect: "Allow", Action: "*", Resource: "*", Condition: withMfa },
    },
  ],
};
