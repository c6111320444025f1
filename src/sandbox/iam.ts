import type { Action } from "./actions.ts";
import { nameOf } from "./directory.ts";
import { refusals } from "./refusal.ts";

/** When every device here was registered, as IAM tells it. */
const enabledAt = "2026-01-01T00:00:00Z";

/** What little of IAM people need to set up MFA. */
export const iamActions: Readonly<Record<string, Action>> = { ListMFADevices: listMfaDevices };

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html: with no UserName, the devices of the caller. */
function listMfaDevices(...[, caller, parameters]: Parameters<Action>): ReturnType<Action> {
  const { user } = caller;
  if (!user) throw refusals.validation("Must specify userName when calling with non-User credentials");
  // A session without MFA may not call IAM at all (STS API reference, GetSessionToken).
  if (caller.sessionToken && !caller.mfaPresent) throw refusals.unknownKey();
  const userName = nameOf(user.arn);
  const asked = parameters.get("UserName") ?? userName;
  if (asked !== userName) throw refusals.noSuchUser(asked);
  const member = user.mfaDevices.map(({ serialNumber }) => ({
    UserName: userName,
    SerialNumber: serialNumber,
    EnableDate: enabledAt,
  }));
  return { MFADevices: { member }, IsTruncated: "false" };
}
