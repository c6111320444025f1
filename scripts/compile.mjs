// Leaves V8's compiled code beside the bundles: what a command runs, as it runs it in the sandbox. A Node with another V8 does not look
// at it. Where nothing can listen on loopback there is none, which costs time and nothing else.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";

/**
 * What is run for each piece of code, a session being stored. V8 reads the whole of a piece at each start: so every everyday command has
 * its own, the others share what they all do first, and what only STS needs is kept with its bundle.
 */
const uses = {
  "sts.js": "exports acc1 --shell bash",
  init: "init zsh",
  exports: "exports acc1 --shell bash",
  unsets: "unsets --shell bash",
  "credential-process": "credential-process acc1",
  list: "list",
  status: "status",
  "awsmfa.js": "explain acc1",
};

/** Runs one command, then asks V8 for what it has compiled of one bundle by now. */
const use = `
  const { compiledPath, loadProgram, parts } = require(process.argv[1]);
  const [name, ...words] = process.argv.slice(2);
  loadProgram(words).run(words).then((status) => {
    if (status === 0) require("node:fs").writeFileSync(compiledPath(name), parts.get(name).script.createCachedData());
    process.exit(status);
  });`;

export function compileByUse(dist) {
  const main = `${dist}/main.js`;
  const { compiledPath } = createRequire(import.meta.url)(main);
  const folder = compiledPath("");
  mkdirSync(folder, { recursive: true });
  // Empty: to be loaded as a script, and compiled from its source.
  for (const name of Object.keys(uses)) writeFileSync(compiledPath(name), "");
  const lines = Object.entries(uses).map(([name, line]) => `"$0" -e "$1" "$2" ${name} ${line}`);
  const script = [
    "set -e",
    "export AWSMFA_CODE=$(awsmfa-code)",
    lines[0],
    "unset AWSMFA_CODE",
    ...lines.slice(1),
  ].join("\n");
  const { status } = spawnSync(
    process.execPath,
    [main, "sandbox", "--", "sh", "-c", script, process.execPath, use, main],
    {
      env: { PATH: process.env.PATH ?? "", HOME: tmpdir() },
      stdio: "ignore",
      timeout: 60_000,
    },
  );
  if (status === 0) return;
  rmSync(`${dist}/compiled`, { recursive: true });
  console.error("awsmfa: built without compiled code: each start will take a little longer");
}
