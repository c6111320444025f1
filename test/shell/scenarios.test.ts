/** What a person does in a day, in every shell, against the embedded STS. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { insteadOfLauncher, integratedShells, runIntegrated, switched } from "../support/integration.ts";
import { startTestSts, type TestSts } from "../support/sts.ts";

let sts: TestSts;
test.before(async () => {
  sts = await startTestSts();
});
test.after(() => sts.close());

/** The lines between `== a` and the next `== `, by name. */
function sections(stdout: string): Record<string, string> {
  return Object.fromEntries(
    stdout
      .split(/^== /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n") + 1)]),
  );
}

for (const under of integratedShells()) {
  const { name, status } = under;
  const run = (lines: readonly string[], options: Parameters<typeof runIntegrated>[3] = {}) =>
    runIntegrated(under, makeHome(sts.awsFiles), lines, options);

  test(`${name}: one code opens every account, and unsets leaves no trace`, async () => {
    const before = sts.calls.length;
    const { stdout, stderr } = await run([
      `aws_acc1 ${sts.freshCode()} && echo "== acc1"`,
      `show ${switched}`,
      `aws_acc2 && echo "== acc2"`,
      `show ${switched}`,
      `awsmfa whoami && echo "== unsets"`,
      "awsmfa unsets",
      "env | grep -E '^(AWS|AWSMFA|AWSUME)' || echo nothing",
    ]);
    const { acc1 = "", acc2 = "", unsets } = sections(stdout);
    assert.match(acc1, /^AWS_ACCESS_KEY_ID=ASIA/m, stderr);
    assert.match(acc1, "AWS_REGION=eu-west-1\nAWS_DEFAULT_REGION=eu-west-1\nAWSMFA_PROFILE=acc1\n");
    assert.match(acc2, "AWS_REGION=us-east-1\nAWS_DEFAULT_REGION=us-east-1\nAWSMFA_PROFILE=acc2\n");
    assert.match(acc2, "333333333333");
    assert.is(unsets, "nothing\n");
    const actions = sts.calls.slice(before).map(({ action }) => action);
    assert.equal(actions.filter((action) => action === "GetSessionToken").length, 1);
    assert.equal(actions.filter((action) => action === "AssumeRole").length, 2);
  });

  test(`${name}: a wrong code fails and leaves the session as it was`, async () => {
    const { stdout, stderr } = await run([
      `aws_acc1 ${sts.freshCode()}`,
      `echo "== before"; show ${switched}`,
      // Another memory of used codes: within its window any code counts as the one that opened the session.
      'export AWSMFA_CACHE_DIR="$HOME/elsewhere"',
      `aws_acc2 ${sts.wrongCode()}; echo "status ${status}"`,
      `echo "== after"; show ${switched}`,
    ]);
    const { before = "", after } = sections(stdout);
    assert.match(stdout, "status 4\n", stderr);
    assert.match(before, "AWSMFA_PROFILE=acc1");
    assert.is(`${after}status 4\n`, before);
  });

  test(`${name}: the function returns the command's status`, async () => {
    const { stdout, stderr } = await run([
      `aws_acc1 12345; echo "status ${status}"`,
      `aws_acc1; echo "status ${status}"`,
    ]);
    assert.is(stdout, "status 4\nstatus 4\n", stderr);
  });

  test(`${name}: what the person had comes back`, async () => {
    const theirs = { AWS_PROFILE: "mine", AWS_REGION: "ap-south-1" };
    const { stdout, stderr } = await run(
      [
        `aws_acc1 ${sts.freshCode()}; echo "== switched"; show ${switched}`,
        `awsmfa unsets; echo "== restored"; show ${switched}`,
      ],
      { env: theirs },
    );
    const { switched: held = "", restored } = sections(stdout);
    assert.not.match(held, "AWS_PROFILE=", stderr);
    assert.match(held, "AWS_REGION=eu-west-1");
    assert.is(restored, "AWS_PROFILE=mine\nAWS_REGION=ap-south-1\n");
  });

  test(`${name}: a child shell restores what its parent hid`, async () => {
    const home = makeHome(sts.awsFiles);
    const child = home.write("child", [under.shell.load, "awsmfa unsets", `show ${switched}`, ""].join("\n"));
    const { stdout, stderr } = await runIntegrated(
      under,
      home,
      [`aws_acc1 ${sts.freshCode()}`, `${under.program} "${child}"`],
      { env: { AWS_PROFILE: "mine" } },
    );
    assert.is(stdout, "AWS_PROFILE=mine\n", stderr);
  });

  test(`${name}: unsets prints in a command substitution, so that an eval of it works`, async () => {
    const { stdout, stderr } = await run([
      `aws_acc1 ${sts.freshCode()}`,
      name === "fish" ? "awsmfa unsets | source" : 'eval "$(awsmfa unsets)"',
      `show ${switched}`,
      name === "fish" ? "echo (awsmfa unsets | count)" : 'test -n "$(awsmfa unsets)" && echo 1',
    ]);
    assert.is(stdout, "1\n", stderr);
  });

  test(`${name}: use does what the function does`, async () => {
    const { stdout, stderr } = await run([
      `awsmfa use acc1 ${sts.freshCode()} && show AWSMFA_PROFILE`,
      "awsmfa use -p acc2 && show AWSMFA_PROFILE",
      `awsmfa use --profile=bastion && show AWSMFA_PROFILE`,
      `awsmfa use nobody; echo "status ${status}"; show AWSMFA_PROFILE`,
    ]);
    const held = ["acc1", "acc2", "bastion"].map((profile) => `AWSMFA_PROFILE=${profile}\n`);
    assert.is(stdout, `${held.join("")}status 3\nAWSMFA_PROFILE=bastion\n`, stderr);
  });

  test(`${name}: a code typed in two halves is one code`, async () => {
    const code = sts.freshCode();
    const { stdout, stderr } = await run([
      `aws_acc1 ${code.slice(0, 3)} ${code.slice(3)}; show AWSMFA_PROFILE`,
    ]);
    assert.is(stdout, "AWSMFA_PROFILE=acc1\n", stderr);
  });

  test(`${name}: a code is never an argument of the command, and the words of the call are the agreed ones`, async () => {
    const home = makeHome({ config: "[profile acc1]\n[profile -odd]\n" });
    const spy = home.write(
      "spy",
      `#!/bin/sh\necho "$# $*, code \${AWSMFA_CODE-none}" >>"$HOME/log"\n`,
      0o755,
    );
    await runIntegrated(under, home, [
      insteadOfLauncher(under, spy),
      "aws_acc1",
      "aws_acc1 123456",
      "aws_acc1 123456 --duration 2h",
      "aws_-odd 123 456",
      "awsmfa use acc1 123456",
      "awsmfa use 123456",
      "awsmfa unsets",
      "awsmfa list --json",
      `cat "$HOME/log"`,
    ]).then(({ stdout }) =>
      assert.equal(stdout.split("\n").slice(0, -1), [
        `4 exports acc1 --shell ${name}, code none`,
        `4 exports acc1 --shell ${name}, code 123456`,
        `6 exports acc1 --shell ${name} --duration 2h, code 123456`,
        `4 exports --profile=-odd --shell ${name}, code 123456`,
        `4 exports acc1 --shell ${name}, code 123456`,
        `3 exports --shell ${name}, code 123456`,
        `3 unsets --shell ${name}, code none`,
        "2 list --json, code none",
      ]),
    );
  });

  test(`${name}: a truncated answer sets nothing and fails`, async () => {
    const home = makeHome(sts.awsFiles);
    const cut = home.write("cut", `#!/bin/sh\nawsmfa "$@" | head -c 900\n`, 0o755);
    const { stdout, stderr } = await runIntegrated(under, home, [
      `aws_acc1 ${sts.freshCode()} && echo "== before"`,
      `show ${switched}`,
      insteadOfLauncher(under, cut),
      `aws_acc2 && echo success || echo "== after"`,
      `show ${switched}`,
    ]);
    const { before = "", after } = sections(stdout);
    assert.match(before, "AWSMFA_PROFILE=acc1", stderr);
    assert.is(after, before);
  });

  test(`${name}: an installation that has vanished is said so`, async () => {
    const home = makeHome({ config: "[profile acc1]\n" });
    const { stdout, stderr } = await runIntegrated(under, home, [
      insteadOfLauncher(under, "/gone/awsmfa"),
      `aws_acc1; echo "status ${status}"`,
      `awsmfa list; echo "status ${status}"`,
      `awsmfa unsets; echo "status ${status}"`,
    ]);
    assert.is(stdout, "status 127\nstatus 127\nstatus 127\n");
    assert.is(stderr, "awsmfa: /gone/awsmfa is gone: install it again, then open a new shell\n".repeat(3));
  });

  // It succeeded in silence: `aws_prod && terraform apply` went on with the account before.
  test(`${name}: a switch fails and says why where the installation has other parts by now`, async () => {
    const home = makeHome({ config: "[profile acc1]\n" });
    const set = name === "fish" ? "set -g __awsmfa_folder /other" : "__awsmfa_folder=/other";
    for (const typed of ["aws_acc1", "awsmfa use acc1", "awsmfa unsets"]) {
      const { stdout, stderr } = await runIntegrated(under, home, [set, `${typed}; echo "status ${status}"`]);
      assert.is(stdout, "status 127\n", typed);
      assert.is(stderr, "awsmfa: /other has changed: open a new shell\n", typed);
    }
  });

  test(`${name}: tracing shows no secret`, async () => {
    const on = name === "fish" ? "set -g fish_trace 1" : "set -x";
    const { stdout, stderr } = await run([
      on,
      `aws_acc1 ${sts.freshCode()}`,
      `show ${switched}`,
      "aws_acc2",
      `show ${switched}`,
    ]);
    const secrets = [...stdout.matchAll(/^AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN)=(.*)$/gm)].map(
      ([, secret]) => secret!,
    );
    assert.is(secrets.length, 4, stderr);
    for (const secret of secrets) assert.not.ok(stderr.includes(secret), "a secret in the trace");
    assert.match(stderr, "show AWS_ACCESS_KEY_ID", "tracing goes on afterwards");
  });
}

test.run();
