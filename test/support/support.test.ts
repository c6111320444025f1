import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "./home.ts";
import { plainArgs, runProgram, runShell, runShellAsync } from "./shell.ts";
import { openTerminal } from "./terminal.ts";

const sh = { name: "sh", spec: {}, program: "/bin/sh" };

test("a home has its own environment, and nothing of this machine's", () => {
  const home = makeHome({ config: "[default]\n" });
  const { stdout } = runShell(sh, "env; cat .aws/config; pwd", { env: home.env });
  assert.match(stdout, `HOME=${home.path}\n`);
  assert.match(stdout, "[default]\n");
  assert.not.match(stdout, "NODE_EXTRA_CA_CERTS");
});

test("the command on its PATH is built from these sources", () => {
  const home = makeHome();
  const { status, stdout } = runProgram("/bin/sh", ["-c", "awsmfa --version"], { env: home.env });
  assert.is(status, 0);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});

test("stdin, stdout, stderr and status of a child come back", async () => {
  const { env } = makeHome();
  const done = await runShellAsync(sh, "cat; echo oops >&2; exit 7", { env, input: "in" });
  assert.equal(done, { status: 7, signal: null, stdout: "in", stderr: "oops\n" });
});

test("a terminal is one: it can be typed at, and says how it ended", async () => {
  const { env } = makeHome();
  const terminal = openTerminal(
    "/bin/sh",
    [...plainArgs("sh"), "-c", "test -t 0 && test -t 2 && read x && echo got-$x && exit 3"],
    { env },
  );
  terminal.type("hello\r");
  await terminal.waitFor("got-hello");
  assert.is(await terminal.ended, 3);
});

test("waiting for what never comes fails and shows the terminal", async () => {
  const { env } = makeHome();
  const terminal = openTerminal("/bin/sh", ["-c", "echo other"], { env });
  const error = await terminal.waitFor("wanted").catch((error: Error) => error);
  assert.instance(error, Error);
  assert.match((error as Error).message, "other");
});

test.run();
