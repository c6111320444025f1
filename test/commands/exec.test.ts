/** `exec`: any program with a session, and its status and signals as they are. */
import { writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { installedShells, runProgramAsync, runShellAsync, startProgram } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";
import { closeTerminals, openTerminal } from "../support/terminal.ts";

const sts = await startTestSts();
test.after(() => sts.close());
test.after(closeTerminals);
const home = makeHome(sts.awsFiles);

const awsmfa = (args: readonly string[], env: Record<string, string> = {}, input = "") =>
  runProgramAsync("/bin/sh", ["-c", 'exec awsmfa "$@"', "sh", ...args], {
    env: { ...home.env, ...env },
    input,
  });

test("a code opens it; from then on no code is needed", async () => {
  const show = [
    "--",
    "sh",
    "-c",
    'echo "$AWSMFA_PROFILE $AWS_REGION ${AWS_ACCESS_KEY_ID%"${AWS_ACCESS_KEY_ID#????}"} ${AWS_PROFILE-unset}"',
  ];
  const theirs = { AWS_PROFILE: "mine" };
  const first = await awsmfa(["exec", "acc1", sts.freshCode(), ...show], theirs);
  assert.equal([first.stdout, first.stderr, first.status], ["acc1 eu-west-1 ASIA unset\n", "", 0]);
  assert.is((await awsmfa(["exec", "acc2", ...show], theirs)).stdout, "acc2 us-east-1 ASIA unset\n");
  assert.is((await awsmfa(["exec", ...show], { AWS_PROFILE: "acc2" })).stdout, "acc2 us-east-1 ASIA unset\n");
  assert.is((await awsmfa(["exec", "-p", "acc2", ...show])).stdout, "acc2 us-east-1 ASIA unset\n");
  assert.is(
    (await awsmfa(["exec", "--duration", "1h", "acc2", ...show])).stdout,
    "acc2 us-east-1 ASIA unset\n",
  );
});

test("a secret that no variable can hold is refused, and not shown", async () => {
  const { path } = makeHome();
  const answer =
    '{"Version":1,"AccessKeyId":"AKIA1","SecretAccessKey":"TOPSECRET\\u0000x","SessionToken":"t"}';
  const nul = makeHome({ config: `[profile nul]\ncredential_process = /bin/cat "${path}/answer"\n` });
  writeFileSync(`${path}/answer`, answer);
  const { status, stderr } = await awsmfa(["exec", "nul", "--", "true"], nul.env);
  assert.match(stderr, /NUL byte/);
  assert.not.match(stderr, /TOPSECRET/);
  assert.is(status, 3);
});

test("every word behind -- is the program's, a second -- included", async () => {
  const words = ["printf", "[%s]", "--", "--profile", "x", "--help", "", "a b", "$(x)"];
  assert.is(
    (await awsmfa(["exec", "acc1", "--", ...words])).stdout,
    "[--][--profile][x][--help][][a b][$(x)]",
  );
  assert.is(
    (await awsmfa(["exec", "--", ...words], { AWS_PROFILE: "acc1" })).stdout,
    "[--][--profile][x][--help][][a b][$(x)]",
  );
});

test("stdin, status, signals and missing programs as a shell has them", async () => {
  assert.is(
    (await awsmfa(["exec", "acc1", "--", "wc", "-c"], {}, "x".repeat(200_000))).stdout.trim(),
    "200000",
  );
  const rows: [number, string[]][] = [
    [0, ["true"]],
    [7, ["sh", "-c", "exit 7"]],
    [137, ["sh", "-c", "kill -9 $$"]],
    [143, ["sh", "-c", "kill -15 $$"]],
    [127, ["no-such-program"]],
    [127, ["/no/such/program"]],
    [126, [`${home.path}/.aws/config`]],
  ];
  for (const [expected, command] of rows)
    assert.is((await awsmfa(["exec", "acc1", "--", ...command])).status, expected, command.join(" "));
});

test("a missing program uses up no code, and wrong usage starts nothing", async () => {
  const other = makeHome(sts.awsFiles);
  const env = { HOME: other.path };
  const { status, stderr } = await awsmfa(["exec", "acc1", "--", "no-such-program"], env);
  assert.equal([status, stderr], [127, "awsmfa: cannot start no-such-program: it is not on PATH\n"]);
  for (const args of [["acc1", "true"], ["acc1"], ["acc1", "--"], ["--"], []]) {
    const wrong = await awsmfa(["exec", ...args], env);
    assert.equal([wrong.status, wrong.stdout], [2, ""], args.join(" "));
    assert.match(wrong.stderr, /^awsmfa: [^\n]*\n$/);
  }
  assert.is((await awsmfa(["exec", "unknown", "--", "touch", `${other.path}/ran`], env)).status, 3);
});

// Each program ends by itself one day: one left behind would hold the pipes that the test waits for.
test("a signal sent to awsmfa reaches the program", async () => {
  const script = "trap 'echo got TERM; exit 9' TERM; echo ready; sleep 20 >&- 2>&- & wait";
  const { child, ended } = startProgram("awsmfa", ["exec", "acc1", "--", "sh", "-c", script], home);
  child.stdout.once("data", () => child.kill("SIGTERM"));
  const { status, stdout } = await ended;
  assert.equal([status, stdout], [9, "ready\ngot TERM\n"]);
});

// It ended awsmfa, and left the program behind.
test("a signal reaches the program from its first moment on", async () => {
  const script = "trap 'exit 9' TERM; kill -TERM $PPID; sleep 20 >&- 2>&- & wait";
  for (let round = 1; round <= 10; round++)
    assert.is((await awsmfa(["exec", "acc1", "--", "sh", "-c", script])).status, 9, `round ${round}`);
});

test("Ctrl-C reaches the program once, also where stdin is a pipe", async () => {
  const program = `
    let times = 0;
    process.on("SIGINT", () => console.log("interrupted " + ++times));
    process.on("SIGTERM", () => process.exit(console.log("in all " + times)));
    console.log("parent " + process.ppid);
    setTimeout(() => {}, 20_000);`;
  const script = 'trap : INT; echo | awsmfa exec acc1 -- node -e "$0"';
  const terminal = openTerminal("/bin/sh", ["-c", script, program], { env: home.env });
  const [, parent] = await terminal.waitFor(/parent (\d+)/);
  terminal.type("\x03");
  await terminal.waitFor("interrupted 1");
  // Signals are handed on in the order they came in.
  process.kill(Number(parent), "SIGTERM");
  await terminal.waitFor("in all 1");
});

for (const shell of installedShells()) {
  test(`${shell.name}: a file handed over by the shell is there for the program`, async () => {
    const script =
      shell.name === "fish"
        ? "awsmfa exec acc1 -- cat (echo handed | psub)"
        : "awsmfa exec acc1 -- cat <(echo handed)";
    assert.is((await runShellAsync(shell, script, { env: home.env })).stdout, "handed\n");
  });
}

test.run();
