import { test } from "uvu";
import * as assert from "uvu/assert";
import { matchesGlob } from "../../src/profiles/glob.ts";

const rows: [string, string, boolean][] = [
  ["prod-a", "prod-*", true],
  ["prod-", "prod-*", true],
  ["my-prod-a", "prod-*", false],
  ["acc1", "acc?", true],
  ["acc10", "acc?", false],
  ["acc𝄞", "acc?", true],
  ["a.b", "a.b", true],
  ["axb", "a.b", false],
  ["a+(b)[c]{d}|e^f$g\\h/i-j", "a+(b)[c]{d}|e^f$g\\h/i-j", true],
  ["two\nlines", "two*lines", true],
  ["", "*", true],
];
for (const [name, glob, expected] of rows)
  test(`${JSON.stringify(name)} ${expected ? "is" : "is not"} ${glob}`, () =>
    assert.is(matchesGlob(name, glob), expected));

test.run();
