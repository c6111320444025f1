import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readProfiles } from "../../src/profiles/read.ts";
import { writeAwsFile } from "../../src/profiles/write.ts";
import { makeHome } from "../support/home.ts";

const mode = (path: string) => statSync(path).mode & 0o777;

test("a new file is its owner's alone, in a folder of the same kind", () => {
  const home = makeHome();
  const { config, credentials } = readProfiles({}, home.path);
  writeAwsFile(config, "config", Buffer.from("[default]\n"));
  writeAwsFile(credentials, "credentials", Buffer.from("[default]\n"));
  assert.equal([mode(`${home.path}/.aws`), mode(config.path), mode(credentials.path)], [0o700, 0o600, 0o600]);
  assert.equal(readdirSync(`${home.path}/.aws`).sort(), ["config", "credentials"]);
});

test("an empty variable names no file to write", () => {
  const home = makeHome();
  const { config } = readProfiles({ AWS_CONFIG_FILE: "" }, home.path);
  assert.throws(
    () => writeAwsFile(config, "config", Buffer.from("[default]\n")),
    /the variable that names it is empty/,
  );
});

test("the config file keeps its mode, a credentials file loses what others could read", () => {
  const home = makeHome();
  home.write(".aws/config", "a", 0o644);
  home.write(".aws/credentials", "a", 0o644);
  const { config, credentials } = readProfiles({}, home.path);
  writeAwsFile(config, "config", Buffer.from("b"));
  writeAwsFile(credentials, "credentials", Buffer.from("b"));
  assert.equal([mode(config.path), mode(credentials.path)], [0o644, 0o600]);
});

test("links stay links, dangling ones too: the target is written", () => {
  const home = makeHome();
  mkdirSync(`${home.path}/.aws`);
  mkdirSync(`${home.path}/dot files`);
  symlinkSync("second", `${home.path}/.aws/config`);
  symlinkSync("../dot files/config", `${home.path}/.aws/second`);
  const { config } = readProfiles({}, home.path);
  writeAwsFile(config, "config", Buffer.from("[default]\n"));
  assert.ok(lstatSync(`${home.path}/.aws/config`).isSymbolicLink());
  assert.is(readFileSync(`${home.path}/dot files/config`, "utf8"), "[default]\n");
});

test("somebody else's change in between is not overwritten", () => {
  const home = makeHome({ config: "[default]\n" });
  const { config, credentials } = readProfiles({}, home.path);
  writeFileSync(config.path, "[theirs]\n");
  home.write(".aws/credentials", "[theirs]\n");
  for (const [file, kind] of [
    [config, "config"],
    [credentials, "credentials"],
  ] as const) {
    assert.throws(() => writeAwsFile(file, kind, Buffer.from("ours")), /changed meanwhile/);
    assert.is(readFileSync(file.path, "utf8"), "[theirs]\n");
  }
  assert.equal(readdirSync(`${home.path}/.aws`).sort(), ["config", "credentials"]);
});

test("what is no file is left alone: exit 5", () => {
  const home = makeHome();
  mkdirSync(`${home.path}/.aws/config`, { recursive: true });
  const { config } = readProfiles({}, home.path);
  assert.throws(
    () => writeAwsFile(config, "config", Buffer.from("x")),
    (error: { exitCode?: number; message: string }) =>
      error.exitCode === 5 && /not a regular file/.test(error.message),
  );
});

test.run();
