import { test } from "uvu";
import * as assert from "uvu/assert";
import { policies } from "../../src/policy/table.ts";
import { makeHome } from "../support/home.ts";
import { runProgramAsync } from "../support/shell.ts";

const config = [
  "[profile bastion]",
  "mfa_serial = arn:aws:iam::111122223333:mfa/alex",
  "[profile acc1]",
  "role_arn = arn:aws:iam::444455556666:role/team/Admin",
  "source_profile = bastion",
  "[profile china]",
  "region = cn-north-1",
  "",
].join("\n");
const home = makeHome({ config });
const awsmfa = (args: readonly string[], env: Record<string, string> = {}) =>
  runProgramAsync("/bin/sh", ["-c", 'exec awsmfa "$@"', "sh", ...args], { env: { ...home.env, ...env } });

test("with no name, every policy and what it does", async () => {
  const { stdout, status } = await awsmfa(["policy"]);
  assert.is(status, 0);
  assert.equal(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0]),
    [...policies.keys()],
  );
});

test("JSON alone on stdout; what a profile filled in is said on stderr, with its place", async () => {
  const trust = await awsmfa(["policy", "role-trust-mfa", "-p", "acc1"]);
  assert.is(JSON.parse(trust.stdout).Statement[0].Principal.AWS, "arn:aws:iam::111122223333:root");
  assert.is(
    trust.stderr,
    `awsmfa: account 111122223333: from mfa_serial at ${home.path}/.aws/config:2; --account says otherwise\n`,
  );
  const assume = await awsmfa(["policy", "assume-role"], { AWS_PROFILE: "acc1" });
  assert.is(JSON.parse(assume.stdout).Statement[0].Resource, "arn:aws:iam::444455556666:role/team/Admin");
  const china = await awsmfa(["policy", "bucket-read-write", "--bucket", "my-bucket", "-p", "china"]);
  assert.match(china.stdout, '"arn:aws-cn:s3:::my-bucket/*"');
});

test("without any AWS file it works with what is given", async () => {
  const empty = makeHome();
  const { stdout, stderr, status } = await runProgramAsync(
    "/bin/sh",
    ["-c", "exec awsmfa policy self-manage-mfa --user sam --account 111122223333"],
    { env: empty.env },
  );
  assert.equal([status, stderr], [0, ""]);
  assert.match(stdout, '"arn:aws:iam::111122223333:mfa/sam"');
});

test("wrong usage prints nothing and says what would be right", async () => {
  const rows: [args: string[], exitCode: number, message: RegExp][] = [
    [["admin-require-mfa"], 2, /did you mean admin-requires-mfa\?/],
    [["zzzzzzzzzzz"], 2, /there are admin-requires-mfa, /],
    [["bucket-read-write"], 2, /needs --bucket/],
    [["role-trust-mfa", "-p", "china"], 2, /needs --account/],
    [["role-trust-mfa", "-p", "nobody"], 3, /no profile nobody/],
    [["role-trust-mfa", "--account", "1", "--account", "2"], 2, /--account is given twice/],
  ];
  for (const [args, exitCode, message] of rows) {
    const { stdout, stderr, status } = await awsmfa(["policy", ...args]);
    assert.equal([status, stdout], [exitCode, ""], stderr);
    assert.match(stderr, message);
  }
});

test("TAB knows the names", async () => {
  const line = "awsmfa policy self";
  const { stdout } = await awsmfa(["complete-line"], {
    COMP_LINE: line,
    COMP_POINT: `${line.length}`,
    COMP_CWORD: "2",
  });
  assert.is(stdout.trim(), "self-manage-mfa");
});

test.run();
