import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { splitWords } from "../../src/profiles/words.ts";
import { python } from "./oracle.ts";

const rows: [text: string, words: string[] | undefined][] = [
  ["", []],
  ["  ", []],
  ["a  b\tc", ["a", "b", "c"]],
  ["/opt/my\\ tool --x", ["/opt/my tool", "--x"]],
  [`a "b c" 'd e'`, ["a", "b c", "d e"]],
  [`"" ''x`, ["", "x"]],
  [`"\\a\\"\\\\$"`, ['\\a"\\$']],
  [`'\\'`, ["\\"]],
  ["a # $B *", ["a", "#", "$B", "*"]],
  [`a"b`, undefined],
  ["a\\", undefined],
];

for (const [text, words] of rows) {
  test(`words of ${JSON.stringify(text)}`, () => assert.equal(splitWords(text), words));
}

test("random text is split as Python's shlex splits it", () => {
  const char = fc.constantFrom(..."ab \t\n\r'\"\\#$é\u00a0\u000b;|");
  const texts = fc.sample(
    fc.array(char, { maxLength: 12 }).map((chars) => chars.join("")),
    { numRuns: 5000, seed: 1 },
  );
  const script = `import json, shlex, sys
def split(text):
    try: return shlex.split(text)
    except ValueError: return None
print(json.dumps([split(t) for t in json.load(sys.stdin)]))`;
  const { status, stdout } = python(["-c", script], JSON.stringify(texts));
  if (status !== 0) return console.log("SKIP python3 as oracle: not installed");
  const theirs = JSON.parse(stdout) as (string[] | null)[];
  texts.forEach((text, index) => {
    assert.equal(splitWords(text) ?? null, theirs[index], JSON.stringify(text));
  });
});

test.run();
