/** `set`: the AWS CLI's published writer cases, what is refused, and what is said. */
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { locateProgram, runProgramAsync } from "../support/shell.ts";
import { closeTerminals, openTerminal } from "../support/terminal.ts";

test.after(closeTerminals);
type Home = ReturnType<typeof makeHome>;
const read = (home: Home, name: "config" | "credentials") => {
  const path = `${home.path}/.aws/${name}`;
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
};
const awsmfa = (home: Home, args: readonly string[], input = "") =>
  runProgramAsync("awsmfa", ["set", ...args], { env: home.env, input });

interface Case {
  readonly case: string;
  readonly kind?: "config";
  readonly before: string;
  readonly profile?: string;
  readonly set: Record<string, string | null | Record<string, string | null>>;
  readonly after: string;
}
const { cases } = JSON.parse(
  readFileSync(new URL("../profiles/cases/writer.json", import.meta.url), "utf8"),
) as { cases: Case[] };

function wordsOf(set: Case["set"], before = ""): string[] {
  return Object.entries(set).flatMap(([key, value]) => {
    if (value === null) return [`--unset=${before}${key}`];
    return typeof value === "string" ? [`${before}${key}=${value}`] : wordsOf(value, `${key}.`);
  });
}

test("the AWS CLI's published writer cases", async () => {
  for (const { case: what, kind, before, profile = "default", set, after } of cases) {
    const file = kind ?? "credentials";
    const home = makeHome({ [file]: before });
    const { status, stderr } = await awsmfa(home, [
      ...(kind ? [] : ["--credentials"]),
      profile,
      ...wordsOf(set),
    ]);
    assert.is(status, 0, `${what}: ${stderr}`);
    assert.is(read(home, file), after, what);
  }
});

test("keys go where the AWS CLI puts them, secrets by stdin, a line each", async () => {
  const home = makeHome();
  const words = ["me", "region=eu-west-1", "aws_access_key_id=AKIA1", "aws_secret_access_key", "s3.max=1"];
  const { status, stdout, stderr } = await awsmfa(home, words, "hush/hush\r\n");
  assert.equal([status, stdout], [0, ""], stderr);
  assert.is(read(home, "config"), "[profile me]\nregion = eu-west-1\ns3 =\n    max = 1\n");
  assert.is(
    read(home, "credentials"),
    "[me]\naws_access_key_id = AKIA1\naws_secret_access_key = hush/hush\n",
  );
  assert.not.match(stderr, "hush");
  assert.is((await awsmfa(home, ["--profile", "me", "output=json", "--unset", "region"])).status, 0);
  assert.is(read(home, "config"), "[profile me]\ns3 =\n    max = 1\noutput = json\n");
});

test("a session token of any length can be typed; it is masked", async () => {
  const home = makeHome();
  const token = "abcdef+/=".repeat(150);
  const terminal = openTerminal("/bin/sh", ["-c", "exec awsmfa set me aws_session_token"], { env: home.env });
  await terminal.waitFor("aws_session_token: ");
  terminal.type(`${token}\r`);
  await terminal.waitFor("was written");
  assert.is(await terminal.ended, 0);
  assert.is(read(home, "credentials"), `[me]\naws_session_token = ${token}\n`);
  assert.not.match(terminal.output, "abc");
});

test("what is refused changes nothing and repeats no secret", async () => {
  const config = "[profile me]\nregion = x\n";
  for (const [expected, args] of [
    [2, ["me"]],
    [2, ["me", "aws_secret_access_key=NEVER"]],
    [2, ["me", "aws_secret_access_key"]],
    [2, ["me", "output=a\nb"]],
    [2, ["me\n[evil", "output=a"]],
    [2, ["me", "[evil]=a"]],
    [3, ["me", "output=a "]],
    [2, ["me", "--as", "other"]],
    [2, ["--credential-process"]],
    [2, ["-p", "me", "other", "--credential-process"]],
    [2, []],
    [2, ["me", "region=y", "--credential-process"]],
    [3, ["nobody", "--credential-process"]],
  ] as const) {
    const home = makeHome({ config });
    const { status, stdout, stderr } = await awsmfa(home, args);
    assert.equal([status, stdout], [expected, ""], `${args.join(" ")}: ${stderr}`);
    assert.match(stderr, /^awsmfa: [^\n]+\n$/);
    assert.not.match(stderr, "NEVER");
    assert.equal([read(home, "config"), read(home, "credentials")], [config, undefined]);
  }
});

