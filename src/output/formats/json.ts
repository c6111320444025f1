import { toIsoSeconds } from "../../iso-seconds.ts";
import type { Format } from "./format.ts";

/** What `aws sts assume-role` (or `get-session-token`) prints: `Credentials`, and `AssumedRoleUser` where a role was assumed. */
export const json: Format = ({ credentials, assumedRole }) => {
  const answer = {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: credentials.expiration && toIsoSeconds(credentials.expiration),
    },
    AssumedRoleUser: assumedRole && { AssumedRoleId: assumedRole.id, Arn: assumedRole.arn },
  };
  return { stdout: `${JSON.stringify(answer, null, 4)}\n` };
};
