import { readFileSync } from "node:fs";
import { Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import type { RoleOverride } from "../session/plan/role-request.ts";
import { toRoleOverride } from "../session/plan/role-words.ts";
import { AwsmfaCommand } from "./command.ts";

type RoleField =
  | "account"
  | "role"
  | "roleArn"
  | "externalId"
  | "roleSessionName"
  | "sessionPolicy"
  | "policyArns"
  | "tags";

/** Each option of a role, and where its value is kept. */
const roleFields = new Map<string, RoleField>([
  ["--account", "account"],
  ["--role", "role"],
  ["--role-arn", "roleArn"],
  ["--external-id", "externalId"],
  ["--role-session-name", "roleSessionName"],
  ["--session-policy", "sessionPolicy"],
  ["--policy-arn", "policyArns"],
  ["--tag", "tags"],
]);

/** A command whose session may be that of a role without a profile, assumed from the profile's credentials. */
export abstract class RoleCommand extends AwsmfaCommand {
  account = Option.String("--account", {
    description: "with --role: a role that has no profile yet, by its account",
  });
  role = Option.String("--role", { description: "with --account: the role's name" });
  roleArn = Option.String("--role-arn", { description: "the same role by its ARN" });
  externalId = Option.String("--external-id", { description: "what that role's trust policy asks for" });
  roleSessionName = Option.String("--role-session-name", { description: "the name that CloudTrail shows" });
  sessionPolicy = Option.String("--session-policy", {
    description: "narrow the session down: a policy as JSON, or file://path",
  });
  policyArns = Option.Array("--policy-arn", {
    description: "narrow the session down by a managed policy; again for more",
  });
  tags = Option.Array("--tag", { description: "a session tag, key=value; again for more" });

  /** The role that the options name; undefined: the profile's own session is meant. Throws exit 2 for options that do not fit. */
  protected roleOverride(): RoleOverride | undefined {
    const { account, role, roleArn, externalId, roleSessionName, policyArns, tags } = this;
    const sessionPolicy =
      this.sessionPolicy === undefined ? undefined : readPolicy(this.sessionPolicy, this.context.home);
    return toRoleOverride({
      account,
      role,
      roleArn,
      externalId,
      roleSessionName,
      sessionPolicy,
      policyArns,
      tags,
    });
  }

  /** The same options as words, to be typed again. */
  protected roleWords(): string[] {
    return [...roleFields].flatMap(([option, field]) =>
      [this[field] ?? []].flat().flatMap((value) => [option, value]),
    );
  }

  /** Takes an option that was not read by the parser. false: it is none of a role's. */
  protected takeRoleOption(option: string, value: string): boolean {
    const field = roleFields.get(option);
    if (field === "policyArns" || field === "tags") this[field] = [...(this[field] ?? []), value];
    else if (field) this[field] = value;
    return field !== undefined;
  }
}

/** The policy itself, or the file that `file://` names, as the AWS CLI takes its arguments. */
function readPolicy(text: string, home: string): string {
  if (!text.startsWith("file://")) return text;
  const path = text.slice("file://".length).replace(/^~(?=\/)/, home);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? "unreadable";
    throw new AwsmfaError(ExitCode.usage, `--session-policy: ${path} cannot be read (${why})`);
  }
}
