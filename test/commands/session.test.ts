/** `session` under an alias, as people use it: real shells, a stub `aws` that tells how it was called. */
import { symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Home, makeHome } from "../support/home.ts";
import { installedShells, plainArgs, runProgramAsync, runShellAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";
import { openTerminal } from "../support/terminal.ts";

const sts = await startTestSts();
test.after(() => sts.close());

const plain = `
[default]
region = eu-west-3
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = secret
[profile sso]
sso_start_url = https://example.com
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = x
[profile nomfa]
role_arn = arn:aws:iam::222222222222:role/open
source_profile = default
`;
const config = `${sts.awsFiles.config}${plain}`;

/** Tells its words, the variables it got and its stdin as one JSON object a call. */
const stub = `#!${process.execPath}
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(AWS|NODE_)/.test(name)));
process.stdout.write(JSON.stringify({ words: process.argv.slice(2), env }) + "\\n");
`;

function newHome(): Home {
  const home = makeHome({ ...sts.awsFiles, config });
  home.write("bin/aws", stub, 0o755);
  return home;
}

/** A home whose base session is open. */
async function openHome(): Promise<Home> {
  const home = newHome();
  const { status, stderr } = await awsmfa(home, ["login", sts.freshCode(), "--profile", "bastion"]);
  assert.is(status, 0, stderr);
  return home;
}

const awsmfa = (home: Home, args: readonly string[], env: Record<string, string> = {}, input = "") =>
  runProgramAsync("/bin/sh", ["-c", 'exec awsmfa "$@"', "sh", ...args], {
    env: { ...home.env, ...env },
    input,
  });

async function called(home: Home, args: readonly string[], env: Record<string, string> = {}) {
  const { stdout, stderr, status } = await awsmfa(home, ["session", ...args], env);
  assert.is(status, 0, stderr);
  return { stderr, ...(JSON.parse(stdout) as { words: string[]; env: Record<string, string> }) };
}

test("--profile is taken out and handed on as AWS_PROFILE beside the session's keys", async () => {
  const home = await openHome();
  for (const args of [
    ["--profile", "acc1", "s3", "ls"],
    ["s3", "ls", "--profile=acc1"],
    ["-p", "acc1", "s3", "ls"],
  ]) {
    const { words, env, stderr } = await called(home, args, { AWS_PROFILE: "sso", AWS_REGION: "mine" });
    assert.equal(words, ["s3", "ls"]);
    assert.is(stderr, "");
    assert.match(env.AWS_ACCESS_KEY_ID!, /^ASIA/);
    assert.ok(env.AWS_SESSION_TOKEN);
    const { AWS_PROFILE, AWSMFA_PROFILE, AWS_REGION, AWS_DEFAULT_REGION } = env;
    assert.equal(
      [AWS_PROFILE, AWSMFA_PROFILE, AWS_REGION, AWS_DEFAULT_REGION],
      ["acc1", "acc1", "eu-west-1", "eu-west-1"],
    );
  }
});

test("AWS_PROFILE and AWS_DEFAULT_PROFILE name a profile as well", async () => {
  const home = await openHome();
  const { words, env } = await called(home, ["s3", "ls"], { AWS_PROFILE: "acc2" });
  assert.equal([words, env.AWS_PROFILE, env.AWS_REGION], [["s3", "ls"], "acc2", "us-east-1"]);
  assert.is((await called(home, ["s3", "ls"], { AWS_DEFAULT_PROFILE: "acc2" })).env.AWS_PROFILE, "acc2");
});

test("a role without a profile, before the first argument of aws, whether MFA is asked for or not", async () => {
  const home = await openHome();
  const developer = ["--account", "222222222222", "--role=developer"];
  for (const args of [
    ["-p", "bastion", ...developer, "s3", "ls"],
    [...developer, "s3", "ls", "--profile", "bastion"],
    [...developer, "--duration=30m", "-p", "bastion", "--tag", "a=1", "--tag=b=2", "s3", "ls"],
  ]) {
    const { words, env } = await called(home, args);
    assert.equal([words, env.AWS_PROFILE], [["s3", "ls"], "bastion"]);
    assert.is(env.AWSUME_PROFILE, "developer@222222222222");
  }
  const { parameters } = sts.calls.at(-1)!;
  const { DurationSeconds, "Tags.member.1.Key": first, "Tags.member.2.Value": second } = parameters;
  assert.equal([DurationSeconds, first, second], ["1800", "a", "2"]);
  const held = {
    AWSMFA_PROFILE: "bastion",
    AWS_ACCESS_KEY_ID: "ASIA",
    AWS_SECRET_ACCESS_KEY: "s",
    AWS_SESSION_TOKEN: "t",
  };
  const over = await called(home, [...developer, "s3", "ls"], held);
  assert.is(over.env.AWSUME_PROFILE, "developer@222222222222");
});

test("behind the first argument of aws a role's options are those of aws", async () => {
  const home = await openHome();
  const words = ["sts", "assume-role", "--role-arn", "x", "--external-id", "y"];
  const found = await called(home, [...words, "--profile", "acc1"]);
  assert.equal([found.words, found.env.AWSMFA_PROFILE], [words, "acc1"]);
  const half = await awsmfa(home, ["session", "--account", "222222222222", "s3", "ls"]);
  assert.equal([half.status, half.stdout], [2, ""]);
  assert.match(half.stderr, "needs --role as well");
});

const untouched: [string, string[], Record<string, string>][] = [
  ["a profile without MFA", ["s3", "ls"], {}],
  ["a profile without MFA, named", ["--profile", "default", "s3", "ls"], {}],
  ["single sign-on", ["s3", "ls", "--profile=sso"], {}],
  ["a role without MFA", ["s3", "ls", "--profile", "nomfa"], {}],
  ["an unknown profile", ["s3", "--profile", "unknown", "ls"], {}],
  ["an unknown profile by variable", ["s3", "ls"], { AWS_PROFILE: "unknown" }],
  ["a missing value", ["s3", "ls", "--profile"], {}],
  ["help, of a profile with MFA", ["s3", "help", "--profile", "acc1"], {}],
  ["--help", ["--help"], { AWS_PROFILE: "acc1" }],
  ["nothing", [], { AWS_PROFILE: "acc1" }],
  ["--version", ["--version"], { AWS_PROFILE: "acc1" }],
  ["configure", ["configure", "list", "--profile", "acc1"], {}],
  ["--", ["--", "s3", "ls"], {}],
  ["odd words", ["s3", "", " ", "a\nb", "$(touch x)", "'", "--", "--profile", "acc1", "-h"], {}],
  [
    "a shell that holds a session",
    ["s3", "ls"],
    { AWSMFA_PROFILE: "acc1", AWS_ACCESS_KEY_ID: "ASIA", AWS_SECRET_ACCESS_KEY: "s", AWS_SESSION_TOKEN: "t" },
  ],
  [
    "keys of the person's own",
    ["s3", "ls"],
    { AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "s", AWS_PROFILE: "acc1" },
  ],
];
for (const [what, args, env] of untouched)
  test(`${what}: straight through, nothing changed`, async () => {
    const found = await called(newHome(), args, env);
    assert.equal([found.words, found.env, found.stderr], [args, env, ""]);
  });

test("without any AWS file, and without MFA anywhere, even a profile that makes no plan is no business of ours", async () => {
  const empty = makeHome();
  empty.write("bin/aws", stub, 0o755);
  assert.equal((await called(empty, ["s3", "ls"])).words, ["s3", "ls"]);
  empty.write(".aws/config", "[default]\nrole_arn = nonsense\nsource_profile = default\n");
  assert.equal((await called(empty, ["s3", "ls"])).env, {});
});

test("where MFA is in use, a profile that makes no plan is one line with its place, and aws is not started", async () => {
  const home = newHome();
  home.write(".aws/config", `${config}\n[profile bad]\nrole_arn = nonsense\nsource_profile = bastion\n`);
  const { status, stdout, stderr } = await awsmfa(home, ["session", "--profile", "bad", "s3", "ls"]);
  assert.equal([status, stdout], [3, ""]);
  assert.match(stderr, /^awsmfa: .*config:\d+: .*\n$/);
});

test("a session that has ended is opened again; another profile is opened beside the one that is held", async () => {
  const home = await openHome();
  const held = {
    AWSMFA_PROFILE: "acc1",
    AWS_ACCESS_KEY_ID: "ASIAOLD",
    AWS_SECRET_ACCESS_KEY: "s",
    AWS_SESSION_TOKEN: "t",
  };
  const ended = { ...held, AWS_CREDENTIAL_EXPIRATION: "2020-01-01T00:00:00Z" };
  const again = (await called(home, ["s3", "ls"], ended)).env;
  assert.equal([again.AWSMFA_PROFILE, again.AWS_ACCESS_KEY_ID === "ASIAOLD"], ["acc1", false]);
  const other = (await called(home, ["s3", "ls", "--profile", "acc2"], held)).env;
  assert.equal([other.AWSMFA_PROFILE, other.AWS_PROFILE, other.AWS_REGION], ["acc2", "acc2", "us-east-1"]);
});

test("keys in the environment and AWS_MFA_SERIAL make a session", async () => {
  const home = newHome();
  home.write(
    ".aws/config",
    `[default]\nservices = sandbox\n${config.slice(config.indexOf("[services"), config.indexOf("[default]"))}`,
  );
  const keys = {
    AWS_ACCESS_KEY_ID: "AKIASANDBOXALEX00001",
    AWS_SECRET_ACCESS_KEY: "sandbox/secret+of/alex/worth/nothing/0001",
    AWS_MFA_SERIAL: "arn:aws:iam::111111111111:mfa/alex",
  };
  const { env } = await called(home, ["s3", "ls"], { ...keys, AWS_MFA_TOKEN: sts.freshCode() });
  assert.match(env.AWS_ACCESS_KEY_ID!, /^ASIA/);
  assert.is(env.AWS_PROFILE, undefined);
});

test("neither a code nor anything of ours reaches aws; what the launcher took out of Node's way does", async () => {
  const home = newHome();
  const options = "--require=./none.cjs";
  const code = sts.freshCode();
  const theirs = { NODE_OPTIONS: "--report-on-signal", NODE_DEBUG: "none" };
  const { env } = await called(home, ["s3", "ls", "--profile", "acc1"], { AWSMFA_CODE: code, ...theirs });
  assert.equal([env.NODE_OPTIONS, env.NODE_DEBUG], [theirs.NODE_OPTIONS, theirs.NODE_DEBUG]);
  assert.equal(
    Object.entries(env).filter(
      ([name, value]) => /^AWSMFA_(CODE|ROOT|HID)/.test(name) || value.includes(code),
    ),
    [],
  );
  assert.not.match(JSON.stringify(env), options);
});

test("aws missing: one line and a shell's status, before any code is asked for", async () => {
  const home = makeHome(sts.awsFiles);
  symlinkSync(process.execPath, `${home.path}/bin/node`);
  const [own, shell] = home.env.PATH!.split(":");
  const { status, stdout, stderr } = await awsmfa(home, ["session", "--profile", "acc1", "s3", "ls"], {
    PATH: `${own}:${shell}`,
  });
  assert.equal([status, stdout], [127, ""]);
  assert.match(stderr, /^awsmfa: cannot start the AWS CLI: [^\n]*\n$/);
});

test("stdin, stdout and status are those of aws", async () => {
  const home = newHome();
  home.write("bin/aws", "#!/bin/sh\nwc -c; exit 254\n", 0o755);
  const { status, stdout } = await awsmfa(
    home,
    ["session", "s3", "cp", "-", "s3://b/k"],
    {},
    "x".repeat(300_000),
  );
  assert.equal([status, stdout.trim()], [254, "300000"]);
});

for (const shell of installedShells()) {
  test(`${shell.name}: alias aws="awsmfa session", with a code once`, async () => {
    const home = newHome();
    const script = [
      shell.name === "bash" ? "shopt -s expand_aliases" : "",
      'alias aws="awsmfa session"',
      "aws --profile acc1 'a b' '' '*' --x='$HOME'",
      "aws --profile acc2 two",
      "aws three",
      "",
    ].join("\n");
    // An alias counts from the next line on, so the script is read line by line.
    const file = home.write("script", script);
    const source = shell.name === "zsh" ? `source '${file}'` : `source ${JSON.stringify(file)}`;
    const { stdout, stderr } = await runShellAsync(shell, source, {
      env: { ...home.env, AWS_MFA_TOKEN: sts.freshCode() },
    });
    const [first, second, third] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.is(stderr, "");
    assert.equal(first.words, ["a b", "", "*", "--x=$HOME"]);
    assert.equal(
      [first.env.AWSMFA_PROFILE, second.env.AWSMFA_PROFILE, third.env.AWSMFA_PROFILE],
      ["acc1", "acc2", undefined],
    );
    assert.equal([second.words, third.words], [["two"], ["three"]]);
  });
}

test("on a terminal: a code is asked for, aws sees the terminal and its size, Ctrl-C reaches it and its status comes back", async () => {
  const home = newHome();
  home.write(
    "bin/aws",
    '#!/bin/sh\ntrap \'echo caught; exit 41\' INT\ntest -t 0 && test -t 1 && stty size\necho "key $AWS_ACCESS_KEY_ID"\nread -r line\necho "read $line"\nwhile :; do sleep 0.1; done\n',
    0o755,
  );
  const script = 'awsmfa session --profile acc1 s3 ls; echo "status $?"';
  const terminal = openTerminal("/bin/bash", ["--norc", "-c", script], {
    env: home.env,
    columns: 123,
    rows: 45,
  });
  test.after(() => terminal.close());
  await terminal.waitFor("MFA code of ");
  terminal.type(`${sts.freshCode()}\r`);
  await terminal.waitFor("45 123");
  await terminal.waitFor("key ASIA");
  terminal.type("typed\r");
  await terminal.waitFor("read typed");
  terminal.type("\x03");
  await terminal.waitFor("caught");
  // bash ends its script when the command it waited for died of Ctrl-C, and goes on when it did not.
  await terminal.waitFor("status 41");
  assert.is(await terminal.ended, 0);
});

/** How a person's own completion of aws is set up in each shell; it knows one word. */
const completions: Readonly<Record<string, string>> = {
  bash: "complete -W head-bucket aws",
  zsh: "autoload -Uz compinit; compinit -u; _one() { compadd head-bucket }; compdef _one aws",
  fish: "complete -c aws -f -a head-bucket",
};

for (const shell of installedShells().filter(({ name }) => completions[name])) {
  test(`${shell.name}: completion of aws goes on working under the alias`, async () => {
    const home = newHome();
    const load = shell.name === "fish" ? "awsmfa init fish | source" : `eval "$(awsmfa init ${shell.name})"`;
    const terminal = openTerminal(shell.program, [...plainArgs(shell.name), "-i"], { env: home.env });
    // A terminal left open would keep a failed test from ending.
    try {
      terminal.type(`${completions[shell.name]}; ${load}; alias aws='awsmfa session'; echo REA''DY\r`);
      await terminal.waitFor("READY");
      terminal.type("aws s3api head-b\t");
      await terminal.waitFor("head-bucket");
    } finally {
      terminal.close();
    }
  });
}

test.run();
