import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readProfiles } from "../../src/profiles/read.ts";
import { makeHome } from "../support/home.ts";

const read = (home: { path: string }, env = {}) => readProfiles(env, home.path);

test("every value knows its file and line, in whichever file it stands", () => {
  const home = makeHome({
    config: "# c\n[profile dev]\n\nregion = a\nrole_arn = r\n[profile s]\ns3 =\n  # c\n  k = v\n",
    credentials: "[dev]\nrole_arn = other\n",
  });
  const { profiles, config, credentials } = read(home);
  const dev = profiles.get("dev")!;
  assert.equal(dev.origin, { file: config.path, line: 2 });
  assert.equal(dev.settings.get("region"), { value: "a", origin: { file: config.path, line: 4 } });
  assert.equal(dev.settings.get("role_arn"), { value: "other", origin: { file: credentials.path, line: 2 } });
  const block = profiles.get("s")!.settings.get("s3")!;
  assert.is(block.origin.line, 7);
  assert.equal(block.nested!.get("k"), { value: "v", origin: { file: config.path, line: 9 } });
});

test("the bytes kept are the very bytes of the file", () => {
  const bytes = Buffer.from("\ufeff[default]\r\nk = é\r\n");
  const home = makeHome();
  home.write(".aws/config", bytes);
  const { config } = read(home);
  assert.ok(bytes.equals(config.content!));
});

test("profiles stand in the order of first appearance, config file first", () => {
  const home = makeHome({ config: "[profile z]\n[profile a]\n[default]", credentials: "[new]\n[a]\n[12]" });
  assert.equal([...read(home).profiles.keys()], ["z", "a", "default", "new", "12"]);
});

test("no files: nothing to warn about", () => {
  const { profiles, config, credentials, notices } = read(makeHome());
  assert.is(profiles.size, 0);
  assert.equal([config.state, credentials.state], ["missing", "missing"]);
  assert.match(config.reason!, /there is no config file .*\.aws\/config$/);
  assert.equal(notices, []);
});

test("missing, unreadable and malformed differ in state and words", () => {
  const home = makeHome({ credentials: "[a]\nk = v\nnonsense\n" });
  mkdirSync(`${home.path}/.aws/config`);
  const { config, credentials, notices } = read(home);
  assert.is(config.state, "unreadable");
  assert.match(config.reason!, /config cannot be read: not a regular file$/);
  assert.is(credentials.state, "malformed");
  assert.match(credentials.reason!, /credentials:3: .*passed over/);
  assert.is(notices.length, 2);
});

test("a dangling link is missing, a FIFO is never opened, /dev/null is no file", () => {
  const home = makeHome();
  mkdirSync(`${home.path}/.aws`);
  symlinkSync("gone", `${home.path}/.aws/config`);
  assert.is(spawnSync("mkfifo", [`${home.path}/.aws/credentials`]).status, 0);
  const { config, credentials } = read(home);
  assert.equal([config.state, credentials.state], ["missing", "unreadable"]);
  assert.is(read(home, { AWS_SHARED_CREDENTIALS_FILE: "/dev/null" }).credentials.state, "missing");
});

test("a file without permission is unreadable", () => {
  if (process.getuid?.() === 0) return console.log("SKIP a file without permission: root reads any file");
  const home = makeHome({ config: "[default]" });
  chmodSync(`${home.path}/.aws/config`, 0);
  assert.match(read(home).config.reason!, /permission denied/);
});

test("bytes that are no UTF-8: read on, malformed, with the line", () => {
  const home = makeHome();
  home.write(".aws/config", Buffer.from("# Schl\xfcssel\n[profile a]\nregion = x-y-1\n", "latin1"));
  const { config, profiles } = read(home);
  assert.is(config.state, "malformed");
  assert.match(config.reason!, /config:1: not UTF-8/);
  assert.is(profiles.get("a")!.settings.get("region")!.value, "x-y-1");
});

test("a warning never shows what a stray line says: it may be the rest of a secret", () => {
  const home = makeHome({
    credentials: "[a]\naws_secret_access_key = x\nSeCrEt/+Rest\nSeCrEt+1=y\nSeCrEt+1=z\ns3 =\n  SeCrEt\n",
  });
  const { notices } = read(home);
  assert.is(notices.length, 3);
  assert.not.match(JSON.stringify(notices), /secret\+|secret\//i);
});

// A random file against botocore: it reads [DEFAULT] only through the sections that take it over.
test("what is wrong with a block of [DEFAULT] counts where a section takes it over, and only there", () => {
  const refusals = (config: string) =>
    read(makeHome({ config })).notices.filter(({ message }) => message.includes("refuses")).length;
  const defaults = "[DEFAULT]\ns3 =\n  no separator\n";
  assert.is(refusals(defaults), 0);
  assert.is(refusals(`${defaults}[profile a]\ns3 = own\n`), 0);
  assert.is(refusals(`${defaults}[profile a]\nregion = x\n`), 1);
});

test("keys of config and credentials file in one file: both readings stand", () => {
  const home = makeHome({ config: "[profile a]\nregion = x-y-1\n[default]\nk = v\n" });
  const both = `${home.path}/.aws/config`;
  const { profiles } = read(home, { AWS_CONFIG_FILE: both, AWS_SHARED_CREDENTIALS_FILE: both });
  assert.equal([...profiles.keys()], ["a", "default", "profile a"]);
});

test("5,000 profiles are read without a stack or a quadratic step in the way", () => {
  const config = Array.from(
    { length: 5000 },
    (_, n) => `[profile p${n}]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = base\n`,
  ).join("\n");
  const { profiles } = read(makeHome({ config }));
  assert.is(profiles.size, 5000);
  assert.is(profiles.get("p4999")!.settings.get("source_profile")!.origin.line, 4999 * 4 + 3);
});

test.run();
