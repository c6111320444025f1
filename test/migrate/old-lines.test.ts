import { test } from "uvu";
import * as assert from "uvu/assert";
import { withoutOldLines } from "../../src/migrate/old-lines.ts";

const file = (content: Uint8Array) => ({ path: "/x", content, text: "" });

test("only the lines that are named go, or are replaced; every other byte stays, CRLF and bytes that are no UTF-8 too", () => {
  const content = Buffer.from("a\r\n  b\xff\r\nc\r\nd\xfe", "latin1");
  const [change] = withoutOldLines([
    { file: file(content), from: 3, to: 3 },
    { file: file(content), from: 2, to: 2, replacement: "é" },
  ]);
  assert.is(
    Buffer.from(change!.content).toString("latin1"),
    `a\r\n  ${Buffer.from("é").toString("latin1")}\r\nd\xfe`,
  );
  const [last] = withoutOldLines([{ file: file(Buffer.from("a\nb")), from: 2, to: 2 }]);
  assert.is(Buffer.from(last!.content).toString(), "a\n");
});

test.run();
