// Leaves V8's compiled code beside the program: what the everyday commands run, as they run it in the sandbox. A Node with another V8
// refuses it and compiles for itself. Where nothing can listen on loopback there is none, which costs time and nothing else.
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";

/**
 * Runs inside the sandbox: uses the program, then asks V8 for what it has compiled by now. A session is opened by another process before:
 * V8 reads the whole of this at each start, so what only STS needs is better compiled when it is needed.
 */
const use = `
  const { execSync } = require("node:child_process");
  const { writeFileSync } = require("node:fs");
  const [dist] = process.argv.slice(1);
  execSync('AWSMFA_CODE=$(awsmfa-code) awsmfa exports acc1 --shell bash');
  const { program, script } = require(dist + "/main.js").loadProgram();
  (async () => {
    for (const words of [["init", "zsh"], ["list"], ["exports", "acc1", "--shell", "bash"], ["credential-process", "acc1"]]) {
      if ((await program.run(words)) !== 0) process.exit(1);
    }
    writeFileSync(dist + "/awsmfa.js.compiled", script.createCachedData());
    process.exit(0);
  })();`;

export function compileByUse(dist) {
  const compiled = `${dist}/awsmfa.js.compiled`;
  // Empty: to be loaded as a script, and compiled from its source.
  writeFileSync(compiled, "");
  const { status } = spawnSync(
    process.execPath,
    [`${dist}/main.js`, "sandbox", "--", process.execPath, "-e", use, dist],
    {
      env: { PATH: process.env.PATH ?? "", HOME: tmpdir() },
      stdio: "ignore",
      timeout: 60_000,
    },
  );
  if (status === 0) return;
  rmSync(compiled);
  console.error("awsmfa: built without compiled code: each start will take a little longer");
}
