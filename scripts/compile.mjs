// Leaves V8's compiled code beside the bundles: what a command runs, as it runs it in the sandbox. A Node with another V8 does not look
// at it. Where nothing can listen on loopback there is none, which costs time and nothing else.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

/**
 * What is run for each bundle. V8 reads the whole of a bundle's code at each start, so it is of what that bundle is mostly asked for: `exports`
 * is answered by the launcher unless a session must be opened.
 */
const opening = "exports acc1 --shell bash";
const uses = [
  "init zsh",
  "unsets --shell bash",
  "credential-process acc1",
  "list",
  "status",
  "exec acc1 -- true",
];

export function compileByUse(dist) {
  const main = `${dist}/main.js`;
  const { compiledPath, everyday } = createRequire(import.meta.url)(main);
  mkdirSync(compiledPath(""), { recursive: true });
  // Empty: to be loaded as a script, and compiled from its source.
  for (const name of [...everyday, "awsmfa", "sts"]) writeFileSync(compiledPath(`${name}.js`), "");
  const lines = uses.map((words) => `"$@" ${words}`);
  const script = ["set -e", `AWSMFA_CODE=$(awsmfa-code) "$@" ${opening}`, ...lines].join("\n");
  const use = [process.execPath, fileURLToPath(new URL("use.cjs", import.meta.url)), main];
  const { status } = spawnSync(process.execPath, [main, "sandbox", "--", "sh", "-c", script, "sh", ...use], {
    env: { PATH: process.env.PATH ?? "", HOME: tmpdir() },
    stdio: "ignore",
    timeout: 60_000,
  });
  if (status === 0) return;
  rmSync(`${dist}/compiled`, { recursive: true });
  console.error("awsmfa: built without compiled code: each start will take a little longer");
}
