/** `exports` and `unsets` as a person types them: the built command, real shells, the embedded STS over HTTP. */
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { installedShells, runProgramAsync, runShellAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";
import { openTerminal } from "../support/terminal.ts";

const sts = await startTestSts();
test.after(() => sts.close());
const shells = installedShells();
const newHome = () => makeHome(sts.awsFiles);
type Home = ReturnType<typeof newHome>;

const awsmfa = (home: Home, args: readonly string[], env: Record<string, string> = {}) =>
  runProgramAsync("/bin/sh", ["-c", 'exec awsmfa "$@"', "sh", ...args], { env: { ...home.env, ...env } });
const evaluate = (shell: string, words: string) =>
  shell === "fish" ? `awsmfa ${words} | source` : `eval "$(awsmfa ${words})"`;

/** A home whose base session is open already. */
async function openHome(): Promise<Home> {
  const home = newHome();
  const { status, stderr } = await awsmfa(home, ["exports", "acc1", sts.freshCode(), "--shell", "bash"]);
  assert.is(status, 0, stderr);
  return home;
}

for (const shell of shells) {
  test(`${shell.name}: a code once, a second account without, unsets: as it was before`, async () => {
    const home = newHome();
    const show = "echo $AWSMFA_PROFILE $AWS_REGION $AWS_DEFAULT_REGION $AWS_PROFILE $AWS_ACCESS_KEY_ID";
    const script = [
      evaluate(shell.name, `exports acc1 ${sts.freshCode()}`),
      show,
      evaluate(shell.name, "exports acc2"),
      show,
      evaluate(shell.name, "unsets"),
      show,
    ].join("\n");
    const { stdout, stderr } = await runShellAsync(shell, script, {
      env: { ...home.env, AWS_PROFILE: "me", AWS_DEFAULT_REGION: "mine" },
    });
    assert.is(stderr, "");
    const [first, second, last] = stdout.split("\n");
    assert.match(first!, /^acc1 eu-west-1 eu-west-1 ASIA\w+$/);
    assert.match(second!, /^acc2 us-east-1 us-east-1 ASIA\w+$/);
    assert.is(last, "mine me");
  });

  test(`${shell.name}: a refused code leaves the session that was there, fails, and repeats neither code nor secret`, async () => {
    const home = newHome();
    const wrong = sts.wrongCode();
    const held = {
      AWS_ACCESS_KEY_ID: "ASIAHELD",
      AWS_SECRET_ACCESS_KEY: "held",
      AWSMFA_PROFILE: "acc1",
      AWSMFA_REGION: "r",
      AWS_REGION: "r",
    };
    const script = [
      evaluate(shell.name, `exports acc2 ${wrong}`),
      shell.name === "fish" ? 'echo "[$status]"' : 'echo "[$?]"',
      "env",
    ].join("\n");
    const { stdout, stderr } = await runShellAsync(shell, script, { env: { ...home.env, ...held } });
    const [status, ...after] = stdout.split("\n");
    assert.is(status, "[1]");
    const ours = after.filter((line) => /^AWS/.test(line)).sort();
    assert.equal(
      ours,
      Object.entries(held)
        .map((entry) => entry.join("="))
        .sort(),
    );
    assert.not.match(stderr, wrong);
    assert.match(stderr, /^awsmfa: /);
  });
}

test("the shell that asks is told by its process; what is printed does not depend on the caller's variables", async () => {
  const home = await openHome();
  const odd = {
    AWS_REGION: "mine",
    AWS_PROFILE: "me",
    AWSMFA_PROFILE: "x",
    AWSMFA_REGION: "y",
    AWSMFA_WAS_AWS_REGION: "+z",
  };
  for (const shell of shells) {
    const named = await awsmfa(home, ["exports", "acc1", "--shell", shell.name]);
    const told = await runShellAsync(shell, "awsmfa exports acc1; true", {
      env: { ...home.env, ...odd, SHELL: "/bin/other" },
    });
    assert.is(told.stdout, named.stdout, shell.name);
    const unsets = await awsmfa(home, ["unsets", "--shell", shell.name]);
    assert.is(
      (await runShellAsync(shell, "awsmfa unset; true", { env: { ...home.env, ...odd } })).stdout,
      unsets.stdout,
    );
  }
});

test("what AWSMFA_CODE holds must be a code, whether one is needed or not: exit 4, and it is not repeated", async () => {
  const home = newHome();
  await awsmfa(home, ["exports", "acc1", sts.freshCode(), "--shell", "bash"]);
  const answer = await awsmfa(home, ["exports", "acc1", "--shell", "bash"], { AWSMFA_CODE: "81812" });
  assert.equal([answer.status, answer.stdout], [4, "false\n"]);
  assert.not.match(answer.stderr, "81812");
});

test("the word for fail comes, and so does an answer, where nobody listens to what is said beside it", async () => {
  const home = newHome();
  home.write(
    ".aws/config",
    `${sts.awsFiles.config}\n[profile static]\naws_access_key_id = AKIA\naws_secret_access_key = s\n`,
  );
  const run = (script: string) => runProgramAsync("bash", ["-c", script], { env: home.env });
  for (const nobody of ["2>/dev/full", "2>&-", "2> >(exit)"]) {
    const failed = await run(`out=$(awsmfa exports nope --shell bash ${nobody}); echo "$? $out"`);
    assert.is(failed.stdout, "3 false\n", nobody);
    const warned = await run(`out=$(awsmfa exports static --shell bash ${nobody}); echo "$? \${out: -2}"`);
    assert.is(warned.stdout, "0 };\n", nobody);
  }
});

test("keys that may stand in a file that cannot be read are not called missing", async () => {
  const { config } = sts.awsFiles;
  const home = makeHome({ config });
  home.write(".aws/credentials/not a file", "");
  const folder = await awsmfa(home, ["exports", "acc1", sts.freshCode(), "--shell", "bash"]);
  assert.equal([folder.status, folder.stdout], [3, "false\n"]);
  assert.match(
    folder.stderr,
    /profile bastion has no credentials: .*credentials cannot be read: not a regular file/,
  );
  const broken = await awsmfa(makeHome({ config, credentials: "nonsense\n" }), ["explain", "acc1"]);
  assert.match(broken.stderr, /profile bastion has no credentials: .*credentials:1: /);
});

test("a code in AWSMFA_CODE counts as one typed, and a lone word of six digits is the code", async () => {
  const home = newHome();
  assert.is(
    (await awsmfa(home, ["exports", "acc1", "--shell", "bash"], { AWSMFA_CODE: sts.freshCode() })).status,
    0,
  );
  const other = newHome();
  const { status, stdout } = await awsmfa(other, ["exports", sts.freshCode(), "--shell", "bash"], {
    AWS_PROFILE: "acc2",
  });
  assert.is(status, 0);
  assert.match(stdout, "AWSMFA_PROFILE='acc2'");
});

test("whatever fails prints the word for fail and nothing else, with its own exit code", async () => {
  const home = newHome();
  const rows: [number, string[]][] = [
    [2, ["exports", "acc1", "--shell", "nu"]],
    [2, ["exports", "acc1", "acc2", "--profile", "acc3", "--shell", "bash"]],
    [2, ["exports", "acc1", "--wrong"]],
    [2, ["exports", "acc1", "--duration", "soon", "--shell", "bash"]],
    [3, ["exports", "acc9", "--shell", "bash"]],
    [4, ["exports", "acc1", "--shell", "bash"]],
    [4, ["exports", "acc1", sts.wrongCode(), "--shell", "bash"]],
    [2, ["unsets", "--shell", "nu"]],
  ];
  for (const [expected, args] of rows) {
    const { status, stdout, stderr } = await awsmfa(home, args);
    assert.is(stdout, "false\n", args.join(" "));
    assert.is(status, expected, `${args.join(" ")}: ${stderr}`);
    assert.match(stderr, /^awsmfa: .+\n$/);
  }
});

test("on a terminal it says how to make it count, in the words of that shell", async () => {
  const home = await openHome();
  for (const shell of shells) {
    const terminal = openTerminal("/bin/sh", ["-c", `exec awsmfa exports acc1 --shell ${shell.name}`], {
      env: home.env,
    });
    await terminal.waitFor(`type: ${evaluate(shell.name, "exports acc1")}`);
    assert.is(await terminal.ended, 0);
  }
});

test("a failed --format prints nothing at all", async () => {
  const { status, stdout } = await awsmfa(newHome(), ["exports", "acc1", "--format", "xml"]);
  assert.equal([status, stdout], [2, ""]);
  assert.is((await awsmfa(newHome(), ["exports", "acc1", "--format", "json", "--shell", "bash"])).status, 2);
});

test("json is what the AWS CLI answers, the role included", async () => {
  const home = await openHome();
  const answer = JSON.parse((await awsmfa(home, ["exports", "acc1", "--format", "json"])).stdout);
  assert.match(answer.Credentials.AccessKeyId, /^ASIA/);
  assert.match(answer.Credentials.Expiration, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.match(answer.AssumedRoleUser.Arn, /^arn:aws:sts::\d+:assumed-role\//);
});

test("env is read back by sh as it is by dotenv", async () => {
  const home = await openHome();
  const { stdout } = await awsmfa(home, ["exports", "acc1", "--format", "env"]);
  const file = `${home.path}/.env`;
  writeFileSync(file, stdout);
  const read = await runProgramAsync(
    "/bin/sh",
    ["-c", `. './.env'; echo $AWSMFA_PROFILE $AWS_REGION; test -n "$AWS_SESSION_TOKEN"`],
    { env: home.env },
  );
  assert.equal([read.status, read.stdout], [0, "acc1 eu-west-1\n"]);
});

test("github-actions: masks on stdout, everything else in the file that GITHUB_ENV names", async () => {
  const home = await openHome();
  const file = home.write("github_env", "BEFORE=1\n");
  const { stdout } = await awsmfa(home, ["exports", "acc1", "--format", "github-actions"], {
    GITHUB_ENV: file,
  });
  assert.match(stdout, /^(::add-mask::\S+\n){3}$/);
  const [, secret] = stdout.split("::add-mask::");
  assert.match(readFileSync(file, "utf8"), /^BEFORE=1\nAWS_REGION<<awsmfa_/);
  assert.ok(readFileSync(file, "utf8").includes(secret!.trim()));
  const missing = await awsmfa(home, ["exports", "acc1", "--format", "github-actions"], {
    GITHUB_ENV: `${home.path}/no/file`,
  });
  assert.equal([missing.status, missing.stdout], [5, ""]);
});

// Behind a function the code of the other shell was evaluated in this one.
test("a second --shell, or --format beside one, is wrong usage", async () => {
  for (const more of [["--shell", "zsh"], ["--shell=zsh"], ["--format", "env"]]) {
    const words = ["exports", "plain", "--shell", "bash", ...more];
    const { status, stdout, stderr } = await awsmfa(newHome(), words);
    assert.is(status, 2, stderr);
    assert.match(stdout, /^(false\n)?$/);
    assert.match(stderr, "take neither");
  }
});

test.run();
