import { test } from "uvu";
import * as assert from "uvu/assert";
import { functionNames } from "../../src/profiles/function-name.ts";
import { parseAwsFile } from "../../src/profiles/parse.ts";
import { mergeProfiles, sortConfig, sortCredentials } from "../../src/profiles/sections.ts";

const named = (config: string, credentials = "", prefix?: string) => {
  const profiles = mergeProfiles(
    sortConfig(parseAwsFile(config, "config").sections, "config").profiles,
    sortCredentials(parseAwsFile(credentials, "credentials").sections, "credentials").profiles,
  );
  return [...functionNames(profiles, prefix)].map(([name, given]) => [name, given.function ?? given.reason]);
};

test("letters, digits, _, - and . stay; every other character becomes one _", () => {
  const names = ["a.b-c_9", "a b", "x/y:z", "é😂", "a;$(b)", "=ls", "-x", "."];
  const given = named("", names.map((name) => `[${name}]`).join("\n")).map(([, name]) => name);
  assert.equal(given, [
    "aws_a.b-c_9",
    "aws_a_b",
    "aws_x_y_z",
    "aws___",
    "aws_a___b_",
    "aws__ls",
    "aws_-x",
    "aws_.",
  ]);
});

test("of two profiles on one name the first in the file keeps it", () => {
  assert.equal(named('[profile "a b"]\n[profile a_b]\n[profile c]', "[a/b]"), [
    ["a b", "aws_a_b"],
    ["a_b", 'aws_a_b is already the function of profile "a b"'],
    ["c", "aws_c"],
    ["a/b", 'aws_a_b is already the function of profile "a b"'],
  ]);
});

// A switch to it could not name it, so not even a chosen name helps.
test("a profile that nobody can name has no function", () => {
  const config = '[profile ""]\nawsmfa_function = one\n[profile a\0b]\nawsmfa_function = two';
  assert.equal(named(config), [
    ["", "the profile has no name"],
    ["a\0b", "the profile's name holds a NUL byte"],
  ]);
});

test("awsmfa_function is the whole name", () => {
  assert.equal(named("[profile a]\nawsmfa_function = work\n[profile b]\nawsmfa_function = aws_a"), [
    ["a", "work"],
    ["b", "aws_a"],
  ]);
});

for (const [value, reason] of [
  ["", /is empty/],
  ["a b", /is no function name/],
  ["x; rm -rf /", /is no function name/],
  ["-x", /is no function name/],
  ["9x", /is no function name/],
  ["awsmfa", /function of awsmfa/],
  ["__awsmfa_hook", /function of awsmfa/],
  ["if", /word of the shell/],
] as const) {
  test(`awsmfa_function = ${value} is refused`, () => {
    assert.match(named(`[profile a]\nawsmfa_function = ${value}`)[0]![1]!, reason);
  });
}

test("the prefix: another one, and one that with a name makes a word of the shell or our own name", () => {
  assert.equal(named("[profile f]\n[profile a]", "", "i"), [
    ["f", "if is a word of the shell's own"],
    ["a", "ia"],
  ]);
  assert.match(named("[profile mfa]", "", "aws")[0]![1]!, /function of awsmfa/);
});

for (const prefix of ["", "9a", "a b", "-", "a;b", "a$(b)", "é"]) {
  test(`the prefix ${JSON.stringify(prefix)} is refused: it would be evaluated`, () => {
    assert.throws(() => named("[profile a]", "", prefix), /cannot start a function's name/);
  });
}

test.run();
