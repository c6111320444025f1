import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { unifiedDiff } from "../../src/output/unified-diff.ts";
import { locateProgram } from "../support/shell.ts";

const diff = (before: string, after: string) =>
  unifiedDiff({ name: "a", text: before }, { name: "b", text: after });
const numbers = (count: number) => Array.from({ length: count }, (_, at) => `${at}\n`).join("");

test("three lines around a change; changes far apart are two hunks, near ones are one", () => {
  const before = numbers(30);
  assert.is(
    diff(before, before.replace("\n10\n", "\nx\n")),
    "--- a\n+++ b\n@@ -8,7 +8,7 @@\n 7\n 8\n 9\n-10\n+x\n 11\n 12\n 13\n",
  );
  assert.is(diff(before, before.replace("\n10\n", "\n").replace("\n20\n", "\n")).split("@@ -").length, 3);
  assert.is(diff(before, before.replace("\n10\n", "\n").replace("\n17\n", "\n")).split("@@ -").length, 2);
});

test("the same is nothing; nothing is a file of no lines; a missing line end is told", () => {
  assert.is(diff("a\n", "a\n"), "");
  assert.is(diff("", "a\n"), "--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n");
  assert.is(diff("a", "a\n"), "--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
});

test("what is shown may differ from what is compared", () => {
  const shown = unifiedDiff(
    { name: "a", text: "k = 1\n", shown: "k = *\n" },
    { name: "b", text: "k = 2\n", shown: "k = *\n" },
  );
  assert.is(shown, "--- a\n+++ b\n@@ -1 +1 @@\n-k = *\n+k = *\n");
});

test("a change at both ends of a large file takes no time to speak of", () => {
  const before = numbers(20_000);
  assert.is(diff(`${before}x\n`, `y\n${before}`).split("@@ -").length, 3);
});

test("patch takes random diffs", () => {
  if (locateProgram("patch") === undefined) return console.log("SKIP patch: not installed");
  const folder = mkdtempSync(`${tmpdir()}/awsmfa-diff-`);
  const line = fc.constantFrom("a", "b", "c", "", "\r", "- d", "@@ x");
  const text = fc
    .tuple(fc.array(line, { maxLength: 20 }), fc.boolean())
    .map(([lines, closed]) => lines.join("\n") + (closed ? "\n" : ""));
  for (const [before, after] of fc.sample(fc.tuple(text, text), { numRuns: 150, seed: 1 })) {
    writeFileSync(`${folder}/a`, before);
    const input = diff(before, after);
    if (input === "") {
      assert.is(before, after);
      continue;
    }
    const { stdout } = spawnSync("patch", ["-s", "--binary", "a"], { cwd: folder, input, encoding: "utf8" });
    let patched = "";
    try {
      patched = readFileSync(`${folder}/a`, "utf8");
    } catch {
      // patch removes a file that has become empty.
    }
    assert.is(patched, after, JSON.stringify([before, after, input, stdout]));
  }
  rmSync(folder, { recursive: true });
});

test.run();
