/** Real processes that want the same session at the same moment (SPEC §5, RULES 22 to 27). */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { startProgram } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";
import { closeTerminals, openTerminal } from "../support/terminal.ts";

const server = await startTestSts();
test.after(() => server.close());
test.after(closeTerminals);
test.before.each(() => {
  server.faults.clear();
  server.calls.length = 0;
});

/** Without a terminal: a session of its own has none. */
const start = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  startProgram("awsmfa", args, { env, detached: true });
const exports = (profile: string, ...code: string[]) => ["exports", profile, ...code, "--format", "json"];
const run = (args: readonly string[], env: Readonly<Record<string, string>>) => start(args, env).ended;
const count = (action: string) => server.calls.filter((call) => call.action === action).length;
const lockFiles = (home: string) =>
  readdirSync(`${home}/.cache/awsmfa/locks`).filter((name) => !name.endsWith(".failed"));

test("twenty at once with one code: one GetSessionToken, one AssumeRole, twenty answers, no lock left", async () => {
  const home = makeHome(server.awsFiles);
  const code = server.freshCode();
  const all = await Promise.all(Array.from({ length: 20 }, () => run(exports("acc1", code), home.env)));
  assert.equal(
    all.filter(({ status }) => status !== 0).map(({ stderr }) => stderr),
    [],
  );
  assert.is(new Set(all.map(({ stdout }) => stdout)).size, 1);
  assert.is(count("GetSessionToken"), 1);
  assert.is(count("AssumeRole"), 1);
  assert.equal(lockFiles(home.path), []);
});

test("twenty at once with a refused code: STS hears it once", async () => {
  const home = makeHome(server.awsFiles);
  const code = server.wrongCode();
  // Long enough for all of them to be waiting.
  server.faults.add({ action: "GetSessionToken", latencyMilliseconds: 8000 });
  const all = await Promise.all(Array.from({ length: 20 }, () => run(exports("acc1", code), home.env)));
  assert.equal([...new Set(all.map(({ status }) => status))], [4]);
  assert.is(count("GetSessionToken"), 1);
});

test("a process killed while it calls leaves nothing that stops the next one", async () => {
  const home = makeHome(server.awsFiles);
  server.faults.add({ action: "GetSessionToken", latencyMilliseconds: 4000 });
  const { child, ended } = start(exports("acc1", server.freshCode()), home.env);
  // A call that never comes is seen below.
  while (count("GetSessionToken") === 0 && child.exitCode === null) await delay(20);
  child.kill("SIGKILL");
  await ended;
  assert.is(lockFiles(home.path).length, 1);
  const next = await run(exports("acc1", server.freshCode()), home.env);
  assert.is(next.status, 0, next.stderr);
});

test("three terminals at once: one asks, the others wait and get the session", async () => {
  const home = makeHome(server.awsFiles);
  const first = openTerminal("awsmfa", exports("acc1"), { env: home.env });
  await first.waitFor("MFA code of");
  const others = [1, 2].map(() => openTerminal("awsmfa", exports("acc2"), { env: home.env }));
  await Promise.all(others.map((other) => other.waitFor(/being asked for on \/dev\/pts\/\d+/)));
  first.type(`${server.freshCode()}\r`);
  assert.equal(await Promise.all([first, ...others].map(({ ended }) => ended)), [0, 0, 0]);
  assert.is(count("GetSessionToken"), 1);
  assert.is(count("AssumeRole"), 2);
});

test("ten credential-process at once on one terminal, as a program with ten clients starts them: one prompt, one call, ten answers", async () => {
  const home = makeHome(server.awsFiles);
  const script =
    'for n in 0 1 2 3 4 5 6 7 8 9; do awsmfa credential-process acc1 >"$HOME/answer-$n" & done; wait; echo all done';
  const terminal = openTerminal("/bin/sh", ["-c", script], { env: home.env });
  await terminal.waitFor("MFA code of");
  terminal.type(`${server.freshCode()}\r`);
  await terminal.waitFor("all done");
  const answers = Array.from({ length: 10 }, (_, n) => readFileSync(`${home.path}/answer-${n}`, "utf8"));
  assert.is(new Set(answers).size, 1, terminal.output);
  assert.match(JSON.parse(answers[0]!).AccessKeyId, /^ASIA/);
  assert.is(terminal.output.split("MFA code of").length - 1, 1, terminal.output);
  assert.equal([count("GetSessionToken"), count("AssumeRole")], [1, 1]);
});

test("a cancelled question fails those who wait for it", async () => {
  const home = makeHome(server.awsFiles);
  const first = openTerminal("awsmfa", exports("acc1"), { env: home.env });
  await first.waitFor("MFA code of");
  const other = openTerminal("awsmfa", exports("acc1"), { env: home.env });
  await other.waitFor("being asked for");
  first.type("\x03");
  assert.equal(await Promise.all([first.ended, other.ended]), [130, 4]);
  assert.is(count("GetSessionToken"), 0);
  assert.equal(lockFiles(home.path), []);
});

test("a question whose process is killed goes over to who waits", async () => {
  const home = makeHome(server.awsFiles);
  const first = openTerminal("awsmfa", exports("acc1"), { env: home.env });
  await first.waitFor("MFA code of");
  const other = openTerminal("awsmfa", exports("acc1"), { env: home.env });
  await other.waitFor("being asked for");
  process.kill(first.pid, "SIGKILL");
  await other.waitFor("MFA code of");
  other.type(`${server.freshCode()}\r`);
  assert.is(await other.ended, 0);
});

test("in the background nobody is asked: exit 4 at once", async () => {
  const home = makeHome(server.awsFiles);
  const shell = openTerminal("bash", ["--norc", "-im"], { env: home.env });
  await shell.waitFor("$ ");
  shell.type(`awsmfa ${exports("acc1").join(" ")} & wait $!; echo "status $?"\r`);
  await shell.waitFor("status 4");
  assert.match(shell.output, "in the background cannot ask");
  shell.close();
});

test.run();
