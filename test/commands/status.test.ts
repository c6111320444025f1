import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardRoles } from "../../src/sandbox/standard-directory.ts";
import { makeHome } from "../support/home.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());

/** Variables as a switch leaves them, by the command itself. */
async function switchedBy(...words: string[]): Promise<Record<string, string>> {
  const { env } = makeHome(sts.awsFiles);
  const { stdout, stderr } = await runProgramAsync(
    "sh",
    ["-c", 'eval "$(awsmfa "$@" --shell bash)" && env -0', "sh", ...words],
    { env },
  );
  assert.is(stderr, "");
  return Object.fromEntries(
    stdout
      .split("\0")
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

async function status(env: Readonly<Record<string, string>>, ...words: string[]) {
  const done = await runProgramAsync("awsmfa", ["status", ...words], { env });
  assert.equal([done.status, done.stderr], [0, ""]);
  return done.stdout;
}

test("an empty shell holds nothing", async () => {
  const { env } = makeHome();
  assert.is(await status(env), "no session in this shell\n");
  assert.is(await status(env, "--short"), "");
  assert.equal(JSON.parse(await status(env, "--json")), {
    ...{
      profile: null,
      accessKeyId: null,
      region: null,
      accountId: null,
      roleArn: null,
      expiration: null,
      conflicts: [],
    },
  });
});

test("after a switch: profile, account, role, key, region, end, and no warning", async () => {
  const env = await switchedBy("exports", "acc1", sts.freshCode());
  const text = await status(env);
  const role = standardRoles.acc1.arn;
  for (const line of [
    "profile  acc1",
    "account  222222222222",
    `role     ${role}`,
    "key      ASIA",
    "region   eu-west-1",
  ])
    assert.match(text, line);
  assert.match(text, /^ends {5}\S+Z \((59|60) min|1 h 0 min\)$/m);
  assert.not.match(text, "warning");
  assert.not.match(text, env.AWS_SECRET_ACCESS_KEY!);
  const { conflicts, expiration, ...rest } = JSON.parse(await status(env, "--json"));
  assert.equal(conflicts, []);
  assert.is(new Date(expiration).getTime(), Date.parse(env.AWS_CREDENTIAL_EXPIRATION!));
  const { AWS_ACCESS_KEY_ID: accessKeyId } = env;
  assert.equal(rest, {
    profile: "acc1",
    accessKeyId,
    region: "eu-west-1",
    accountId: "222222222222",
    roleArn: role,
  });
});

test("a role named without a profile is the one that is held", async () => {
  const { arn } = standardRoles.acc2;
  const env = await switchedBy("exports", "bastion", sts.freshCode(), "--role-arn", arn);
  const { profile, roleArn, accountId, conflicts } = JSON.parse(await status(env, "--json"));
  assert.equal([profile, roleArn, accountId, conflicts], ["bastion", arn, "333333333333", []]);
});

test("what is wrong is told with its cure, and is no failure", async () => {
  const env = await switchedBy("exports", "acc1", sts.freshCode());
  const text = await status({
    ...env,
    AWS_PROFILE: "x",
    AWSMFA_ROLE: "nonsense",
    AWSMFA_PROFILE: "gone",
    AWSUME_PROFILE: "gone",
  });
  assert.match(text, /^warning: AWS_PROFILE is set beside keys.*: unset AWS_PROFILE$/m);
  assert.match(text, /^warning: AWSMFA_ROLE names no role: awsmfa unsets/m);
  assert.match(text, /^warning: profile gone is not in the AWS files any more: awsmfa unsets$/m);
});

test.run();
