import type { Content } from "./answer.ts";
import { nameOf, type Role } from "./directory.ts";
import { assumeRoleShapes, members, sessionTokenShapes, validate } from "./parameters.ts";
import { type IssuedCredentials, type Principal, type Registry, roleSession } from "./principal.ts";
import { refusals } from "./refusal.ts";

/** One action: what it answers to an authenticated caller, or a thrown refusal. */
export type Action = (registry: Registry, caller: Principal, parameters: URLSearchParams) => Content;

/** AWS's cap for a role session that starts from temporary credentials, in seconds. */
const chainingLimitSeconds = 3600;

/** Those of STS. */
export const actions: Readonly<Record<string, Action>> = {
  GetSessionToken: getSessionToken,
  AssumeRole: assumeRole,
  GetCallerIdentity: (_registry, { arn, userId, account }) => ({
    Arn: arn,
    UserId: userId,
    Account: account,
  }),
};

function getSessionToken(registry: Registry, caller: Principal, parameters: URLSearchParams): Content {
  validate(parameters, sessionTokenShapes);
  if (caller.sessionToken) throw refusals.sessionCaller();
  const mfaPresent = checkMfa(registry, caller, parameters);
  const issued = registry.issue(
    { ...caller, mfaPresent },
    Number(parameters.get("DurationSeconds") ?? 43200),
  );
  return { Credentials: credentials(issued) };
}

function assumeRole(registry: Registry, caller: Principal, parameters: URLSearchParams): Content {
  validate(parameters, assumeRoleShapes);
  const text = (name: string) => parameters.get(name) ?? "";
  const policySize = checkPolicyAndTags(parameters);
  const mfaPresent = checkMfa(registry, caller, parameters) || caller.mfaPresent;
  const role = registry.roles.get(text("RoleArn"));
  if (!role || !trusts(role, caller, parameters, mfaPresent)) {
    throw refusals.notAuthorized(caller.arn, "sts:AssumeRole", text("RoleArn"));
  }
  const durationSeconds = Number(parameters.get("DurationSeconds") ?? 3600);
  if (caller.sessionToken && durationSeconds > chainingLimitSeconds) throw refusals.aboveChainingLimit();
  if (durationSeconds > role.maxSessionSeconds) throw refusals.aboveRoleMaximum();
  const session = roleSession(role, text("RoleSessionName"));
  return {
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    Credentials: credentials(registry.issue(session, durationSeconds)),
    PackedPolicySize: policySize,
    SourceIdentity: parameters.get("SourceIdentity") ?? undefined,
  };
}

/** Whether the call carries MFA. A code is used up by being looked at, whatever becomes of the call. */
function checkMfa(registry: Registry, caller: Principal, parameters: URLSearchParams): boolean {
  const serialNumber = parameters.get("SerialNumber");
  const code = parameters.get("TokenCode");
  if (serialNumber === null && code === null) return false;
  if (serialNumber === null || code === null) throw refusals.halfMfa();
  const device = registry.devices.get(serialNumber);
  const theirs = caller.user?.mfaDevices.some((each) => each.serialNumber === serialNumber);
  if (!device || !theirs) throw refusals.unknownDevice();
  if (!device.accept(code)) throw refusals.wrongCode();
  return true;
}

function trusts(role: Role, caller: Principal, parameters: URLSearchParams, mfaPresent: boolean): boolean {
  const partition = role.arn.split(":")[1];
  const names = ["*", caller.trustedAs, `arn:${partition}:iam::${caller.account}:root`];
  const sessionName = role.sessionName?.replaceAll(
    "${aws:username}",
    caller.user ? nameOf(caller.user.arn) : "",
  );
  return (
    names.some((name) => role.principals.includes(name)) &&
    (!role.needsMfa || mfaPresent) &&
    (role.externalId === undefined || role.externalId === parameters.get("ExternalId")) &&
    (sessionName === undefined || sessionName === parameters.get("RoleSessionName"))
  );
}

/** The size STS would report for session policies and tags (percent; undefined: none were given). Looks at form only. */
function checkPolicyAndTags(parameters: URLSearchParams): string | undefined {
  const policy = parameters.get("Policy");
  const keys = members(parameters, "Tags", "Key");
  const folded = new Set(keys.map((key) => key.toLowerCase()));
  if (policy !== null && !isJsonObject(policy)) throw refusals.malformedPolicy("Syntax errors in policy.");
  if (keys.length > 50) throw refusals.validation("Member must have length less than or equal to 50");
  if (folded.size < keys.length) {
    throw refusals.validation("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  const missing = members(parameters, "TransitiveTagKeys", "").find((key) => !folded.has(key.toLowerCase()));
  if (missing !== undefined)
    throw refusals.validation(
      `The specified transitive tag key ${missing} must be included in the requested tags.`,
    );
  const size =
    (policy?.length ?? 0) + keys.join("").length + members(parameters, "PolicyArns", "arn").join("").length;
  return size === 0 ? undefined : String(Math.ceil(size / 40));
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

function credentials(issued: IssuedCredentials): Content {
  return {
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    SessionToken: issued.sessionToken,
    Expiration: issued.expiration.toISOString().replace(".000Z", "Z"),
  };
}
