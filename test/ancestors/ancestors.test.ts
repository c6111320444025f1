/** Every line that the README gives in the place of an ancestor's, run in every shell against the embedded STS. */
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type AwsCli, installedAwsClis, useAwsCli } from "../support/aws-cli.ts";
import { type Home, makeHome } from "../support/home.ts";
import { type IntegratedShell, integratedShells } from "../support/integration.ts";
import { checkout } from "../support/package.ts";
import { runShellAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";
import { renderRow } from "./markdown.ts";
import { type Ancestor, ancestors, type Row } from "./table.ts";

const sts = await startTestSts();
test.after(() => sts.close());

const clis = installedAwsClis();
if (clis.length === 0) console.log("SKIP the ancestors' lines that call aws: there is no AWS CLI");
const needsAws = (row: Row) => /(^|&& |-- |session .*)(aws|sts) /m.test(`${row.ours}\n${row.after ?? ""}`);

function startHome({ files }: Ancestor, cli: AwsCli | undefined): Home {
  const home = makeHome();
  for (const [path, content] of Object.entries(files)) home.write(path, content);
  if (cli) useAwsCli(home, cli, sts.url);
  return home;
}

/** A line with a code that works in the place of each example. */
const withCodes = (line: string) => line.replace(/\b123456\b/g, () => sts.freshCode());

/** Runs one row in a shell of its own: what came before lives in the files alone, as it does for a person. */
async function runRow(row: Row, { name, shell, ...under }: IntegratedShell, home: Home) {
  const ours = row.instead?.[name] ?? row.ours;
  const lines = [
    shell.load,
    ...(row.given ?? []),
    `${ours} && echo row-done`,
    ...(row.after ? [row.after] : []),
  ];
  const env: Record<string, string> = { ...home.env, AWS_ENDPOINT_URL: sts.url };
  if (row.isElsewhere) env.AWSMFA_CACHE_DIR = `${home.path}/elsewhere`;
  // Sourced, since a shell that was given it as an argument would have read the whole before the alias was there.
  home.write("row", lines.map(withCodes).join("\n"));
  const args = name === "bash" ? ["-O", "expand_aliases"] : [];
  return runShellAsync({ name, ...under }, 'source "$HOME/row"', { env, args, input: row.input ?? "" });
}

// The shells take turns with the AWS CLIs: what a line does does not hang on both at once.
for (const [at, under] of integratedShells().entries()) {
  const cli = clis[at % clis.length];
  for (const ancestor of ancestors) {
    test(`${under.name}, ${cli?.name ?? "no aws"}: ${ancestor.title}`, async () => {
      const home = startHome(ancestor, cli);
      for (const row of ancestor.rows) {
        // What follows builds on the session that this row would have opened.
        if (!cli && needsAws(row)) break;
        const { stdout, stderr } = await runRow(row, under, home);
        assert.match(stdout, "row-done", `${row.ours}\n${stderr}`);
        if (row.shows) assert.match(stdout + stderr, row.shows, `${row.ours}\n${stdout}${stderr}`);
        if (row.writes)
          assert.match(readFileSync(`${home.path}/${row.writes.file}`, "utf8"), row.writes.text, row.ours);
      }
    });
  }
}

test("each row proves something", () => {
  const rows = ancestors.flatMap(({ rows }) => rows);
  assert.equal(
    rows.filter(({ shows, writes }) => !shows && !writes).map(({ ours }) => ours),
    [],
  );
});

test("the README has every line of the table", () => {
  const readme = readFileSync(`${checkout}README.md`, "utf8");
  const missing = ancestors.flatMap(({ rows }) => rows.map(renderRow)).filter((row) => !readme.includes(row));
  assert.equal(missing, []);
});

test.run();
