import { AwsmfaError, ExitCode } from "../../errors.ts";
import { setting } from "../../profiles/setting.ts";
import type { Tag } from "../../sts/sts.ts";
import type { Profile, Setting } from "../../types.ts";
import { parseRoleArn } from "./arn.ts";
import { renderOrigin } from "./origin.ts";
import type { AssumeRoleStep, PlannedValue } from "./step.ts";

/** A role named on the command line, or held by the shell, rather than by a profile; it is assumed from the profile's credentials. */
export type RoleOverride = (
  | { readonly roleArn: string }
  | { readonly accountId: string; readonly roleName: string }
) & {
  /** Who named it, for `explain`; the options if not given. */
  readonly from?: string | undefined;
} & Pick<
    AssumeRoleStep,
    | "externalId"
    | "roleSessionName"
    | "sourceIdentity"
    | "tags"
    | "transitiveTagKeys"
    | "policy"
    | "policyArns"
  >;

/** What one `AssumeRole` is to ask for, apart from time, code and place. */
export interface RoleRequest {
  /** undefined: named on the command line. */
  readonly profile?: Profile | undefined;
  readonly partition: string;
  readonly fields: Pick<
    AssumeRoleStep,
    | "roleArn"
    | "roleSessionName"
    | "externalId"
    | "sourceIdentity"
    | "tags"
    | "transitiveTagKeys"
    | "policy"
    | "policyArns"
    | "origin"
  >;
  readonly values: readonly PlannedValue[];
}

const shown = [
  "role_arn",
  "source_profile",
  "credential_source",
  "role_session_name",
  "external_id",
  "source_identity",
  "session_tags",
  "transitive_session_tags",
];

/** The role a profile names. Throws for an ARN that is no role's and for tags that cannot be read. */
export function profileRole(profile: Profile): RoleRequest {
  const found = profile.settings.get("role_arn")!;
  const arn = parseRoleArn(found.value);
  if (!arn) throw notARole(`${renderOrigin(found.origin)}: role_arn = ${found.value}`);
  return {
    profile,
    partition: arn.partition,
    fields: {
      roleArn: found.value,
      roleSessionName: setting(profile, "role_session_name")?.value,
      externalId: setting(profile, "external_id")?.value,
      sourceIdentity: setting(profile, "source_identity")?.value,
      tags: sessionTags(setting(profile, "session_tags")),
      transitiveTagKeys: listed(setting(profile, "transitive_session_tags")),
      origin: found.origin,
    },
    values: shown.flatMap((name) => {
      const found = setting(profile, name);
      return found ? [{ name, value: found.value, from: found.origin }] : [];
    }),
  };
}

/** The role a command line names; an account and a name become an ARN in the given partition. Throws for what is no role. */
export function overrideRole(override: RoleOverride, partition: string): RoleRequest {
  const { roleArn = "", accountId, roleName, from, ...rest } = override as AnyOverride;
  const full = roleArn || `arn:${partition}:iam::${accountId}:role/${roleName}`;
  const arn = parseRoleArn(full);
  if (!arn) throw notARole(full, ExitCode.usage);
  return {
    partition: arn.partition,
    fields: { ...rest, roleArn: full },
    values: [
      { name: "role_arn", value: full, from: from ?? (roleArn ? "--role-arn" : "--account and --role") },
      ...restValues(rest, from),
    ],
  };
}

type AnyOverride = Partial<Record<"roleArn" | "accountId" | "roleName", string>> & RoleOverride;

function restValues(rest: RoleRequest["fields"] | object, from: string | undefined): PlannedValue[] {
  const { externalId, roleSessionName, policy, policyArns, tags } = rest as Partial<RoleRequest["fields"]>;
  const named: readonly (readonly [name: string, value: string | undefined, option: string])[] = [
    ["external_id", externalId, "--external-id"],
    ["role_session_name", roleSessionName, "--role-session-name"],
    ["session_policy", policy, "--session-policy"],
    ["policy_arns", policyArns?.join(","), "--policy-arn"],
    ["session_tags", tags?.map(({ key, value }) => `${key}=${value}`).join(","), "--tag"],
  ];
  return named.flatMap(([name, value, option]) =>
    value === undefined ? [] : [{ name, value, from: from ?? option }],
  );
}

function notARole(what: string, exitCode: ExitCode = ExitCode.config): AwsmfaError {
  return new AwsmfaError(
    exitCode,
    `${what} is not a role's ARN: must look like arn:aws:iam::111122223333:role/Name`,
  );
}

/** `key1=value1,key2=value2`, as aws-vault reads `session_tags`. */
function sessionTags(found: Setting | undefined): readonly Tag[] | undefined {
  return listed(found)?.map((pair) => {
    const at = pair.indexOf("=");
    if (at > 0) return { key: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim() };
    const place = `${renderOrigin(found!.origin)}: session_tags`;
    throw new AwsmfaError(
      ExitCode.config,
      `${place}: ${pair} is no tag: must look like key1=value1,key2=value2`,
    );
  });
}

function listed(found: Setting | undefined): readonly string[] | undefined {
  return found?.value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
