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
  for (const name of ["exports", "exec", "login"])
    assert.is(awsmfa("help", name).stdout, said(awsmfa(name, "--help")), name);
});

test("help of session, whose --help is that of aws", () => {
  const { status, stdout } = awsmfa("help", "session");
  assert.is(status, 0);
  assert.match(stdout, 'alias aws="awsmfa session"');
});

test("help alone shows every command, help of an unknown one is wrong usage", () => {
  assert.match(awsmfa("help").stdout, /^ {2}session .*\n/m);
  assert.is(awsmfa("help").stdout, awsmfa("--help").stdout);
  assert.is(awsmfa("help", "nono").status, 2);
});

test.run();
