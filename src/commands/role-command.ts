import { readFileSync } from "node:fs";
import { Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import type { RoleOverride } from "../session/role-request.ts";
import { toRoleOverride } from "../session/role-words.ts";
import { AwsmfaCommand } from "./command.ts";

/** A command whose session may be that of a role without a profile, assumed from the profile's credentials. */
export abstract class RoleCommand extends AwsmfaCommand {
  account = Option.String("--account", {
    description: "with --role: a role that needs no profile, by its account",
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
    const given: readonly (readonly [option: string, value: string | undefined])[] = [
      ["--account", this.account],
      ["--role", this.role],
      ["--role-arn", this.roleArn],
      ["--external-id", this.externalId],
      ["--role-session-name", this.roleSessionName],
      ["--session-policy", this.sessionPolicy],
      ...(this.policyArns ?? []).map((arn) => ["--policy-arn", arn] as const),
      ...(this.tags ?? []).map((tag) => ["--tag", tag] as const),
    ];
    return given.flatMap(([option, value]) => (value === undefined ? [] : [option, value]));
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
