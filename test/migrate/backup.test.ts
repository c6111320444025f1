import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { writeBackups } from "../../src/migrate/backup.ts";

const folder = mkdtempSync(`${tmpdir()}/awsmfa-backup-`);
test.after(() => rmSync(folder, { recursive: true, force: true }));

test("a copy of what was read, for its owner alone; an earlier one stays", () => {
  const path = `${folder}/.bashrc`;
  writeFileSync(path, "changed meanwhile");
  chmodSync(path, 0o644);
  const file = { path, state: "read", content: Buffer.from("as read\xff", "latin1") } as const;
  assert.equal(writeBackups([file]), [`${path}.before-awsmfa`]);
  assert.equal(writeBackups([file]), [`${path}.before-awsmfa-2`]);
  assert.is(statSync(`${path}.before-awsmfa`).mode & 0o777, 0o600);
  assert.is(readFileSync(`${path}.before-awsmfa`, "latin1"), "as read\xff");
});

test("all or none: one that cannot be made takes the others back", () => {
  const good = { path: `${folder}/good`, state: "read", content: Buffer.from("x") } as const;
  const bad = { path: `${folder}/no such folder/bad`, state: "read", content: Buffer.from("x") } as const;
  assert.throws(() => writeBackups([good, bad]), /nothing was changed/);
  assert.throws(() => statSync(`${folder}/good.before-awsmfa`), /ENOENT/);
});

test.run();
