/** Roles without a profile: the built command against the embedded STS, and what the shell says afterwards. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardExternalId, standardRoles } from "../../src/sandbox/standard-directory.ts";
import { makeHome } from "../support/home.ts";
import { installedShells, runProgramAsync, runShellAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());
type Home = ReturnType<typeof makeHome>;
const newHome = () => makeHome(sts.awsFiles);
const developer = ["--account", "222222222222", "--role", "developer"];
const partner = ["--role-arn", standardRoles.partner.arn];

const awsmfa = (home: Home, args: readonly string[], env: Record<string, string> = {}) =>
  runProgramAsync("/bin/sh", ["-c", 'exec awsmfa "$@"', "sh", ...args], { env: { ...home.env, ...env } });
const lastCall = () => sts.calls.filter(({ action }) => action === "AssumeRole").at(-1);

test("a role by account and name over a profile's keys, with one code, and none for the second", async () => {
  const home = newHome();
  const first = await awsmfa(home, ["exports", "bastion", sts.freshCode(), ...developer, "--format", "json"]);
  assert.is(first.status, 0, first.stderr);
  assert.match(JSON.parse(first.stdout).AssumedRoleUser.Arn, /:assumed-role\/developer\/alex$/);
  const calls = sts.calls.length;
  const second = await awsmfa(home, [
    "whoami",
    "-p",
    "bastion",
    ...partner,
    "--external-id",
    standardExternalId,
    "--json",
  ]);
  assert.is(second.status, 0, second.stderr);
  assert.match(JSON.parse(second.stdout).Arn, /:assumed-role\/partner\/alex$/);
  assert.equal(
    sts.calls.slice(calls).map(({ action }) => action),
    ["AssumeRole", "GetCallerIdentity"],
  );
});

test("every option reaches STS, and each makes a session of its own", async () => {
  const home = newHome();
  const file = home.write("narrow.json", '{"Version":"2012-10-17","Statement":[]}\n');
  home.write("policy with blank.json", '{ "Version": "2012-10-17", "Statement": [] }');
  await awsmfa(home, ["exports", "bastion", sts.freshCode(), "--shell", "bash"]);
  const rows: [options: string[], name: string, value: string][] = [
    [["--role-session-name", "night.shift"], "RoleSessionName", "night.shift"],
    [["--session-policy", "{}"], "Policy", "{}"],
    [["--session-policy", `file://${file}`], "Policy", '{"Version":"2012-10-17","Statement":[]}\n'],
    [
      ["--session-policy", "file://~/policy with blank.json"],
      "Policy",
      '{ "Version": "2012-10-17", "Statement": [] }',
    ],
    [["--policy-arn", "arn:aws:iam::aws:policy/a"], "PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/a"],
    [["--tag", "a=1", "--tag", "b=2=3"], "Tags.member.2.Value", "2=3"],
    [["--duration", "30m"], "DurationSeconds", "1800"],
  ];
  for (const [options, name, value] of rows) {
    const before = sts.calls.length;
    const args = ["exports", "bastion", ...developer, ...options, "--format", "json"];
    const { status, stderr } = await awsmfa(home, args);
    assert.is(status, 0, `${options.join(" ")}: ${stderr}`);
    assert.is(sts.calls.length, before + 1, `${options.join(" ")} has a session of its own`);
    assert.is(lastCall()?.parameters[name], value);
    await awsmfa(home, args);
    assert.is(sts.calls.length, before + 1, `${options.join(" ")} is stored`);
  }
});

test("a role option that does not fit is refused before the code is used up", async () => {
  const home = newHome();
  const code = sts.freshCode();
  const before = sts.calls.length;
  for (const options of [
    ["--role", "developer"],
    ["--external-id", "x1"],
    [...developer, "--tag", "t"],
    [...developer, "--session-policy", "file:///nonexistent"],
    ["--role-arn", "developer"],
    ["--account", "1", "--role", "two words"],
  ]) {
    const { status, stdout } = await awsmfa(home, [
      "exports",
      "bastion",
      code,
      ...options,
      "--shell",
      "bash",
    ]);
    assert.equal([status, stdout], [2, "false\n"], options.join(" "));
  }
  assert.is(sts.calls.length, before);
  const good = await awsmfa(home, ["exports", "bastion", code, ...developer, "--shell", "bash"]);
  assert.is(good.status, 0, good.stderr);
});

for (const shell of installedShells()) {
  test(`${shell.name}: after the switch this shell is the role, until the next switch or unsets`, async () => {
    const home = newHome();
    const evaluate = (words: string) =>
      shell.name === "fish" ? `awsmfa ${words} | source` : `eval "$(awsmfa ${words})"`;
    const show = 'echo "<$AWSMFA_PROFILE> <$AWSMFA_ROLE> <$AWSUME_PROFILE>"';
    const whoami = "awsmfa whoami | grep arn";
    const script = [
      evaluate(`exports bastion ${sts.freshCode()} ${partner.join(" ")} --external-id ${standardExternalId}`),
      whoami,
      "awsmfa explain | grep partner | head -1",
      evaluate(`exports ${developer.join(" ")}`),
      show,
      whoami,
      evaluate("exports acc2"),
      show,
      evaluate(`exports bastion ${developer.join(" ")}`),
      evaluate("unsets"),
      show,
    ].join("\n");
    const { stdout, stderr } = await runShellAsync(shell, script, { env: home.env });
    assert.is(stderr, "");
    const lines = stdout.trim().split("\n");
    assert.match(lines[0]!, /:assumed-role\/partner\/alex$/);
    assert.match(lines[1]!, /AssumeRole arn:aws:iam::555555555555:role\/partner/);
    assert.is(lines[2], `<bastion> <${standardRoles.acc1.arn}> <developer@222222222222>`);
    assert.match(lines[3]!, /:assumed-role\/developer\/alex$/);
    assert.is(lines[4], "<acc2> <> <acc2>");
    assert.is(lines[5], "<> <> <>");
  });
}

test("a role without a profile is never prepared: the launcher would hand it out for the profile's own session", async () => {
  const home = newHome();
  const first = await awsmfa(home, ["exports", "acc1", sts.freshCode(), ...developer, "--shell", "bash"]);
  // A role session carries no MFA, and acc1's has no right to become itself.
  assert.is(first.status, 1, first.stderr);
  const held = { AWSMFA_PROFILE: "bastion", AWSMFA_ROLE: standardRoles.acc1.arn };
  for (const [args, env] of [
    [["exports", "bastion", ...developer, "--shell", "bash"], {}],
    [["credential-process", "bastion", ...developer], {}],
    [["exports", "--shell", "bash"], held],
  ] as [string[], Record<string, string>][]) {
    assert.is((await awsmfa(home, args, env)).status, 0);
  }
  const own = await awsmfa(home, ["exports", "bastion", "--shell", "bash"]);
  assert.not.match(own.stdout, /AWSMFA_ROLE=/);
  assert.match(own.stdout, /AWSUME_PROFILE='bastion'/);
});

test("exec runs a program as the role, with or without a profile's name", async () => {
  const home = newHome();
  await awsmfa(home, ["exports", "bastion", sts.freshCode(), "--shell", "bash"]);
  const show = ["--", "sh", "-c", "echo $AWSMFA_PROFILE $AWSUME_PROFILE; awsmfa whoami | grep arn"];
  for (const [words, env] of [
    [["exec", ...developer, "bastion", ...show], {}],
    [["exec", ...developer, ...show], { AWS_PROFILE: "bastion" }],
    [["exec", "-p", "bastion", ...developer, ...show], {}],
  ] as [string[], Record<string, string>][]) {
    const { stdout, stderr } = await awsmfa(home, words, env);
    assert.match(stdout, /^bastion developer@222222222222\narn .*:assumed-role\/developer\/alex\n$/, stderr);
  }
});

test("write puts the role's session into the credentials file", async () => {
  const home = newHome();
  const words = ["write", sts.freshCode(), "-p", "bastion", ...developer, "--to", "now"];
  const { status, stderr } = await awsmfa(home, words);
  assert.is(status, 0, stderr);
  assert.match(stderr, "[now] holds the session of developer@222222222222 until 2");
  const who = await awsmfa(home, ["whoami", "now", "--json"], { AWS_ENDPOINT_URL: sts.url });
  assert.match(JSON.parse(who.stdout).Arn, /:assumed-role\/developer\/alex$/, who.stderr);
});

test("add keeps what shapes the role, and refuses what no profile can keep", async () => {
  const home = newHome();
  const role = ["kept", ...partner, "--source", "bastion"];
  const shape = [
    "--external-id",
    standardExternalId,
    "--role-session-name",
    "desk",
    "--tag",
    "a=1",
    "--tag",
    "b=2",
  ];
  for (const refused of [
    ["--session-policy", "{}"],
    ["--policy-arn", "arn:aws:iam::aws:policy/a"],
    ["--tag", "a=1,2"],
  ]) {
    const { status, stderr } = await awsmfa(home, ["add", ...role, ...refused]);
    assert.is(status, 2);
    assert.match(stderr, /^awsmfa: --(session-policy|tag) [^\n]*\n$/);
  }
  const { status, stderr } = await awsmfa(home, ["add", ...role, ...shape]);
  assert.is(status, 0, stderr);
  await awsmfa(home, ["exports", "kept", sts.freshCode(), "--shell", "bash"], { AWS_ENDPOINT_URL: sts.url });
  const { ExternalId, RoleSessionName, "Tags.member.2.Value": tag } = lastCall()!.parameters;
  assert.equal([ExternalId, RoleSessionName, tag], [standardExternalId, "desk", "2"]);
});

test("an AWSMFA_ROLE that is no role of ours stops the command with its cure, and a named profile does not look at it", async () => {
  const home = newHome();
  await awsmfa(home, ["exports", "bastion", sts.freshCode(), "--shell", "bash"]);
  for (const text of ["nonsense", "{", '{"roleArn":1}', "{}"]) {
    const env = { AWSMFA_PROFILE: "bastion", AWSMFA_ROLE: text };
    const { status, stderr } = await awsmfa(home, ["explain"], env);
    assert.is(status, 3);
    assert.match(stderr, /AWSMFA_ROLE.*awsmfa unsets/);
    assert.is((await awsmfa(home, ["whoami", "bastion"], env)).status, 0);
  }
});

test("an error shows the account that was typed, and no code that was typed twice", async () => {
  const { stderr } = await awsmfa(newHome(), [
    "explain",
    "bastion",
    "--account",
    "222222222222",
    "--role",
    "a b",
  ]);
  assert.match(stderr, "arn:aws:iam::222222222222:role/a b is not");
  const twice = await awsmfa(newHome(), ["exports", "482913482913", "--shell", "bash"]);
  assert.match(twice.stderr, /there is no profile \*{6}/);
});

test.run();
