import { test } from "uvu";
import * as assert from "uvu/assert";
import { toEnvChange } from "../../../src/output/env-change.ts";
import { githubActions } from "../../../src/output/formats/github-actions.ts";

const write = (secretAccessKey: string, profile = "acc1") => {
  const credentials = { accessKeyId: "ASIA1", secretAccessKey, sessionToken: "t" };
  return githubActions({ change: toEnvChange({ profile, credentials }), credentials });
};

/** What the runner makes of the file: `NAME<<delimiter`, lines, delimiter. */
function readFile(text: string): Record<string, string> {
  const entries = [...text.matchAll(/^(\w+)<<(.+)\n([\s\S]*?)\n\2\n/gm)];
  return Object.fromEntries(entries.map(([, name, , value]) => [name, value]));
}

test("secrets are masked before anything else can show them, escaped as workflow commands want it", () => {
  assert.is(write("50%\r\nx").stdout, "::add-mask::t\n::add-mask::50%25%0D%0Ax\n::add-mask::ASIA1\n");
});

test("a value that looks like the file's own syntax is no more than a value", () => {
  const hostile = "x\nEOF\nPATH<<EOF\n/evil\nEOF";
  const { variable, text } = write("s", hostile).file!;
  assert.is(variable, "GITHUB_ENV");
  const read = readFile(text);
  assert.is(read.AWSMFA_PROFILE, hostile);
  assert.is(read.PATH, undefined);
  assert.is(read.AWS_SECRET_ACCESS_KEY, "s");
});

test("the delimiter is the same for the same answer and another for another", () => {
  const delimiter = (secret: string) => /<<(\S+)/.exec(write(secret).file!.text)![1];
  assert.is(delimiter("a"), delimiter("a"));
  assert.is.not(delimiter("a"), delimiter("b"));
});

test.run();
