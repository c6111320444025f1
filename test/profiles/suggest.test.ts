import { test } from "uvu";
import * as assert from "uvu/assert";
import { nearestNames } from "../../src/profiles/suggest.ts";

const names = ["default", "prod", "prod-admin", "staging", "dev", "acc1", "acc2", "acc3", "acc4"];
const rows: [name: string, nearest: string[]][] = [
  ["pord", ["prod"]],
  ["Prod", ["prod", "prod-admin"]],
  ["stagin", ["staging"]],
  ["stgaign", ["staging"]],
  ["acc9", ["acc1", "acc2", "acc3"]],
  ["prod-", ["prod", "prod-admin"]],
  ["something-else", []],
  ["", []],
];

for (const [name, nearest] of rows) {
  test(`near to ${JSON.stringify(name)}`, () => assert.equal(nearestNames(name, names), nearest));
}

test.run();
