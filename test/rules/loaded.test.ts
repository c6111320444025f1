/** What each command loads, as lists of modules and not as times: a start gets slow one import at a time. */
import { existsSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Home, makeHome } from "../support/home.ts";
import { buildPackage } from "../support/package.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());

/** Runs a command and tells which modules of Node's own it loaded beyond a bare start. */
async function loadedBy(home: Home, words: readonly string[], more: Record<string, string> = {}) {
  const list = `${home.path}/loaded`;
  const spy = home.write(
    "spy.mjs",
    `const { writeFileSync } = process.getBuiltinModule("node:fs");
     process.on("exit", () => writeFileSync(${JSON.stringify(list)}, process.moduleLoadList.join("\\n")));`,
  );
  const env = { ...home.env, AWSMFA_PREPARED: "0", ...more };
  const argv = ["--import", spy, `${buildPackage()}dist/main.js`, ...words];
  const { status, stderr } = await runProgramAsync(process.execPath, argv, { env });
  assert.is(status, 0, stderr);
  const modules = readFileSync(list, "utf8").split("\n");
  return modules.filter((name) => name.startsWith("NativeModule ")).map((name) => name.slice(13));
}

/** Node's network, its crypto and whatever starts processes: tens of milliseconds together. */
const heavy = [
  "http",
  "https",
  "net",
  "tls",
  "child_process",
  "tty",
  "zlib",
  "dns",
  "http2",
  "perf_hooks",
  "readline",
  "os",
  "stream",
  "fs/promises",
  "timers/promises",
];

const home = makeHome(sts.awsFiles);
const opened = await runProgramAsync(
  `${buildPackage()}shell/awsmfa`,
  ["exports", "acc1", "--shell", "bash"],
  {
    env: { ...home.env, AWSMFA_CODE: sts.freshCode() },
  },
);
assert.is(opened.status, 0, opened.stderr);
const bare = makeHome(sts.awsFiles);

const rows: [string, Home, readonly string[], readonly string[]][] = [
  ["list, nothing stored", bare, ["list"], [...heavy, "crypto"]],
  ["list, a session stored", home, ["list"], heavy],
  ["init", home, ["init", "zsh"], [...heavy, "crypto"]],
  ["completion", home, ["completion", "zsh"], [...heavy, "crypto"]],
  ["unsets", home, ["unsets", "--shell", "zsh"], [...heavy, "crypto"]],
  ["status", home, ["status"], [...heavy, "crypto"]],
  ["explain", home, ["explain", "acc1"], heavy],
  ["exports, a session stored", home, ["exports", "acc1", "--shell", "zsh"], heavy],
  ["credential-process, a session stored", home, ["credential-process", "acc1"], heavy],
];

for (const [name, where, words, unwanted] of rows) {
  test(`${name}: no module that it does not use`, async () => {
    const modules = await loadedBy(where, words);
    assert.equal(
      modules.filter((module) => unwanted.includes(module)),
      [],
    );
  });
}

test("no command makes Node's own streams: each is opened at the first look", async () => {
  for (const [, where, words] of rows) {
    const modules = await loadedBy(where, words);
    assert.not.ok(modules.includes("internal/fs/sync_write_stream"), words.join(" "));
  }
});

/** A message of clipanion's grammar, which is not made for a plain line. */
const grammar = /Extraneous positional argument/;

test("what is called every day brings no grammar of command lines along", () => {
  const holds = (name: string) => grammar.test(readFileSync(`${buildPackage()}dist/${name}.js`, "utf8"));
  const everyday = ["init", "exports", "unsets", "credential-process", "list", "status"];
  assert.equal(everyday.filter(holds), []);
  assert.ok(holds("awsmfa"));
});

/** The embedded STS is asked by http: what only https needs is left alone. */
const unwantedForSession = [
  "http2",
  "child_process",
  "zlib",
  "readline",
  "tty",
  "https",
  "tls",
  "perf_hooks",
  "fs/promises",
  "internal/crypto/webcrypto",
  "internal/crypto/webidl",
];

test("a fresh session loads STS's client and no more: no provider, no HTTP/2, no Web Crypto", async () => {
  const modules = await loadedBy(makeHome(sts.awsFiles), ["exports", "acc1", "--shell", "bash"], {
    AWSMFA_CODE: sts.freshCode(),
  });
  assert.equal(
    modules.filter((module) => unwantedForSession.includes(module)),
    [],
  );
});

test("a fresh session makes none of Node's own streams either: the SDK's way to read an answer does", async () => {
  const home = makeHome(sts.awsFiles);
  const seen = `${home.path}/seen`;
  const spy = home.write(
    "spy.cjs",
    `for (const name of ["stdin", "stdout", "stderr"]) {
       const { get } = Object.getOwnPropertyDescriptor(process, name);
       const look = () => (require("node:fs").appendFileSync(${JSON.stringify(seen)}, name + "\\n"), get.call(process));
       Object.defineProperty(process, name, { get: look });
     }`,
  );
  const words = ["--require", spy, `${buildPackage()}dist/main.js`, "exports", "acc1", "--shell", "bash"];
  const env = { ...home.env, AWSMFA_CODE: sts.freshCode() };
  const { status, stderr } = await runProgramAsync(process.execPath, words, { env });
  assert.equal([status, stderr], [0, ""]);
  assert.not(existsSync(seen), existsSync(seen) ? readFileSync(seen, "utf8") : "");
});

test.run();
