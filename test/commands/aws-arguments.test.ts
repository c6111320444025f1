/** Which words of an `aws` command line name the profile, and which lines ask nothing of AWS. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseAwsArguments } from "../../src/commands/aws-arguments.ts";

const words = (line: string) => line.split(" ").filter((word) => word !== "");

/** line → profile, rest. As the AWS CLI's own parser (Python's argparse) takes them. */
const named: [string, string | undefined, string][] = [
  ["s3 ls", undefined, "s3 ls"],
  ["--profile acc1 s3 ls", "acc1", "s3 ls"],
  ["s3 --profile acc1 ls", "acc1", "s3 ls"],
  ["s3 ls --profile=acc1", "acc1", "s3 ls"],
  ["s3 ls --profile=a=b", "a=b", "s3 ls"],
  ["--profile a s3 ls --profile b", "b", "s3 ls"],
  ["--prof acc1 s3 ls", "acc1", "s3 ls"],
  ["--p=acc1 s3 ls", "acc1", "s3 ls"],
  ["s3 ls -- --profile x", undefined, "s3 ls -- --profile x"],
  ["s3 ls --profile a -- --profile x", "a", "s3 ls -- --profile x"],
  ["iot x --profiles a", undefined, "iot x --profiles a"],
  ["iot x --profile-name a", undefined, "iot x --profile-name a"],
  ["ssm x --no-profile", undefined, "ssm x --no-profile"],
];

for (const [line, profile, rest] of named) {
  test(`${line}: ${profile ?? "no profile"}`, () => {
    const found = parseAwsArguments(words(line));
    assert.equal([found.profile, found.rest, found.isLocal], [profile, words(rest), false]);
  });
}

test("every other word stays as it was, byte for byte", () => {
  const odd = [
    "s3",
    "",
    " ",
    "$(x)",
    "a\nb",
    "--query",
    "[?a=='b']",
    "-",
    "é",
    "--profile=p",
    "--x=--profile",
  ];
  assert.equal(
    parseAwsArguments(odd).rest,
    odd.filter((word) => word !== "--profile=p"),
  );
});

const local = [
  "",
  "--version",
  "--debug --version",
  "help",
  "help topics",
  "s3 help",
  "s3 ls help",
  "--region eu-west-1 s3 ls help",
  "ec2 wait instance-running help",
  "s3 ls --help",
  "--no-sign-request s3 ls s3://public",
  "configure",
  "configure list",
  "--profile acc1 configure set region x",
  "configure sso",
  "sso login",
  "sso logout",
  "login",
  "history list",
  "s3 ls --profile",
  "s3 ls --profile=",
  "s3 ls --profile --region x",
];
for (const line of local)
  test(`aws ${line}: asks nothing of us`, () => assert.ok(parseAwsArguments(words(line)).isLocal));

const remote = [
  "s3 ls",
  "configure export-credentials",
  "sso list-accounts",
  "s3 cp file help",
  "ssm get-parameter --name help",
  "ssm get-parameter --name --version-id",
  "--new-global-option x s3 ls",
  "--query configure s3 ls",
  "--output=json sts get-caller-identity",
  "s3 ls -- --help",
];
for (const line of remote)
  test(`aws ${line}: needs a session`, () => assert.not(parseAwsArguments(words(line)).isLocal));

test.run();
