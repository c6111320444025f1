import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { runProgram } from "../support/shell.ts";

const home = makeHome();
const awsmfa = (...args: string[]) =>
  runProgram("/bin/sh", ["-c", 'exec awsmfa "$@"', "sh", ...args], { env: home.env });

/** Of a command whose stdout is meant for `eval`, `--help` goes to stderr. */
const said = ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr;

test("help of a command is what --help says of it", () => {
  for (const name of ["exports", "exec", "login"]) {
    assert.is(awsmfa("help", name).stdout, said(awsmfa(name, "--help")), name);
    assert.is(awsmfa("help", name).stdout, awsmfa("--help", name).stdout, name);
  }
});

// "there is no option --help", said the one place where a person asks for it.
test("--help behind other words is help too, and a wrong option before it none", () => {
  for (const words of [
    ["exports", "acc1"],
    ["explain", "acc1"],
    ["set", "acc1", "region=x"],
    ["whoami", "acc1"],
  ]) {
    const [name] = words as [string];
    for (const option of ["--help", "-h"]) {
      const asked = awsmfa(...words, option);
      assert.equal([asked.status, said(asked)], [0, awsmfa("help", name).stdout], words.join(" "));
      assert.is(asked.stdout, name === "exports" ? "" : said(asked));
    }
  }
  assert.is(awsmfa("exports", "acc1", "--bogus").status, 2);
});

test("help of session, whose --help is that of aws", () => {
  const { status, stdout } = awsmfa("help", "session");
  assert.is(status, 0);
  assert.match(stdout, 'alias aws="awsmfa session"');
});

test("no usage line leaves words unnamed", () => {
  const names = [...awsmfa("help").stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name!);
  assert.ok(names.length > 15);
  for (const name of names) {
    const [usage] = /^\$ .*$/m.exec(awsmfa("help", name).stdout) ?? [""];
    assert.match(usage, new RegExp(`^\\$ awsmfa ${name}(?!.*(\\.\\.\\.|undefined))`));
  }
  assert.match(awsmfa("help", "set").stdout, "$ awsmfa set [profile] [<key>=<value>]…\n");
});

test("help alone shows every command, help of an unknown one is wrong usage", () => {
  assert.match(awsmfa("help").stdout, /^ {2}session .*\n/m);
  assert.is(awsmfa("help").stdout, awsmfa("--help").stdout);
  assert.is(awsmfa("help", "nono").status, 2);
});

test.run();
