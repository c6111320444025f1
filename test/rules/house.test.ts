/** House rules, each with its reason. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tree = (folder: string) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`);
const sources = [...tree("src"), ...tree("test"), ...tree("shell")].filter((path) =>
  /\.(ts|bash|zsh|fish|json)$/.test(path),
);

test("no file is named for nothing: a name that fits everything collects everything", () => {
  assert.equal(
    sources.filter((path) => /utils?|helpers?|manager|handlers?|misc|common/.test(basename(path))),
    [],
  );
});

test("files are kebab-case", () => {
  assert.equal(
    sources.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(basename(path))),
    [],
  );
});

test("nothing is left unfinished", () => {
  const marks = new RegExp(["TO" + "DO", "FIX" + "ME", "X" + "XX", "not wired " + "yet"].join("|"));
  assert.equal(
    sources.filter((path) => marks.test(readFileSync(root + path, "utf8"))),
    [],
  );
});

test("no test is switched off or alone: uvu exits 0 for both", () => {
  const tests = tree("test").filter((path) => path.endsWith(".test.ts"));
  assert.equal(
    tests.filter((path) => /^\s*test\.(only|skip)\(/m.test(readFileSync(root + path, "utf8"))),
    [],
  );
  assert.equal(
    tests.filter((path) => !/^\s*(test|suite|\w+)\.run\(\)/m.test(readFileSync(root + path, "utf8"))),
    [],
  );
});

test("Node knows no shell by name: a shell is a folder", () => {
  const named = tree("src")
    .filter((path) => path.endsWith(".ts") && !/sandbox|formats/.test(path))
    .filter((path) => /[=!]==?\s*"(bash|zsh|fish)"/.test(readFileSync(root + path, "utf8")));
  assert.equal(named, []);
});

test("the lockfile names no registry's host: it differs from place to place", () => {
  assert.not.match(readFileSync(`${root}package-lock.json`, "utf8"), /"resolved"/);
});

test("a user installs no other package: everything is bundled", () => {
  const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  assert.is(manifest.dependencies, undefined);
  assert.is(manifest.bin.awsmfa, "shell/awsmfa");
});

test("what git keeps as executable can be executed", () => {
  const modes = execFileSync("git", ["ls-files", "-s", "shell/awsmfa", "install.sh", ".ci/run"], {
    cwd: root,
    encoding: "utf8",
  });
  assert.equal(
    modes
      .trim()
      .split("\n")
      .filter((line) => !line.startsWith("100755")),
    [],
  );
});

test.run();
