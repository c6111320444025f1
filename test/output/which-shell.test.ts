import { test } from "uvu";
import * as assert from "uvu/assert";
import { toShellName, whichShell } from "../../src/output/which-shell.ts";
import { checkout } from "../support/package.ts";

/** This very process is no shell, so it says nothing as a parent. */
const parentPid = process.pid;
const ask = (env: Record<string, string>, wanted?: string) =>
  whichShell({ packageRoot: checkout, env, parentPid }, wanted).name;

test("names of processes as systems spell them", () => {
  const rows = {
    zsh: "zsh",
    "-zsh": "zsh",
    "/usr/local/bin/bash": "bash",
    "zsh-5.9": "zsh",
    "fish\n": "fish\n",
  };
  for (const [program, name] of Object.entries(rows)) assert.is(toShellName(program), name);
});

test("the wanted one, else SHELL where the parent is no shell", () => {
  assert.is(ask({ SHELL: "/bin/zsh" }, "fish"), "fish");
  assert.is(ask({ SHELL: "/bin/zsh" }), "zsh");
  assert.is(ask({ SHELL: "/bin/dash" }), "bash");
});

test("nobody says, or an unknown one is wanted: exit 2 naming those there are", () => {
  for (const attempt of [
    () => ask({}),
    () => ask({ SHELL: "/bin/nu" }),
    () => ask({}, "nu"),
    () => ask({}, "../bash"),
  ]) {
    assert.throws(
      attempt,
      (error: { exitCode: number; message: string }) =>
        error.exitCode === 2 && /bash, fish, zsh/.test(error.message),
    );
  }
});

test("a shell that reads another one's code is told which", () => {
  assert.throws(
    () => ask({}, "sh"),
    /unknown shell "sh"; there are bash, fish, zsh; --shell bash writes what sh reads/,
  );
  assert.throws(() => ask({}, "/bin/zsh"), /--shell zsh writes what \/bin\/zsh reads/);
});

test.run();
