import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { explainPolicy } from "../policy/explain.ts";
import { type Policy, toDocument } from "../policy/policy.ts";
import { policies } from "../policy/table.ts";
import { fillPolicy } from "../policy/values.ts";
import { nearestNames } from "../profiles/suggest.ts";
import { AwsmfaCommand } from "./command.ts";
import { policyProfile } from "./policy-profile.ts";

export class PolicyCommand extends AwsmfaCommand {
  static override paths = [["policy"]];
  static override usage = Command.Usage({
    category: "Set-up",
    description: "print the IAM policies that make MFA mandatory",
    details: `
      One policy as JSON on stdout, filled with the values given; what is left out is taken from the profile's mfa_serial or role_arn, and said.
      None of them stands in the way of opening a session with a code. \`awsmfa policy\` alone lists them.
    `,
    examples: [
      ["All of them", "$0 policy"],
      ["What one is for, line by line", "$0 policy self-manage-mfa --explain"],
      [
        "A role that people of account 111122223333 take on",
        "$0 policy role-trust-mfa --account 111122223333",
      ],
      ["The right to do so", "$0 policy assume-role --account 444455556666 --role Admin --role Reader"],
      [
        "Straight into AWS",
        'aws iam put-group-policy --group-name users --policy-name mfa --policy-document "$($0 policy self-manage-mfa)"',
      ],
    ],
  });

  name = Option.String({ required: false, name: "policy" });
  profile = Option.String("--profile,-p", { description: "the profile to take values from" });
  account = Option.Array("--account", { description: "the account: of the users, or of the roles" });
  user = Option.Array("--user", { description: "one user instead of everybody" });
  role = Option.Array("--role", { description: "a role's name; again for more" });
  bucket = Option.Array("--bucket", { description: "the S3 bucket" });
  service = Option.Array("--service", { description: "the service: ec2, lambda, ecs-tasks, …" });
  explain = Option.Boolean("--explain", false, { description: "say line by line what it is for" });

  async execute(): Promise<number> {
    const { stdout } = this.context;
    if (this.name === undefined) {
      const width = Math.max(...[...policies.keys()].map(({ length }) => length));
      for (const { name, summary } of policies.values()) stdout.write(`${name.padEnd(width)}  ${summary}\n`);
      return ExitCode.done;
    }
    const policy = findPolicy(this.name);
    const { account, user, role, bucket, service } = this;
    for (const [option, given] of Object.entries({ account, user, bucket, service }))
      if (given && given.length > 1)
        throw new AwsmfaError(ExitCode.usage, `--${option} is given twice; only --role can be`);
    const told = policyProfile(this.context, this.profile);
    const { values, fromProfile } = fillPolicy(policy, { account, user, role, bucket, service }, told);
    for (const { option, value, by } of fromProfile)
      this.say(`${option} ${value}: from ${told.places[by]}; --${option} says otherwise`);
    const text = this.explain
      ? explainPolicy(policy, values).join("\n")
      : JSON.stringify(toDocument(policy, values), null, 2);
    stdout.write(`${text}\n`);
    return ExitCode.done;
  }
}

function findPolicy(name: string): Policy {
  const policy = policies.get(name);
  if (policy) return policy;
  const nearest = nearestNames(name, policies.keys());
  const names = nearest.length > 0 ? nearest : [...policies.keys()];
  const hint = nearest.length > 0 ? `did you mean ${names.join(", ")}?` : `there are ${names.join(", ")}`;
  throw new AwsmfaError(ExitCode.usage, `there is no policy ${name}; ${hint}`);
}
