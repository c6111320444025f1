/** `use --refresh`: a profile is selected instead of keys; whatever runs in the shell gets and renews the session by it. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { integratedShells, runIntegrated, switched } from "../support/integration.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());
const newHome = (config = "") => makeHome({ ...sts.awsFiles, config: `${sts.awsFiles.config}${config}` });
type Home = ReturnType<typeof newHome>;
const show = `show ${switched} AWSMFA_SELECTED AWSMFA_WAS_AWS_PROFILE`;
const config = (home: Home) => readFileSync(`${home.path}/.aws/config`, "utf8");
const awsmfa = (home: Home, args: readonly string[], env: Record<string, string> = {}) =>
  runProgramAsync("awsmfa", args, { env: { ...home.env, ...env } });

for (const shell of integratedShells()) {
  test(`${shell.name}: keys go, the profile comes; the next switch and unsets leave nothing of it`, async () => {
    const home = newHome();
    const lines = [
      "awsmfa use acc2 && echo ---",
      `awsmfa use acc1 --refresh && ${show} && echo ---`,
      `awsmfa use acc2 --refresh && ${show} && echo ---`,
      `awsmfa use acc1 && show AWS_PROFILE AWSMFA_SELECTED AWSMFA_PROFILE AWSMFA_WAS_AWS_PROFILE && echo ---`,
      "awsmfa use acc2 --refresh && echo ---",
      `awsmfa unsets && ${show}`,
    ];
    const opened = await awsmfa(home, ["exports", "acc1", sts.freshCode(), "--shell", "bash"]);
    assert.is(opened.status, 0, opened.stderr);
    const env = { AWS_PROFILE: "me", AWS_REGION: "mine" };
    const { stdout, stderr } = await runIntegrated(shell, home, lines, { env });
    const [, first, second, third, , last] = stdout.split("---\n");
    assert.is(
      first,
      "AWS_PROFILE=acc1-mfa\nAWS_REGION=eu-west-1\nAWS_DEFAULT_REGION=eu-west-1\nAWSMFA_PROFILE=acc1\nAWSUME_PROFILE=acc1\nAWSMFA_SELECTED=acc1-mfa\nAWSMFA_WAS_AWS_PROFILE=+me\n",
      stderr,
    );
    assert.match(second!, /^AWS_PROFILE=acc2-mfa\nAWS_REGION=us-east-1\n/);
    assert.is(third, "AWSMFA_PROFILE=acc1\nAWSMFA_WAS_AWS_PROFILE=+me\n");
    assert.is(last, "AWS_PROFILE=me\nAWS_REGION=mine\n");

    const none = await runIntegrated(shell, home, ["awsmfa use acc1 --refresh", "awsmfa unsets", show]);
    assert.is(none.stdout, "", none.stderr);
    const chosen = "awsmfa use acc1 --refresh";
    const own = shell.name === "fish" ? "set -gx AWS_PROFILE theirs" : "export AWS_PROFILE=theirs";
    const kept = await runIntegrated(shell, home, [chosen, own, "awsmfa unsets", show]);
    assert.is(kept.stdout, "AWS_PROFILE=theirs\n", kept.stderr);
  });

  test(`${shell.name}: a run survives the end of its session without a code`, async () => {
    const home = newHome();
    const lines = [
      `aws_acc1 ${sts.freshCode()} --refresh`,
      "awsmfa status",
      "awsmfa whoami",
      "./forget-role",
      "awsmfa credential-process acc1",
    ];
    home.write("forget-role", '#!/bin/sh\nexec "$NODE" "$HOME/forget.mjs"\n', 0o755);
    // As an hour later: the role's session is gone, the base session lives.
    home.write("forget.mjs", forgetRoles);
    const { stdout, stderr } = await runIntegrated(shell, home, lines, { env: { NODE: process.execPath } });
    assert.match(stdout, /profile +acc1\n/);
    assert.not.match(stdout, "warning");
    assert.match(stdout, /assumed-role\/developer/);
    assert.match(stdout, /"SessionToken":/, stderr);
  });
}

const forgetRoles = `
import { readdirSync, readFileSync, rmSync } from "node:fs";
const cache = process.env.HOME + "/.cache/awsmfa/";
rmSync(cache + "prepared", { recursive: true, force: true });
let gone = 0;
for (const name of readdirSync(cache, { recursive: true })) {
  try { if (readFileSync(cache + name, "utf8").includes('"assume-role"')) { rmSync(cache + name); gone++; } } catch {}
}
if (gone === 0) { console.log("no role session was stored"); process.exit(1); }
`;

test("the profile is made once, said once, and kept up to date", async () => {
  const home = newHome(
    '[profile "odd # name"]\nrole_arn = arn:aws:iam::222222222222:role/developer\nsource_profile = bastion\nservices = sandbox\noutput = text\n',
  );
  const before = config(home);
  const first = await awsmfa(home, [
    "exports",
    "odd # name",
    sts.freshCode(),
    "--refresh",
    "--shell",
    "bash",
  ]);
  assert.is(first.status, 0, first.stderr);
  assert.match(first.stderr, /profile odd___name-mfa gets the sessions of odd # name/);
  assert.match(first.stdout, /AWS_PROFILE='odd___name-mfa'/);
  const after = config(home);
  assert.ok(after.startsWith(`${before}[profile odd___name-mfa]\ncredential_process = `));
  assert.match(
    after,
    /credential-process 'odd '\\#' name'\nregion = eu-central-1\nservices = sandbox\noutput = text\n$/,
  );
  const second = await awsmfa(home, ["exports", "odd # name", "--refresh", "--shell", "bash"]);
  assert.equal([second.status, second.stdout, second.stderr], [0, first.stdout, ""]);
  assert.is(config(home), after);

  writeFileSync(
    `${home.path}/.aws/config`,
    after.replace(/credential_process = '?\S.*awsmfa'?(?= )/, "credential_process = /gone/awsmfa"),
  );
  assert.match(config(home), "/gone/awsmfa");
  assert.is((await awsmfa(home, ["exports", "odd # name", "--refresh", "--shell", "bash"])).status, 0);
  assert.is(config(home), after);
});

test("what stands in the way shows before the code is used up, and prints the word for fail alone", async () => {
  const home = newHome("[profile acc1-mfa]\nregion = x\n");
  const before = config(home);
  const code = sts.freshCode();
  for (const [expected, args] of [
    [3, ["exports", "acc1", code, "--refresh", "--shell", "bash"]],
    [2, ["exports", "acc1", code, "--refresh", "--duration", "2h", "--shell", "bash"]],
    [2, ["exports", "acc1", code, "--refresh", "--role-arn", "arn:aws:iam::1:role/x", "--shell", "bash"]],
  ] as const) {
    const { status, stdout, stderr } = await awsmfa(home, args);
    assert.equal([status, stdout], [expected, "false\n"], stderr);
    assert.is(config(home), before);
  }
  assert.is((await awsmfa(home, ["exports", "acc1", code, "--shell", "bash"])).status, 0);
});

test("a profile that every SDK opens by itself is selected itself; no prepared answer is left behind", async () => {
  const home = newHome("[profile plain]\ncredential_process = /bin/cat /nowhere\n");
  const keys = makeHome({ credentials: "[plain]\naws_access_key_id = AKIA1\naws_secret_access_key = s\n" });
  const { status, stdout } = await awsmfa(keys, ["exports", "plain", "--refresh", "--shell", "bash"]);
  assert.is(status, 0);
  assert.match(stdout, /AWS_PROFILE='plain'/);
  const own = await awsmfa(home, ["exports", "acc1", sts.freshCode(), "--refresh", "--shell", "bash"]);
  assert.is(own.status, 0, own.stderr);
  const prepared = `${home.path}/.cache/awsmfa/prepared`;
  try {
    assert.not.ok(readdirSync(prepared).some((name) => name.startsWith("exports")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  rmSync(prepared, { recursive: true, force: true });
});

test.run();
