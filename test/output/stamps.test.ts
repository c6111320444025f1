import { existsSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { stampFiles } from "../../src/output/stamps.ts";
import { makeHome } from "../support/home.ts";
import { locateProgram, runProgram } from "../support/shell.ts";

const home = makeHome();
const folder = `${home.path}/cache/stamps`;

test("a file's time lies between its stamps, closer than two edits can be", () => {
  const file = home.write("file", "");
  const [watched] = stampFiles(folder, [file], new Date()) ?? [];
  const [before, after] = watched!.stamps!.map((path) => statSync(path, { bigint: true }).mtimeNs);
  const own = statSync(file, { bigint: true }).mtimeNs;
  assert.ok(before! < own && own < after!);
  assert.ok(after! - before! < 10_000n);
});

test("no file: no stamps; a relative name becomes absolute", () => {
  assert.equal(stampFiles(folder, ["/nowhere/at/all"], new Date()), [{ path: "/nowhere/at/all" }]);
  assert.match(stampFiles(folder, ["here"], new Date())![0]!.path, /^\//);
});

test("stamps are private, and shared by those who watch the same file", () => {
  const file = home.write("shared", "");
  const [one] = stampFiles(folder, [file], new Date())!;
  const [other] = stampFiles(folder, [file], new Date())!;
  assert.equal(one, other);
  assert.is(statSync(one!.stamps![0]).mode & 0o777, 0o600);
  assert.is(statSync(folder).mode & 0o777, 0o700);
});

test("a month later they go, but for those in use", () => {
  const file = home.write("edited", "");
  const [old] = stampFiles(folder, [file], new Date())!;
  utimesSync(file, 1_000_000_000, 1_000_000_000);
  const [own] = stampFiles(folder, [file], new Date(Date.now() + 31 * 86_400_000))!;
  assert.equal([...old!.stamps!, ...own!.stamps!].map(existsSync), [false, false, true, true]);
});

test("no folder, no stamps", () => {
  writeFileSync(`${home.path}/in the way`, "");
  assert.is(stampFiles(`${home.path}/in the way/stamps`, [`${home.path}/file`], new Date()), undefined);
});

for (const name of ["bash", "zsh", "dash", "fish"]) {
  const program = locateProgram(name);
  if (!program) {
    console.log(`SKIP ${name}: not installed (needed in CI)`);
    continue;
  }
  test(`${name}'s own test sees an edit, an older file, and nothing else`, () => {
    const file = home.write(`seen by ${name}`, "");
    const [before, after] = stampFiles(folder, [file], new Date())![0]!.stamps!;
    const changed = () => {
      const script = `if test "${file}" -ot "${before}" || test "${file}" -nt "${after}"`;
      const rest = name === "fish" ? "; echo changed; end" : "; then echo changed; fi";
      return runProgram(program, ["-c", script + rest], { env: home.env }).stdout;
    };
    assert.is(changed(), "");
    utimesSync(file, 1_000_000_000, 1_000_000_000);
    assert.is(changed(), "changed\n");
    utimesSync(file, 3_000_000_000, 3_000_000_000);
    assert.is(changed(), "changed\n");
  });
}

test.run();
