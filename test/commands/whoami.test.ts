import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());

const whoami = (env: Readonly<Record<string, string>>, ...words: string[]) =>
  runProgramAsync("/bin/sh", ["-c", 'exec awsmfa whoami "$@"', "sh", ...words], { env });

async function held(profile: string): Promise<Record<string, string>> {
  const home = makeHome(sts.awsFiles);
  const env = { ...home.env, AWSMFA_CODE: sts.freshCode() };
  const script = `awsmfa exports ${profile} --format json`;
  const { stdout, stderr, status } = await runProgramAsync("/bin/sh", ["-c", script], { env });
  assert.is(status, 0, stderr);
  const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(stdout).Credentials;
  return {
    ...home.env,
    AWSMFA_PROFILE: profile,
    AWS_ACCESS_KEY_ID: AccessKeyId,
    AWS_SECRET_ACCESS_KEY: SecretAccessKey,
    AWS_SESSION_TOKEN: SessionToken,
  };
}

test("with nothing named it is what this shell holds, and never asks for a code", async () => {
  // Held for one hour by way of the base session, say: the plan of the profile would ask for the long session's code.
  const env = { ...(await held("acc1")), AWSMFA_PROFILE: "long" };
  const { stdout, stderr, status } = await whoami(env);
  assert.is(status, 0, stderr);
  assert.match(stdout, "assumed-role/developer/");
});

test("a profile that is named counts, whatever the shell holds", async () => {
  const { stdout, stderr, status } = await whoami(await held("acc1"), "acc2");
  assert.is(status, 0, stderr);
  assert.match(stdout, "333333333333");
});

test("a session that STS does not take any more is said, and nothing is printed", async () => {
  const env = { ...(await held("acc1")), AWS_SESSION_TOKEN: "stale" };
  const { stdout, stderr, status } = await whoami(env);
  assert.equal([stdout, status], ["", 1]);
  assert.match(stderr, /^awsmfa: [^\n]+\n$/);
});

test.run();
