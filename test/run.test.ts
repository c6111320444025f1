/** The edge: what reaches stdout, what stderr, and with which exit code, whatever the command line is. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardAwsFiles } from "../src/sandbox/aws-files.ts";
import { makeHome } from "./support/home.ts";
import { buildPackage } from "./support/package.ts";
import { runProgram, startProgram } from "./support/shell.ts";

const home = makeHome({ config: "[profile acc1]\nregion = eu-west-1\n" });
const run = (...words: string[]) => runProgram(`${buildPackage()}shell/awsmfa`, words, { env: home.env });

const codePrinting = ["init", "exports", "unsets", "unset", "completion"];

for (const command of codePrinting) {
  test(`${command}: a wrong command line leaves the word for fail and one line`, () => {
    for (const words of [["--bogus"], ["a", "b", "c", "d"], ["--shell", "tcsh", "--shell"]]) {
      const { stdout, stderr, status } = run(command, ...words);
      assert.equal([stdout, status], ["false\n", 2], words.join(" "));
      assert.match(stderr, /^awsmfa: [^\n]+\n$/);
    }
  });

  test(`${command}: help is nothing to eval`, () => {
    const { stdout, stderr, status } = run(command, "--help");
    assert.equal([stdout, status], ["", 0]);
    assert.match(stderr, /Usage/);
  });
}

test("a code among words that are not understood is not repeated", () => {
  for (const words of [
    ["exports", "acc1", "123456", "654321"],
    ["list", "123456"],
    ["exports", "--bogus=123456"],
  ]) {
    const { stdout, stderr, status } = run(...words);
    assert.is(status, 2);
    assert.not.match(stdout + stderr, /123456|654321/, words.join(" "));
  }
});

test("a secret given as an option's value is not repeated", () => {
  const { stderr, status } = run("set", "acc1", "--aws_secret_access_key=Very/Secret");
  assert.is(status, 2);
  assert.not.match(stderr, /Very/);
});

test("a format is no shell: when it fails, nothing is printed", () => {
  for (const words of [["--format", "env"], ["--format=json"], ["--format", "bogus"]]) {
    const { stdout, status } = run("exports", "acc1", ...words);
    assert.is(stdout, "", words.join(" "));
    assert.is.not(status, 0);
  }
});

test("an unknown command is named, with the nearest one", () => {
  const { stdout, stderr, status } = run("exprots");
  assert.equal([stdout, status], ["", 2]);
  assert.is(
    stderr,
    'awsmfa: there is no command "exprots"; did you mean exports? awsmfa --help shows them all\n',
  );
});

test("the overview has every command that is no secret, on lines of their own", () => {
  const { stdout, status } = run("--help");
  assert.is(status, 0);
  assert.is(run().stdout, stdout);
  assert.is(run("help").stdout, stdout);
  for (const name of [
    "use",
    "exports",
    "unsets",
    "list",
    "init",
    "doctor",
    "sandbox",
    "credential-process",
  ]) {
    assert.match(stdout, new RegExp(`^ {2}${name}\\b.* {2}\\S`, "m"));
  }
  assert.not.match(stdout, /complete-line|sandbox code|#0/);
});

test("an error names no control character of a person's file or words", () => {
  const { stderr, status } = run("exports", "a\u001b[2Jb", "--shell", "bash");
  assert.is(status, 3);
  assert.not.match(stderr, /\u001b/);
});

// `eval "$(…)"` of nothing at all passes for success.
for (const [signal, status, left, ...asked] of [
  ["SIGTERM", 143, "false\n", "--shell", "bash"],
  ["SIGHUP", 129, "false\n", "--shell", "bash"],
  // A format is no shell.
  ["SIGTERM", null, "", "--format", "json"],
] as const) {
  test(`told to end by ${signal} in the middle of a call, exports ${asked.join(" ")} leaves <${left.trim()}>`, async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const own = makeHome(standardAwsFiles(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`));
    const words = ["exports", "acc1", "123456", ...asked];
    const { child, ended } = startProgram(`${buildPackage()}shell/awsmfa`, words, own);
    silent.once("request", () => child.kill(signal));
    try {
      const done = await ended;
      assert.equal([done.status, done.stdout], [status, left]);
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });
}

if (existsSync("/dev/full")) {
  test("an answer that stdout does not take is exit 5, with one line", () => {
    const script = `'${buildPackage()}shell/awsmfa' unsets --shell bash >/dev/full`;
    const { status, stderr } = runProgram("/bin/sh", ["-c", script], { env: home.env });
    assert.is(status, 5);
    assert.match(stderr, /^awsmfa: the answer could not be written to stdout \(ENOSPC\)[^\n]*\n$/);
  });
} else console.log("SKIP a full stdout: there is no /dev/full here");

test("a reader that goes away is no error", () => {
  const script = `'${buildPackage()}shell/awsmfa' --help | true`;
  assert.equal(runProgram("/bin/sh", ["-c", script], { env: home.env }).stderr, "");
});

test.run();
