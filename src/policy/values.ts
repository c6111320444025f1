import { AwsmfaError, ExitCode } from "../errors.ts";
import type { Policy, PolicyOption, PolicyValues } from "./policy.ts";

/** What the command line gives. */
export type PolicyWords = Partial<Record<PolicyOption, readonly string[] | undefined>>;

/** What a profile tells: the account and user of its MFA device, the account and name of its role. */
export interface ProfileValues {
  readonly partition?: string | undefined;
  readonly device?: Partial<Record<PolicyOption, string>> | undefined;
  readonly role?: Partial<Record<PolicyOption, string>> | undefined;
}

/** The values of a policy, and those among them that came from the profile. */
export interface Filled {
  readonly values: PolicyValues;
  readonly fromProfile: readonly {
    readonly option: PolicyOption;
    readonly value: string;
    readonly by: "device" | "role";
  }[];
}

const name = /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

/**
 * What each value must look like. No wildcard passes: a policy that says more than it seems to is worse than none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, S3 user guide "Bucket naming rules"
 */
const forms: Readonly<Record<PolicyOption, readonly [form: RegExp, example: string]>> = {
  account: [/^\d{12}$/, "twelve digits, like 111122223333"],
  user: [name, "an IAM user's name, like alex"],
  role: [name, "a role's name, like Admin"],
  bucket: [/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name: 3 to 63 of a–z, 0–9, . and -"],
  service: [/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, "a service, like ec2 or ecs-tasks.amazonaws.com"],
};

/** Fills a policy by the command line, then by the profile. Throws exit 2 for a value of wrong form, one too many, and one that is missing. */
export function fillPolicy(policy: Policy, words: PolicyWords, profile: ProfileValues): Filled {
  for (const [option, given] of Object.entries(words) as [PolicyOption, readonly string[] | undefined][])
    checkGiven(policy, option, given ?? []);
  const fromProfile = Object.entries(policy.options).flatMap(([key, way]) => {
    const option = key as PolicyOption;
    const by = way === "device" || way === "role" ? way : undefined;
    const value = by && profile[by]?.[option];
    return words[option]?.length || !by || !value || !forms[option][0].test(value)
      ? []
      : [{ option, value, by }];
  });
  const all = (option: PolicyOption) =>
    words[option]?.length
      ? words[option]
      : fromProfile.filter((filled) => filled.option === option).map(({ value }) => value);
  for (const [key, way] of Object.entries(policy.options)) {
    const option = key as PolicyOption;
    if (way !== "optional" && all(option).length === 0) throw missing(policy, option, way);
  }
  const [service] = all("service");
  return {
    fromProfile,
    values: {
      partition: profile.partition ?? "aws",
      account: all("account")[0],
      user: all("user")[0],
      roles: all("role"),
      bucket: all("bucket")[0],
      service: service && /\.amazonaws\.com(\.cn)?$/.test(service) ? service : `${service}.amazonaws.com`,
    },
  };
}

function checkGiven(policy: Policy, option: PolicyOption, given: readonly string[]): void {
  if (given.length === 0) return;
  if (!(option in policy.options)) {
    const known = Object.keys(policy.options).map((each) => `--${each}`);
    throw usage(
      `--${option} plays no part in ${policy.name}, which takes ${known.join(", ") || "no options"}`,
    );
  }
  const [form, example] = forms[option];
  const wrong = given.find((value) => !form.test(value));
  if (wrong !== undefined) throw usage(`--${option} ${JSON.stringify(wrong)}: must be ${example}`);
}

function missing({ name }: Policy, option: PolicyOption, way: "needed" | "device" | "role"): AwsmfaError {
  const setting = way === "device" ? "mfa_serial" : "role_arn";
  const from = way === "needed" ? "" : `, or --profile with a profile whose ${setting} tells it`;
  return usage(`${name} needs --${option}${from}: ${forms[option][1]}`);
}

function usage(message: string): AwsmfaError {
  return new AwsmfaError(ExitCode.usage, message);
}
