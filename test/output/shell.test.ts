import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { evaluating, listShells, loadShell, templateNames, toShell } from "../../src/output/shell.ts";
import { checkout } from "../support/package.ts";

const shells = listShells(checkout).map((name) => loadShell(checkout, name));

test("no two shells claim one process name, and each claims its own", () => {
  const names = shells.flatMap((shell) => shell.names);
  assert.is(new Set(names).size, names.length);
  for (const shell of shells) assert.ok(shell.names.includes(shell.name));
});

test("a folder that lacks something is told what", () => {
  const spec = JSON.parse(readFileSync(`${checkout}shell/bash/shell.json`, "utf8"));
  for (const key of ["load", "rc", "quote", "names", "assign", "source", "files", ...templateNames]) {
    const { [key]: _, ...rest } = spec;
    assert.throws(() => toShell("new", rest), new RegExp(`shell/new/shell.json: "${key}"`));
  }
  assert.throws(() => toShell("new", { ...spec, set: "two\nlines" }), /"set" must be one line/);
});

test("the line to type names the profile as that shell reads it", () => {
  const lines = shells.map((shell) => evaluating(shell, ["awsmfa", "exports", "it's", undefined]));
  assert.ok(lines.every((line) => line.includes("awsmfa exports 'it")));
  assert.is(evaluating(shells[0]!, ["awsmfa", "exports", "acc1"]).includes("'"), false);
});

test.run();
