import { AwsmfaError, ExitCode } from "../../errors.ts";
import type { Env } from "../../types.ts";
import { parseRoleArn } from "./arn.ts";
import type { RoleOverride, RoleRequest } from "./role-request.ts";
import type { SessionPlan } from "./step.ts";

const variable = "AWSMFA_ROLE";

/**
 * The role that a switch put on top of the session of `AWSMFA_PROFILE`: its ARN, or a JSON object where more than that shapes the session.
 * undefined where the shell holds none. Throws an `AwsmfaError` for a text that no switch of ours can have left.
 */
export function heldRole(env: Env): RoleOverride | undefined {
  const text = env[variable];
  if (!text) return undefined;
  const fields = text.startsWith("{") ? parse(text) : { roleArn: text };
  if (isRole(fields)) return { ...fields, from: variable };
  throw new AwsmfaError(
    ExitCode.config,
    `${variable} names no role; awsmfa unsets clears it, or switch again`,
  );
}

type Field = Exclude<keyof RoleRequest["fields"], "origin">;
const isText = (value: unknown) => typeof value === "string";
const isList = (isItem: (item: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(isItem);
const isTag = (item: unknown) => {
  const { key, value } = (item ?? {}) as Record<string, unknown>;
  return isText(key) && isText(value);
};

/** What each field of a kept role must look like: the variable is anybody's to set. */
const forms: Readonly<Record<Field, (value: unknown) => boolean>> = {
  roleArn: (value) => typeof value === "string" && parseRoleArn(value) !== undefined,
  externalId: isText,
  roleSessionName: isText,
  sourceIdentity: isText,
  policy: isText,
  policyArns: isList(isText),
  tags: isList(isTag),
  transitiveTagKeys: isList(isText),
};

function isRole(fields: unknown): fields is RoleOverride {
  const entries = Object.entries(fields ?? {});
  return (
    entries.some(([name]) => name === "roleArn") &&
    entries.every(([name, value]) => Object.hasOwn(forms, name) && forms[name as Field](value))
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the environment keeps of a role after a switch, and what a prompt shows of it: `Admin@111122223333`. */
export function keptRole({ fields }: RoleRequest): NonNullable<SessionPlan["role"]> {
  const { origin, ...rest } = fields;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const text = given.length === 1 ? rest.roleArn : JSON.stringify(Object.fromEntries(given));
  const { name, accountId } = parseRoleArn(rest.roleArn)!;
  return { text, label: `${name.slice(name.lastIndexOf("/") + 1)}@${accountId}` };
}
