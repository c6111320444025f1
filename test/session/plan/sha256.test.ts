import { createHash } from "node:crypto";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { sha256 } from "../../../src/session/plan/sha256.ts";

const nodes = (text: string) => createHash("sha256").update(text).digest("hex");

test("every length around one, two and three blocks is hashed as Node does", () => {
  for (let length = 0; length < 200; length++)
    assert.is(sha256("x".repeat(length)), nodes("x".repeat(length)));
});

test("any text is hashed as Node does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => sha256(text) === nodes(text)),
  );
});

test("a megabyte", () => assert.is(sha256("ä".repeat(500_000)), nodes("ä".repeat(500_000))));

test.run();
