import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseAssignments, withAnswers } from "../../src/profiles/assignments.ts";

const parse = (words: string[], unset: string[] = []) => withAnswers(parseAssignments(words, unset), []);

test("keys, values with = in them, empty values, keys of nested blocks, keys to take out", () => {
  assert.equal(
    [
      ...parse(
        ["Region=eu", "role_arn=a=b", "output=", "s3.addressing_style=path", "s3.Max=1"],
        ["x", "s3.old", "Y"],
      ),
    ],
    [
      ["region", "eu"],
      ["role_arn", "a=b"],
      ["output", ""],
      [
        "s3",
        new Map<string, string | null>([
          ["addressing_style", "path"],
          ["Max", "1"],
          ["old", null],
        ]),
      ],
      ["x", null],
      ["y", null],
    ],
  );
});

test("a key without a value is asked for, and answered in order", () => {
  const wanted = parseAssignments(["aws_access_key_id=AKIA", "aws_secret_access_key", "s3.secret"]);
  assert.equal(wanted.asked, ["aws_secret_access_key", "s3.secret"]);
  assert.equal(
    [...withAnswers(wanted, ["one", "two"])],
    [
      ["aws_access_key_id", "AKIA"],
      ["aws_secret_access_key", "one"],
      ["s3", new Map([["secret", "two"]])],
    ],
  );
});

test("what is no key, no line or a secret is refused, and never repeated", () => {
  for (const word of [
    "=NEVER",
    "[NEVER]=1",
    "# NEVER=1",
    "a b NEVER=1",
    "-NEVER=1",
    "NEVER/+==",
    "a.b.c=NEVER",
    "k=NEVER\n[evil]",
    "k=NEVER\rx",
    "aws_secret_access_key=NEVER",
    "AWS_SESSION_TOKEN=NEVER",
    "aws_security_token=NEVER",
    "x.some_password=NEVER",
  ]) {
    const refused = (error: Error & { exitCode?: number }) =>
      error.exitCode === 2 && !error.message.includes("NEVER");
    assert.throws(() => parse([word]), refused, word);
  }
});

test("a path to a token is no secret", () => {
  assert.is(parse(["web_identity_token_file=/x"]).get("web_identity_token_file"), "/x");
});

test.run();
