import { chmodSync, mkdirSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { runProgram } from "../support/shell.ts";
import { openTerminal } from "../support/terminal.ts";

const config = `[default]
region = eu-west-1
[profile acc1]
role_arn = arn:aws:iam::111122223333:role/path/Admin
source_profile = bastion # the user
s3 =
  addressing_style = path
[profile "a b"]
[profile a_b]
`;
const credentials = `[bastion]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = never-on-a-screen
mfa_serial = arn:aws:iam::999988887777:mfa/joe
`;
const home = makeHome({ config, credentials });
const list = (args: string[], { env } = home) => runProgram("awsmfa", ["list", ...args], { env });

test("--json on a terminal shows no secret, by whatever key", async () => {
  const more = "vault_password = never-on-a-screen\n";
  const { env } = makeHome({ config, credentials: credentials + more });
  const terminal = openTerminal("awsmfa", ["list", "--json"], { env });
  await terminal.ended;
  assert.match(terminal.output, /"vault_password": "\(hidden on a terminal\)"/);
  assert.not.match(terminal.output, "never-on-a-screen");
});

test("--json has every profile with its facts, and the settings as the AWS CLI reads them", () => {
  const { status, stdout, stderr } = list(["--json"]);
  assert.is(status, 0);
  assert.match(stderr, /\.aws\/config:5: the comment behind source_profile/);
  const profiles = JSON.parse(stdout);
  assert.equal(
    profiles.map((profile: { name: string; function: string }) => [profile.name, profile.function]),
    [
      ["default", "aws_default"],
      ["acc1", "aws_acc1"],
      ["a b", "aws_a_b"],
      ["a_b", null],
      ["bastion", "aws_bastion"],
    ],
  );
  assert.equal(profiles[1], {
    name: "acc1",
    function: "aws_acc1",
    accountId: "111122223333",
    roleArn: "arn:aws:iam::111122223333:role/path/Admin",
    sourceProfile: "bastion",
    mfaSerial: "arn:aws:iam::999988887777:mfa/joe",
    region: "eu-west-1",
    expiration: null,
    settings: {
      role_arn: "arn:aws:iam::111122223333:role/path/Admin",
      source_profile: "bastion # the user",
      s3: { addressing_style: "path" },
    },
  });
  assert.is(profiles[4].settings.aws_secret_access_key, "never-on-a-screen");
});

test("the table has a line for each profile, no secret, and the reason where there is no function", () => {
  const { status, stdout } = list([]);
  assert.is(status, 0);
  assert.match(stdout, /^acc1 +aws_acc1 +111122223333 +role path\/Admin +joe +eu-west-1/m);
  assert.match(stdout, /^bastion +aws_bastion +999988887777 +user +joe/m);
  assert.match(stdout, /^a_b: no function: aws_a_b is already the function of profile "a b"$/m);
  assert.not.match(stdout, "never-on-a-screen");
});

test("on a terminal --json hides the secrets", async () => {
  const terminal = openTerminal("/bin/sh", ["-c", "awsmfa list --json; echo end-of-list"], { env: home.env });
  const [seen] = await terminal.waitFor(/AKIAEXAMPLE[\s\S]*end-of-list/);
  assert.not.match(seen, "never-on-a-screen");
  await terminal.ended;
});

test("no files: [] for a program, a word for a person", () => {
  const empty = makeHome();
  assert.equal(list(["--json"], empty).stdout, "[]\n");
  const { status, stdout, stderr } = list([], empty);
  assert.equal([status, stdout], [0, ""]);
  assert.match(stderr, /there is no config file .*\n.*there is no credentials file/);
});

test("an unreadable file: what the other one says, why, and exit 3", () => {
  const half = makeHome({ credentials });
  mkdirSync(`${half.path}/.aws/config`);
  chmodSync(`${half.path}/.aws/config`, 0o700);
  const { status, stdout, stderr } = list(["--json"], half);
  assert.is(status, 3);
  assert.is(JSON.parse(stdout).length, 1);
  assert.match(stderr, /the config file .* cannot be read: not a regular file/);
});

test("another prefix, and one that would be evaluated", () => {
  assert.match(list(["--prefix", "my-"]).stdout, /^acc1 +my-acc1 /m);
  const { status, stdout } = list(["--prefix", "a;b"]);
  assert.equal([status, stdout], [2, ""]);
});

test("a name's control characters do not reach the terminal", () => {
  const odd = makeHome({ credentials: "[a\x1b[31mb]\n" });
  assert.not.match(list([], odd).stdout, "\x1b");
});

test.run();
