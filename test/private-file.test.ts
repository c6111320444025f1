import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  isDraft,
  makePrivateFolder,
  readPrivate,
  removeFile,
  sweepFolder,
  writePrivate,
} from "../src/private-file.ts";
import { makeHome } from "./support/home.ts";

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("a file is written whole, for its owner alone, and bears the time that it is given", () => {
  const { path } = makeHome();
  const file = `${path}/secret`;
  writeFileSync(file, "old", { mode: 0o644 });
  writePrivate(file, "new", new Date(1_700_000_000_000));
  assert.equal([readFileSync(file, "utf8"), mode(file)], ["new", "600"]);
  assert.is(statSync(file).mtimeMs, 1_700_000_000_000);
  assert.equal(readdirSync(path).filter(isDraft), []);
});

test("what a killed process of the same number left under a draft's name is in nobody's way", () => {
  const { path } = makeHome();
  // The next names that this process will take.
  for (let count = 0; count < 50; count++)
    writeFileSync(`${path}/.${process.pid}-${count}.tmp`, "a stranger's, wide open", { mode: 0o666 });
  writePrivate(`${path}/secret`, "mine");
  assert.equal([readFileSync(`${path}/secret`, "utf8"), mode(`${path}/secret`)], ["mine", "600"]);
});

test("a write that fails leaves the old file, and no draft", () => {
  const { path } = makeHome();
  mkdirSync(`${path}/in the way`);
  assert.throws(() => writePrivate(`${path}/in the way`, "x"));
  assert.equal(readdirSync(path).filter(isDraft), []);
});

test("what is wide, a link, a folder or not there is not read", () => {
  const { path } = makeHome();
  writePrivate(`${path}/wide`, "x");
  chmodSync(`${path}/wide`, 0o640);
  writePrivate(`${path}/plain`, "x");
  symlinkSync(`${path}/plain`, `${path}/link`);
  for (const name of ["wide", "link", "bin", "nothing"])
    assert.is(readPrivate(`${path}/${name}`), undefined, name);
  assert.is(readPrivate(`${path}/plain`)?.toString(), "x");
});

test("a folder is made for its owner alone, and one that is wider is refused", () => {
  const { path } = makeHome();
  makePrivateFolder(`${path}/a/b`);
  assert.equal([mode(`${path}/a`), mode(`${path}/a/b`)], ["700", "700"]);
  chmodSync(`${path}/a/b`, 0o755);
  assert.throws(() => makePrivateFolder(`${path}/a/b`), "chmod 700");
});

test("a file that is gone already is as good as deleted; what cannot be deleted is told", () => {
  const { path } = makeHome();
  removeFile(`${path}/nothing`);
  assert.throws(() => removeFile(`${path}/bin`));
  assert.ok(existsSync(`${path}/bin`));
});

test("a sweep deletes what matches and was not touched since", () => {
  const { path } = makeHome();
  writeFileSync(`${path}/.1-2.tmp`, "");
  writeFileSync(`${path}/kept`, "");
  sweepFolder(path, new Date(Date.now() - 60_000), isDraft);
  assert.ok(existsSync(`${path}/.1-2.tmp`));
  sweepFolder(path, new Date(Date.now() + 60_000), isDraft);
  assert.not.ok(existsSync(`${path}/.1-2.tmp`));
  assert.ok(existsSync(`${path}/kept`));
});

test.run();
