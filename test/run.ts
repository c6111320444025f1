/**
 * Runs every test file in a process of its own, a few at a time. uvu alone exits 0 for a file without tests, without `.run()`
 * or with `.only`, so a file that ran no test counts as failed here.
 * `node --import tsx test/run.ts [part of a path]...` runs the files whose path contains one of the parts.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(`${root}test`, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts"))
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))
  .sort();

let passed = 0;
let failed = 0;
let skipped = 0;

/** A process that has stopped moving must not stop everybody: after this long it is ended, said, and started once more. */
const hungMilliseconds = 300_000;

async function runFile(path: string, again = false): Promise<void> {
  const started = Date.now();
  const child = spawn(process.execPath, ["--import", "tsx", `${root}test/${path}`], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  let hung = false;
  const limit = setTimeout(() => {
    hung = true;
    child.kill("SIGKILL");
    // Its own children may still hold the pipes.
    child.stdout.destroy();
    child.stderr.destroy();
  }, hungMilliseconds);
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearTimeout(limit);
  if (hung && !again) {
    console.log(
      `HUNG ${path}: ended after ${hungMilliseconds / 1000} s, and started once more; it had said:\n${output}`,
    );
    return runFile(path, true);
  }
  const count = (name: string) => Number(new RegExp(`^\\s*${name}:?\\s+(\\d+)`, "m").exec(output)?.[1] ?? 0);
  const total = count("Total");
  const ok = count("Passed");
  // uvu writes its dots in front, on the same line.
  const skips = [...output.matchAll(/(?:^|\s)(SKIP .*)$/gm)].map(([, line]) => line!);
  passed += ok;
  skipped += count("Skipped") + skips.length;
  const good =
    status === 0 &&
    total > 0 &&
    ok === total &&
    !(process.env.CI && skips.some((s) => s.includes("(needed in CI)")));
  if (!good) failed += Math.max(1, total - ok);
  console.log(
    `${good ? "ok  " : "FAIL"} ${path} (${ok}/${total}, ${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  for (const line of skips) console.log(`     ${line}`);
  if (!good) console.log(total === 0 ? `${output}\n     no test ran in ${path}` : output);
}

const queue = [...files];
// One more than there are processors: terminals and locks make a file wait now and then.
await Promise.all(
  Array.from({ length: Math.min(6, availableParallelism() + 1) }, async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) await runFile(path);
  }),
);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