test("hints: a key that nothing reads, a profile that was not there, a value that is hidden, a profile that no longer opens", async () => {
  const home = makeHome({
    config: "[profile acc1]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = user\n",
    credentials: "[user]\naws_access_key_id = AKIA1\naws_secret_access_key = s\nregion = there\n",
  });
  for (const [words, hint] of [
    [["acc1", "mfa_serail=1"], /nothing reads a key mfa_serail; did you mean mfa_serial\?/],
    [["acc11", "region=x"], /there was no profile acc11 yet; did you mean acc1\?/],
    [["user", "region=here"], /credentials:4: region of profile user .* counts .*--credentials/],
    [["acc1", "source_profile=gone"], /profile acc1 cannot be used like this: .*source_profile = gone/],
  ] as const) {
    const { status, stderr } = await awsmfa(home, words);
    assert.is(status, 0);
    assert.match(stderr, hint);
  }
  assert.not.match((await awsmfa(home, ["acc1", "output=json", "awsmfa_function=x"])).stderr, "did you mean");
});

test("--dry-run writes nothing, and patch takes what it shows", async () => {
  const config = "# c\r\n[profile a]\r\nregion = x\r\n\r\n[profile b]\nk = ü";
  const home = makeHome({ config });
  const words = ["b", "k=é", "l=2"];
  const shown = await awsmfa(home, [...words, "--dry-run"]);
  assert.is(shown.status, 0);
  assert.is(read(home, "config"), config);
  if (locateProgram("patch") === undefined) return console.log("SKIP patch: not installed");
  const patched = await runProgramAsync("patch", ["-s", "--binary", `${home.path}/.aws/config`], {
    env: home.env,
    input: shown.stdout,
  });
  assert.is(patched.status, 0, patched.stdout);
  const byPatch = read(home, "config");
  const other = makeHome({ config });
  assert.is((await awsmfa(other, words)).status, 0);
  assert.is(byPatch, read(other, "config"));
});

test("--dry-run on a terminal: control characters of the file's own lines are made visible, tabs and line ends stay", async () => {
  const home = makeHome({ config: "[profile a]\r\n# \u001b]0;owned\u0007 \u009b31m\ttab\r\nregion = x\r\n" });
  const terminal = openTerminal("awsmfa", ["set", "a", "output=json", "--dry-run"], { env: home.env });
  await terminal.waitFor("+output = json");
  await terminal.ended;
  assert.match(terminal.output, / # \ufffd\]0;owned\ufffd \ufffd31m\ttab\r+\n/);
  assert.not.match(terminal.output, /\u001b\]|\u0007|\u009b/);
});

test("both files or none: where one cannot be written the other is as it was", async () => {
  const home = makeHome({ credentials: "[me]\n" });
  mkdirSync(`${home.path}/.aws/config`);
  const { status, stderr } = await awsmfa(home, ["me", "aws_access_key_id=AKIA1", "region=x"]);
  assert.is(status, 5, stderr);
  assert.is(read(home, "credentials"), "[me]\n");

  const fresh = makeHome();
  symlinkSync("config", `${mkdirAws(fresh)}/config`);
  const looped = await awsmfa(fresh, ["me", "aws_access_key_id=AKIA1", "region=x"]);
  assert.is(looped.status, 5, looped.stderr);
  assert.is(read(fresh, "credentials"), undefined);
});

