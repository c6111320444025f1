/** whoami, forget and credential-process, as a person runs them. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { startProgram } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const server = await startTestSts();
test.after(() => server.close());

/** The STS answers from this very process. A session of its own has no terminal. */
const run = (program: string, args: readonly string[], env: Readonly<Record<string, string>>) =>
  startProgram(program, args, { env, detached: true }).ended;
const awsmfa = (env: Readonly<Record<string, string>>, ...args: string[]) => run("awsmfa", args, env);

test("whoami asks STS, in rows or in the AWS CLI's spelling", async () => {
  const { env } = makeHome(server.awsFiles);
  const rows = await awsmfa(env, "whoami", "acc1", server.freshCode());
  assert.is(rows.stdout.split("\n")[1], "arn      arn:aws:sts::222222222222:assumed-role/developer/alex");
  const json = JSON.parse((await awsmfa(env, "whoami", "acc2", "--json")).stdout);
  assert.is(json.Account, "333333333333");
});

test("after a switch whoami means the profile this shell holds", async () => {
  const { env } = makeHome(server.awsFiles);
  await awsmfa(env, "whoami", "acc1", server.freshCode());
  const held = await awsmfa({ ...env, AWSMFA_PROFILE: "acc1" }, "whoami", "--json");
  assert.is(JSON.parse(held.stdout).Account, "222222222222");
});

test("forget a profile: its next switch asks for a code, as does that of every profile over the same base session", async () => {
  const { env } = makeHome(server.awsFiles);
  await awsmfa(env, "whoami", "acc1", server.freshCode());
  await awsmfa(env, "whoami", "acc2");
  const forgotten = JSON.parse((await awsmfa(env, "forget", "acc1", "--json")).stdout);
  assert.equal(forgotten.map(({ kind, profile }: Record<string, string>) => `${kind} ${profile}`).sort(), [
    "base bastion",
    "role acc1",
  ]);
  assert.is((await awsmfa(env, "whoami", "acc1")).status, 4);
  assert.is((await awsmfa(env, "whoami", "acc2")).status, 0);
  const rest = await awsmfa(env, "logout", "--all");
  assert.match(rest.stderr, "1 session forgotten");
  assert.is((await awsmfa(env, "whoami", "acc2")).status, 4);
});

test("forget a profile that the files no longer have", async () => {
  const home = makeHome(server.awsFiles);
  await awsmfa(home.env, "whoami", "acc1", server.freshCode());
  home.write(
    ".aws/config",
    server.awsFiles.config.replace("profile acc1", "profile renamed").replace("[profile chained]", "[x]"),
  );
  assert.match((await awsmfa(home.env, "forget", "acc1")).stderr, "1 session forgotten");
  assert.is((await awsmfa(home.env, "forget", "nobody")).status, 3);
  // Neither is taken for the other.
  for (const words of [
    ["acc1", "--all"],
    ["acc1", "-p", "acc2"],
  ])
    assert.is((await awsmfa(home.env, "forget", ...words)).status, 2);
});

test("credential-process prints the JSON of the SDKs' reference, and exit 4 with one line where a code is missing", async () => {
  const { env } = makeHome(server.awsFiles);
  const missing = await awsmfa(env, "credential-process", "acc1");
  assert.equal([missing.status, missing.stdout, missing.stderr.trim().split("\n").length], [4, "", 1]);
  await awsmfa(env, "whoami", "acc1", server.freshCode());
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration, ...rest } = JSON.parse(
    (await awsmfa(env, "credential-process", "acc1")).stdout,
  );
  assert.is(Version, 1);
  assert.ok(AccessKeyId && SecretAccessKey && SessionToken);
  assert.is(new Date(Expiration).toISOString().length, Expiration.length);
  assert.equal(rest, {});
});

test.run();
