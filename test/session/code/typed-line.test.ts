import { test } from "uvu";
import * as assert from "uvu/assert";
import { TypedLine } from "../../../src/session/code/typed-line.ts";

const rows: [string, string, string, string][] = [
  ["digits and Enter", "123456\r", "123456", "entered"],
  ["erase", "129\x7f3456\r", "123456", "entered"],
  ["erase all", "999\x15123456\n", "123456", "entered"],
  ["Ctrl-C", "123\x03", "123", "interrupted"],
  ["Ctrl-D, with something typed or not", "\x04", "", "cancelled"],
  ["arrow keys", "12\x1b[D\x1b[A\x1bOP3\r", "123", "entered"],
  ["what a terminal puts around pasted text", "\x1b[200~123456\x1b[201~\r", "123456", "entered"],
  ["what follows Enter", "123456\r789", "123456", "entered"],
  ["control characters", "1\x002\x1a3\r", "123", "entered"],
];

for (const [name, input, text, state] of rows) {
  test(name, () => {
    const line = new TypedLine();
    line.feed(input);
    assert.equal([line.text, line.state], [text, state]);
  });
}

test("shows a star for each character, never the character", () => {
  const line = new TypedLine();
  assert.is(line.feed("12"), "**");
  assert.is(line.feed("\x7f"), "\b \b");
  assert.is(line.feed("\r"), "\n");
});

test.run();