test("a file that fails when the other one is written already takes that one back with it", async () => {
  for (const credentials of ["[me]\n", undefined]) {
    const home = makeHome(credentials === undefined ? {} : { credentials });
    const { status, stderr } = await runProgramAsync(
      "awsmfa",
      ["set", "me", "aws_access_key_id=AKIA1", "region=x"],
      { env: { ...home.env, AWS_CONFIG_FILE: "/dev/null" } },
    );
    assert.is(status, 5, stderr);
    assert.is(read(home, "credentials"), credentials);
  }
});

test("a link stays a link", async () => {
  const home = makeHome({ config: "[default]\n" });
  renameSync(`${home.path}/.aws/config`, `${home.path}/real`);
  symlinkSync("../real", `${home.path}/.aws/config`);
  assert.is((await awsmfa(home, ["default", "region=x"])).status, 0);
  assert.ok(lstatSync(`${home.path}/.aws/config`).isSymbolicLink());
  assert.is(readFileSync(`${home.path}/real`, "utf8"), "[default]\nregion = x\n");
});

test("--credential-process: a profile of its own, with the profile's settings and none of its credentials; again is nothing", async () => {
  const config =
    "[default]\nregion = eu-north-1\n[profile acc1]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = user\noutput = text\ns3 =\n  max = 1\nduration_seconds = 900\nawsmfa_function = one\n";
  const home = makeHome({
    config,
    credentials: "[user]\naws_access_key_id = AKIA1\naws_secret_access_key = s\n",
  });
  assert.is((await awsmfa(home, ["acc1", "--credential-process"])).status, 0);
  const [, added] = read(home, "config")!.split("[profile acc1-mfa]\n");
  assert.match(
    added!,
    /^credential_process = '?\/.*\/shell\/awsmfa'? credential-process acc1\nregion = eu-north-1\noutput = text\ns3 =\n {4}max = 1\n$/,
  );
  const after = read(home, "config");
  for (const words of [
    ["-p", "acc1"],
    ["-p", "acc1", "acc1"],
  ])
    assert.match((await awsmfa(home, [...words, "--credential-process"])).stderr, /nothing to change/);
  assert.match((await awsmfa(home, ["acc1", "--credential-process"])).stderr, /nothing to change/);
  assert.is(read(home, "config"), after);
  const twice = await awsmfa(home, ["acc1-mfa", "--credential-process"]);
  assert.is(twice.status, 3);
  assert.match(twice.stderr, /config:\d+: profile acc1-mfa hands out the session of acc1 already\n$/);
  const shown = await awsmfa(home, ["user", "--credential-process", "--dry-run"]);
  assert.equal([shown.status, shown.stderr], [0, ""]);
  const taken = await awsmfa(home, ["acc1", "--credential-process", "--as", "user"]);
  assert.equal([taken.status, /is not for the sessions of acc1/.test(taken.stderr)], [3, true]);
});

// What was added in UTF-8 made a file that no program could read, and the exit code was 0.
test("a file in UTF-16 is left alone, by add as well: save it as UTF-8", async () => {
  const little = Buffer.from("\ufeff[default]\r\nregion = eu-west-1\r\n", "utf16le");
  for (const content of [little, Buffer.from(little).swap16()]) {
    const home = makeHome();
    const path = home.write(".aws/config", content);
    for (const words of [
      ["set", "default", "output=json"],
      ["add", "acc1", "--role-arn", "arn:aws:iam::1:role/x", "credential_source=Environment"],
    ]) {
      const { status, stdout, stderr } = await runProgramAsync("awsmfa", words, { env: home.env });
      assert.equal([status, stdout], [3, ""], stderr);
      assert.match(stderr, /^awsmfa: .*\/\.aws\/config:1: the file is in UTF-16.* save it as UTF-8.*\n$/);
      assert.equal(readFileSync(path), content);
    }
  }
});

function mkdirAws({ path }: Home): string {
  mkdirSync(`${path}/.aws`);
  return `${path}/.aws`;
}

test.run();
