/**
 * `npm run bench [-- --rounds N] [--json FILE] [--sizes 10,1000,5000]`: one table, medians of interleaved runs in milliseconds and as
 * ratios to `node -e 0` of the same run. Quote the ratios: a machine's speed drifts, and both sides drift with it.
 */
import { writeFileSync } from "node:fs";
import { arch, cpus, loadavg, platform } from "node:os";
import { parseArgs } from "node:util";
import { makeHome } from "../test/support/home.ts";
import { answerCases, baseCases, freshCases, peerCases } from "./cases.ts";
import { measureEnter } from "./enter.ts";
import { type Figure, measure } from "./measure.ts";
import { homeWith, startBenchSts } from "./world.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    sizes: { type: "string", default: "10,100,1000,5000" },
    json: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const sizes = values.sizes.split(",").map(Number);

const sts = await startBenchSts();
try {
  const home = makeHome();
  const cases = [...baseCases(home), ...freshCases(sts), ...peerCases(home)];
  for (const size of sizes) cases.push(...(await answerCases(size, sts)));
  const figures = await measure(cases, rounds);
  figures.push(
    await measureEnter(
      "Enter at the prompt to the end, two calls",
      homeWith(10, sts.url),
      sts,
      Math.min(rounds, 7),
    ),
  );
  report(figures.filter(({ name }) => !name.startsWith("(")));
} finally {
  sts.close();
}

function report(figures: readonly Figure[]): void {
  const node = figures.find(({ name }) => name === "node -e 0")!;
  const quiet = figures.find(({ name }) => name === "sh -c :")!;
  const machine = `${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  const noise = ((node.upper - node.lower) / node.median) * 100;
  console.log(`\n${new Date().toISOString().slice(0, 10)}, ${machine}`);
  console.log(
    `${rounds} interleaved rounds; the middle half of node -e 0 spreads ${noise.toFixed(0)} %, sh -c : takes ${quiet.median.toFixed(1)} ms; load ${loadavg()[0]!.toFixed(1)}\n`,
  );
  const width = Math.max(...figures.map(({ name }) => name.length));
  console.log(`| ${"what".padEnd(width)} | median ms | middle half   | × node -e 0 |`);
  console.log(`|-${"-".repeat(width)}-|----------:|---------------|------------:|`);
  for (const { name, median, lower, upper } of figures) {
    const half = `${lower.toFixed(1)}–${upper.toFixed(1)}`;
    const ratio = (median / node.median).toFixed(3);
    console.log(
      `| ${name.padEnd(width)} | ${median.toFixed(1).padStart(9)} | ${half.padEnd(13)} | ${ratio.padStart(11)} |`,
    );
  }
  if (values.json)
    writeFileSync(values.json, `${JSON.stringify({ machine, rounds, at: new Date(), figures }, null, 2)}\n`);
}
