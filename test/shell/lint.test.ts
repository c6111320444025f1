/** Every shell file through every linter that knows its language. A missing linter is a visible skip, and a failure in CI. */
import { readdirSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { checkout } from "../support/package.ts";
import { locateProgram, runProgram } from "../support/shell.ts";

/** By the ending of a file: the programs that must accept it, in silence. */
const linters: Readonly<Record<string, readonly (readonly string[])[]>> = {
  sh: [
    ["shellcheck", "--shell=sh"],
    ["shfmt", "-ln=posix", "-i", "2", "-ci", "-d"],
    ["dash", "-n"],
    ["bash", "-n"],
  ],
  bash: [
    ["shellcheck", "--shell=bash"],
    ["shfmt", "-ln=bash", "-i", "2", "-ci", "-d"],
    ["bash", "-n"],
  ],
  zsh: [["zsh", "-fn"]],
  fish: [
    ["fish", "--no-config", "-n"],
    ["fish_indent", "--check"],
  ],
};

/** Shell files and their language: by the first line where there is no ending. */
function shellFiles(): [path: string, language: string][] {
  const inside = readdirSync(`${checkout}shell`, { recursive: true, encoding: "utf8" }).map(
    (path) => `shell/${path}`,
  );
  return [...inside, "install.sh"].flatMap((path) => {
    const ending = /\.(\w+)$/.exec(path)?.[1];
    if (ending === "json") return [];
    if (ending !== undefined) return [[path, ending] as [string, string]];
    const isScript =
      path === "shell/awsmfa" && readFileSync(checkout + path, "utf8").startsWith("#!/bin/sh\n");
    return isScript ? [[path, "sh"] as [string, string]] : [];
  });
}

// fish_indent complains of a home that it cannot write.
const home = makeHome();

test("every shell file has a linter", () => {
  for (const [path, language] of shellFiles()) assert.ok(linters[language], path);
});

for (const [path, language] of shellFiles()) {
  for (const [name = "", ...args] of linters[language] ?? []) {
    const program = locateProgram(name);
    if (program === undefined) {
      console.log(`SKIP ${name} over ${path}: not installed (needed in CI)`);
      continue;
    }
    test(`${name} accepts ${path}`, () => {
      const env = { HOME: home.path, PATH: process.env.PATH ?? "", LC_ALL: "C.UTF-8" };
      const { status, stdout, stderr } = runProgram(program, [...args, checkout + path], { env });
      assert.is(status, 0, stdout + stderr);
      assert.is(stdout + stderr, "");
    });
  }
}

test.run();
