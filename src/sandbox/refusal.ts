/** How STS says no: AWS's error code, HTTP status and message. Caught by the server and rendered as an `ErrorResponse`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The refusals of STS, worded as AWS words them: the messages are what tools match on. */
export const refusals = {
  missingAuthentication: () =>
    new Refusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token"),
  incompleteSignature: (what: string) => new Refusal(400, "IncompleteSignature", what),
  unknownKey: () =>
    new Refusal(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
  expiredToken: () =>
    new Refusal(403, "ExpiredToken", "The security token included in the request is expired"),
  wrongSignature: () =>
    new Refusal(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    ),
  wrongScope: (what: string) => new Refusal(403, "SignatureDoesNotMatch", what),
  invalidAction: (action: string, version: string) =>
    new Refusal(400, "InvalidAction", `Could not find operation ${action} for version ${version}`),
  malformedInput: (what: string) => new Refusal(400, "MalformedInput", what),
  malformedPolicy: (what: string) => new Refusal(400, "MalformedPolicyDocument", what),
  validation: (message: string) => new Refusal(400, "ValidationError", message),
  accessDenied: (message: string) => new Refusal(403, "AccessDenied", message),
  notAuthorized: (who: string, action: string, resource: string) =>
    refusals.accessDenied(`User: ${who} is not authorized to perform: ${action} on resource: ${resource}`),
  wrongCode: () =>
    refusals.accessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. "),
  unknownDevice: () =>
    refusals.accessDenied(
      "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
    ),
  noSuchUser: (name: string) =>
    new Refusal(404, "NoSuchEntity", `The user with name ${name} cannot be found.`),
  halfMfa: () =>
    refusals.accessDenied(
      "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
    ),
  sessionCaller: () => refusals.accessDenied("Cannot call GetSessionToken with session credentials"),
  aboveRoleMaximum: () =>
    refusals.validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role."),
  aboveChainingLimit: () =>
    refusals.validation(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    ),
} as const;
