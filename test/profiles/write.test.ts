import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { takeLockBeside } from "../../src/lock/lock.ts";
import { makeOwner } from "../../src/lock/owner.ts";
import { readProfiles } from "../../src/profiles/read.ts";
import { writeAwsFile } from "../../src/profiles/write.ts";
import { makeHome } from "../support/home.ts";
import { startProgram } from "../support/shell.ts";

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

// Two that both had looked, and then both renamed: the first edit was gone, and both said 0.
test("eight at one file at once: every edit that was not refused stands, and nothing is left beside it", async () => {
  const home = makeHome({ config: "" });
  const source = (name: string) => JSON.stringify(new URL(`../../src/profiles/${name}.ts`, import.meta.url));
  const script = `
    import { readProfiles } from ${source("read")};
    import { writeAwsFile } from ${source("write")};
    let written = 0;
    while (written < 8) {
      const { config } = readProfiles({}, ${JSON.stringify(home.path)});
      const line = process.pid + "-" + written + "\\n";
      try {
        writeAwsFile(config, "config", Buffer.from(Buffer.from(config.content).toString() + line));
        written++;
      } catch (error) {
        if (!/changed meanwhile/.test(error.message)) throw error;
      }
    }`;
  const words = ["--import", "tsx", "--input-type=module", "-e", script];
  const options = { env: home.env, cwd: fileURLToPath(new URL("../../", import.meta.url)) };
  const all = await Promise.all(
    Array.from({ length: 8 }, () => startProgram(process.execPath, words, options).ended),
  );
  assert.is(all.map(({ stderr }) => stderr).join(""), "");
  const lines = readFileSync(`${home.path}/.aws/config`, "utf8").trim().split("\n");
  assert.equal([lines.length, new Set(lines).size], [8 * 8, 8 * 8]);
  assert.equal(readdirSync(`${home.path}/.aws`), ["config"]);
});

test("a file that appeared after the first look is somebody else's change, too", () => {
  const home = makeHome();
  const { config } = readProfiles({}, home.path);
  home.write(".aws/config", "");
  assert.throws(() => writeAwsFile(config, "config", Buffer.from("ours")), /changed meanwhile/);
});

test("a file that was made is taken back only as it was made", () => {
  const home = makeHome({ config: "theirs" });
  const { config } = readProfiles({}, home.path);
  assert.throws(
    () => writeAwsFile({ ...config, content: Buffer.from("ours") }, "config", undefined),
    /changed meanwhile/,
  );
  writeAwsFile(config, "config", undefined);
  assert.equal(readdirSync(`${home.path}/.aws`), []);
});

test("the lock of a dead process stops nobody and goes; one that lives is waited for, then named", () => {
  const home = makeHome({ config: "[default]\n" });
  const lock = `${home.path}/.aws/.awsmfa-lock-config`;
  const { config } = readProfiles({}, home.path);
  const dead = { ...makeOwner(process.pid, new Date(), 60), pid: 2 ** 22 + 1 };
  home.write(".aws/.awsmfa-lock-config", JSON.stringify(dead), 0o644);
  writeAwsFile(config, "config", Buffer.from("[new]\n"));
  assert.equal(readdirSync(`${home.path}/.aws`), ["config"]);

  const held = takeLockBeside({ path: lock, pid: process.pid, seconds: 60, now: () => new Date() });
  assert.ok("release" in held);
  const now = readProfiles({}, home.path).config;
  assert.throws(
    () => writeAwsFile(now, "config", Buffer.from("x")),
    (error: { exitCode?: number; message: string }) =>
      error.exitCode === 5 && error.message.includes(`process ${process.pid} is writing it (${lock})`),
  );
  assert.equal(readdirSync(`${home.path}/.aws`).sort(), [".awsmfa-lock-config", "config"]);
  held.release();
  writeAwsFile(now, "config", Buffer.from("x"));
  assert.equal(readdirSync(`${home.path}/.aws`), ["config"]);
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
