import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());
type Home = ReturnType<typeof makeHome>;

const awsmfa = (home: Home, args: readonly string[], env: Record<string, string> = {}) =>
  runProgramAsync("awsmfa", args, { env: { ...home.env, ...env } });

const home = makeHome({
  config: `[profile bastion]
mfa_serial = arn:aws:iam::111122223333:mfa/joe
region = eu-west-1
[profile acc1]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = bastion
external_id = abc
[profile long]
role_arn = arn:aws:iam::444455556666:role/Long
source_profile = bastion
duration_seconds = 7200
[profile process]
credential_process = vault --password hunter2
mfa_serial = arn:aws:iam::111122223333:mfa/joe
[profile odd]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = bastion
external_id = a\u001b[31mred
`,
  credentials: "[bastion]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = never-on-a-screen\n",
});
const config = `${home.path}/.aws/config`;

test("a person reads steps, reasons, durations and the place of every value", async () => {
  const { status, stdout, stderr } = await awsmfa(home, ["explain", "acc1"]);
  assert.is(stderr, "");
  assert.is(status, 0);
  assert.match(
    stdout,
    /^profile acc1: takes one MFA code\n1\. keys AKIAEXAMPLE: long-term keys of profile bastion\n/,
  );
  assert.match(stdout, "\n2. GetSessionToken in eu-west-1 for 43200 s: ");
  assert.match(stdout, `mfa_serial = arn:aws:iam::111122223333:mfa/joe  (${config}:2)`);
  assert.match(
    stdout,
    "\n3. AssumeRole arn:aws:iam::444455556666:role/Admin in eu-west-1 for 3600 s: the role of profile acc1\n",
  );
  assert.match(stdout, `external_id = abc  (${config}:7)`);
  assert.match(stdout, "duration_seconds = 3600  (default)");
  assert.match(stdout, `region eu-west-1, unless you have set one  (${config}:3)`);
  assert.not.match(stdout, "never-on-a-screen");
});

test("both ways to a long role", async () => {
  const { stdout } = await awsmfa(home, ["explain", "-p", "long"]);
  assert.match(stdout, `duration_seconds = 7200  (${config}:11)`);
  assert.match(stdout, "longer than an hour");
  assert.match(stdout, "or for an hour, while a base session lives:");
  assert.match(stdout, "7200 s wanted, capped at 3600");
  const { stdout: short } = await awsmfa(home, ["explain", "long", "--duration", "30m"]);
  assert.match(short, "duration_seconds = 1800  (--duration)");
});

test("--json is data: no secret, no command line, a place for every value", async () => {
  const { stdout } = await awsmfa(home, ["explain", "process", "--json"]);
  assert.not.match(stdout, /hunter2|never-on-a-screen/);
  const { asksCode, steps, hourNow } = JSON.parse(stdout);
  assert.is(asksCode, true);
  assert.is(hourNow, null);
  assert.equal(
    steps.map(({ kind }: { kind: string }) => kind),
    ["provider", "get-session-token"],
  );
  assert.is(steps[1].conditional, true);
  assert.equal(steps[1].values[0], {
    name: "mfa_serial",
    value: "arn:aws:iam::111122223333:mfa/joe",
    file: config,
    line: 14,
  });
  const { stdout: text } = await awsmfa(home, ["explain", "process"]);
  assert.match(text, "takes one MFA code if the source asks for it");
  assert.not.match(text, "hunter2");
});

test("a control character of the file does not reach the terminal", async () => {
  assert.not.match((await awsmfa(home, ["explain", "odd"])).stdout, "\u001b");
});

test("with no profile named it is the usual one; an unknown one is an error that names the nearest", async () => {
  assert.match((await awsmfa(home, ["explain"], { AWSMFA_PROFILE: "acc1" })).stdout, "profile acc1:");
  const { status, stdout, stderr } = await awsmfa(home, ["explain", "bastoin"]);
  assert.equal(
    [status, stdout, stderr],
    [3, "", "awsmfa: there is no profile bastoin; did you mean bastion?\n"],
  );
  assert.is((await awsmfa(home, ["explain", "acc1", "--duration", "soon"])).status, 2);
});

test("what is stored already spares the code", async () => {
  const opened = makeHome(sts.awsFiles);
  assert.match((await awsmfa(opened, ["explain", "acc1"])).stdout, "takes one MFA code\n");
  const { status, stderr } = await awsmfa(opened, ["exports", "acc1", sts.freshCode(), "--shell", "bash"]);
  assert.is(status, 0, stderr);
  assert.match(
    (await awsmfa(opened, ["explain", "acc1"])).stdout,
    /takes no MFA code: the session of step 3 is stored, until 20/,
  );
  assert.match(
    (await awsmfa(opened, ["explain", "acc2"])).stdout,
    /takes no MFA code: the session of step 2 is stored/,
  );
  const { asksCode, stored } = JSON.parse((await awsmfa(opened, ["explain", "acc1", "--json"])).stdout);
  assert.equal([asksCode, stored.step], [false, 2]);
});

test.run();
