import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "./support/home.ts";
import { runProgram } from "./support/shell.ts";

const { env } = makeHome();
const rows: readonly [line: string, said: string][] = [
  [
    "exports acc1 --durration 1h",
    "there is no option --durration; did you mean --duration? see awsmfa help exports",
  ],
  ["exports acc1 --duration", "--duration wants a value; see awsmfa help exports"],
  [
    "exports acc1 --role --duration 1h",
    "that is more, or other, than exports takes; see awsmfa help exports",
  ],
  ["set acc1 region=x --dryrun", "there is no option --dryrun; did you mean --dry-run? see awsmfa help set"],
  ["exports acc1 --zzz=secret", "there is no option --zzz; see awsmfa help exports"],
  [
    "exports acc1 -654321 --shell bash",
    "that is more, or other, than exports takes; see awsmfa help exports",
  ],
  ["exports a 123456 c d", "that is more, or other, than exports takes; see awsmfa help exports"],
  ["login --al", 'Unsupported option name ("--al"); see awsmfa help login'],
  ["list --jsn=secret", 'Invalid option name ("--jsn=…"); see awsmfa help list'],
];

for (const [line, said] of rows) {
  test(`${line}: what is wrong with it, and neither a code nor a value`, () => {
    const { status, stderr } = runProgram("/bin/sh", ["-c", `exec awsmfa ${line}`], { env });
    assert.equal([status, stderr], [2, `awsmfa: ${said}\n`]);
  });
}

test.run();
