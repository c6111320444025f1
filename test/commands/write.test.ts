/** `write`: the credentials file before and after, byte for byte, and what reads it afterwards. */
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());

const keys =
  "aws_access_key_id = AKIASANDBOXALEX00001\naws_secret_access_key = sandbox/secret+of/alex/worth/nothing/0001\n";
const device = "mfa_serial = arn:aws:iam::111111111111:mfa/alex\n";

/** A home with these lines before the credentials file of the standard person. */
function newHome(credentials = "", config = "") {
  return makeHome({
    config: `${sts.awsFiles.config}\n[default]\nservices = sandbox\n${config}`,
    credentials: `${credentials}${sts.awsFiles.credentials}`,
  });
}
type Home = ReturnType<typeof newHome>;
const path = (home: Home) => `${home.path}/.aws/credentials`;
const read = (home: Home) => readFileSync(path(home), "utf8");
const awsmfa = (home: Home, args: readonly string[], env: Record<string, string> = {}) =>
  runProgramAsync("awsmfa", args, { env: { ...home.env, ...env } });

/** What stands in a section, line by line. */
function section(text: string, name: string): string[] {
  const [, after = ""] = text.split(new RegExp(`^\\[${name}\\]\n`, "m"));
  return after.split(/^\[/m)[0]!.split("\n").filter(Boolean);
}
const value = (text: string, name: string, key: string) =>
  section(text, name)
    .find((line) => line.startsWith(`${key} = `))
    ?.slice(key.length + 3);

test("keys, token, region and end of the session; the rest of the file stands, and --clear takes it all out again", async () => {
  const home = newHome("# mine\n[other]\nregion=x\n\n");
  const before = read(home);
  const { status, stdout, stderr } = await awsmfa(home, ["write", sts.freshCode(), "--profile", "acc1"]);
  assert.equal([status, stdout], [0, ""], stderr);
  const after = read(home);
  assert.ok(after.startsWith(`${before}[default]\n`));
  assert.equal(
    section(after, "default").map((line) => line.split(" = ")[0]),
    [
      "aws_access_key_id",
      "aws_secret_access_key",
      "aws_session_token",
      "expiration",
      "region",
      "aws_credential_expiration",
    ],
  );
  assert.match(value(after, "default", "aws_access_key_id")!, /^ASIA/);
  assert.is(value(after, "default", "region"), "eu-west-1");
  assert.match(value(after, "default", "expiration")!, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.is(value(after, "default", "aws_credential_expiration"), value(after, "default", "expiration"));
  assert.not.match(stderr, value(after, "default", "aws_secret_access_key")!);

  assert.is((await awsmfa(home, ["write", "--clear"])).status, 0);
  assert.is(read(home), before);
  assert.equal((await awsmfa(home, ["write", "--clear"])).status, 0);
  assert.is(read(home), before);
});

test("a second session replaces the first in its very lines; output, comments and older names of the token stay or follow", async () => {
  const old =
    "[default]\n# c\noutput = text\naws_access_key_id=ASIAOLD\nregion = mine\naws_secret_access_key = old\naws_security_token = old\naws_session_token : old\n# d\n[z]\n";
  const home = newHome(old);
  assert.is((await awsmfa(home, ["write", sts.freshCode(), "-p", "acc1"])).status, 0);
  const first = read(home);
  assert.is((await awsmfa(home, ["write", "-p", "acc2"])).status, 0);
  const second = read(home);
  for (const text of [first, second]) {
    assert.match(text, /^\[default\]\n# c\noutput = text\naws_access_key_id = ASIA/);
    assert.is(value(text, "default", "aws_security_token"), value(text, "default", "aws_session_token"));
    assert.not.match(text, /= old$/m);
    assert.match(text, /\n# d\n\[z\]\n/);
  }
  assert.equal(
    [first, second].map((text) => value(text, "default", "region")),
    ["eu-west-1", "us-east-1"],
  );
  assert.is(first.split("\n").length, second.split("\n").length);
});

test("long-term keys are not overwritten where they stand nowhere else: nothing changes, no code is used up", async () => {
  const home = newHome(`[default]\n${keys.replace("ALEX00001", "OTHER")}`);
  const before = read(home);
  const code = sts.freshCode();
  const { status, stderr } = await awsmfa(home, ["write", code, "--profile", "bastion"]);
  assert.is(status, 3);
  assert.match(stderr, /^awsmfa: .*\.aws\/credentials:2: \[default\] holds long-term keys .*--keep-as/);
  assert.is(read(home), before);
  assert.is((await awsmfa(home, ["write", code, "--profile", "bastion", "--to", "elsewhere"])).status, 0);
  assert.ok(read(home).startsWith(before));
});

test("they are where another section holds the very same", async () => {
  const home = newHome(`[default]\n${keys}${device}`);
  assert.is((await awsmfa(home, ["write", sts.freshCode(), "--profile", "bastion"])).status, 0);
  assert.match(value(read(home), "default", "aws_access_key_id")!, /^ASIA/);
  assert.ok(read(home).endsWith(sts.awsFiles.credentials));

  // The same id with another secret is not the same.
  const typo = newHome(`[default]\n${keys.replace("0001\n", "0002\n")}${device}`);
  assert.is((await awsmfa(typo, ["write", sts.freshCode(), "--profile", "bastion"])).status, 3);
});

test("--keep-as moves them, and the next day finds them there", async () => {
  const home = makeHome({
    config: `${sts.awsFiles.config}\n[default]\nservices = sandbox\nregion = eu-west-3\n${device}[profile mine]\nrole_arn = arn:aws:iam::222222222222:role/developer\nsource_profile = default\n`,
    credentials: `[default]\n${keys}`,
  });
  const { status, stderr } = await awsmfa(home, ["write", sts.freshCode(), "--keep-as", "aws-mfa"]);
  assert.is(status, 0, stderr);
  assert.match(stderr, /profile mine starts from default/);
  const after = read(home);
  assert.equal(section(after, "aws-mfa"), `${keys}${device}region = eu-west-3`.split("\n"));
  assert.match(value(after, "default", "aws_access_key_id")!, /^ASIA/);
  assert.is(value(after, "default", "region"), "eu-west-3");
  home.write(
    ".aws/config",
    `${readFileSync(`${home.path}/.aws/config`, "utf8")}[profile aws-mfa]\nservices = sandbox\n`,
  );
  for (const args of [
    ["write", sts.freshCode()],
    ["write", sts.freshCode(), "--keep-as", "aws-mfa"],
  ]) {
    home.write(".aws/credentials", read(home).replace(/^(aws_session_token = ).*$/m, "$1stale"));
    const again = await awsmfa(home, args);
    assert.is(again.status, 0, again.stderr);
    assert.is(read(home), after);
  }
});

test("[aws-mfa] is the source where there is one; a session is no source for the next", async () => {
  const home = newHome(`[aws-mfa]\n${keys}${device}`, "[profile aws-mfa]\nservices = sandbox\n");
  const { status, stderr } = await awsmfa(home, ["write", sts.freshCode()], { AWS_PROFILE: "acc2" });
  assert.is(status, 0, stderr);
  const before = read(home);
  const own = await awsmfa(home, ["write", "--profile", "default"]);
  assert.is(own.status, 3);
  assert.match(own.stderr, /default holds a session already/);
  assert.is(read(home), before);
});

test("what would not be read is not written: roles and SSO come before keys", async () => {
  const home = newHome();
  const before = read(home);
  const { status, stderr } = await awsmfa(home, ["write", sts.freshCode(), "-p", "acc1", "--to", "acc1"]);
  assert.is(status, 3);
  assert.match(stderr, /\.aws\/config:\d+: profile acc1 has role_arn/);
  assert.is(read(home), before);
});

test("keys without a device are no session; a refused code, an unknown profile and a word that is no code change nothing", async () => {
  const home = newHome(`[bare]\n${keys}`);
  const before = read(home);
  for (const [expected, args] of [
    [3, ["write", "-p", "bare"]],
    [4, ["write", sts.wrongCode(), "-p", "acc1"]],
    [3, ["write", "-p", "acc9"]],
    [2, ["write", "acc1"]],
    [2, ["write", "--duration", "soon"]],
  ] as const) {
    const { status, stdout, stderr } = await awsmfa(home, args);
    assert.equal([status, stdout], [expected, ""], stderr);
    assert.is(read(home), before);
  }
});

test("a section that cannot be written shows before the code is used up; --dry-run says no word of what it has not done", async () => {
  const home = newHome();
  const code = sts.freshCode();
  const before = sts.calls.length;
  for (const [expected, to] of [
    [2, ""],
    [3, "DEFAULT"],
    [2, "x]\n[y"],
  ] as const)
    assert.is((await awsmfa(home, ["write", code, "-p", "acc1", "--to", to])).status, expected, to);
  assert.is(sts.calls.length, before);
  const shown = await awsmfa(home, ["write", code, "-p", "acc1", "--dry-run"]);
  assert.equal([shown.status, shown.stderr], [0, ""]);
  assert.match(shown.stdout, /\n\+aws_session_token = \*{8}\n/);
});

test("--clear leaves long-term keys alone, and a region that was there before", async () => {
  const home = newHome(
    "[default]\nregion = r\n[long]\naws_access_key_id = AKIA1\naws_secret_access_key = s\naws_session_token = left over\n",
  );
  const before = read(home);
  assert.is((await awsmfa(home, ["write", "--clear", "--to", "long"])).status, 0);
  assert.is(read(home), before);
  assert.is((await awsmfa(home, ["write", sts.freshCode(), "-p", "acc1"])).status, 0);
  assert.is((await awsmfa(home, ["write", "--clear"])).status, 0);
  assert.is(read(home), before.replace("region = r", "region = eu-west-1"));
});

// `[default]` with long-term keys above, a session pasted below: --clear took both, and said 0.
const pasted = "aws_access_key_id = ASIAX\naws_secret_access_key = bar\naws_session_token = t\n";
const longTerm = "aws_access_key_id = AKIAOLD0000000000001\naws_secret_access_key = only/copy\n";
for (const [what, lines, line] of [
  ["the section stands twice", `[default]\n${longTerm}\n[default]\n${pasted}`, 2],
  ["another section lies between", `[default]\n${longTerm}[z]\nregion = x\n[default]\n${pasted}`, 2],
  ["one section has two pairs", `[default]\nregion = x\n${longTerm}${pasted}`, 3],
  ["the keys are written in capitals", `[default]\n${longTerm.toUpperCase()}${pasted}`, 2],
  ["the secret alone is hidden", `[default]\naws_secret_access_key = only/copy\n${pasted}`, 2],
  ["they were pasted in deeper", `[default]\n${pasted}${longTerm.replace(/^a/gm, "  a")}`, 5],
  ["long-term keys hide others", `[default]\n${longTerm.replace(/OLD|only/g, "NEW")}${longTerm}`, 2],
] as const)
  test(`keys that no program sees are not lost with the session: ${what}`, async () => {
    const home = newHome(lines);
    const before = read(home);
    const isSession = lines.includes("ASIA");
    const calls = sts.calls.length;
    for (const args of [
      ...(isSession ? [["write", "--clear"]] : []),
      ["write", sts.freshCode(), "-p", "acc1"],
      ["write", sts.freshCode(), "-p", "acc1", "--keep-as", "kept"],
    ]) {
      const { status, stderr } = await awsmfa(home, args);
      assert.is(status, 3, stderr);
      assert.ok(stderr.includes(`/.aws/credentials:${line}: [default] holds another key here`), stderr);
      assert.is(stderr.trim().split("\n").length, 1);
      assert.is(read(home), before);
    }
    assert.is(sts.calls.length, calls);
  });

test("the same keys twice are nothing hidden: --clear takes the session out", async () => {
  const home = newHome(`[default]\n${pasted}[default]\n${pasted}`);
  assert.is((await awsmfa(home, ["write", "--clear"])).status, 0);
  assert.not.match(read(home), /ASIAX/);
});

test("a file that cannot be written: exit 5; one that others could read is its owner's alone afterwards", async () => {
  const home = newHome();
  chmodSync(path(home), 0o644);
  assert.is((await awsmfa(home, ["write", sts.freshCode(), "-p", "acc1"])).status, 0);
  assert.is(statSync(path(home)).mode & 0o777, 0o600);
  const keysInConfig = makeHome({
    config: `${sts.awsFiles.config}${sts.awsFiles.credentials.replace("[bastion]\n", "[profile keyed]\nservices = sandbox\n")}${device}`,
  });
  mkdirSync(path(keysInConfig), { recursive: true });
  const { status, stderr } = await awsmfa(keysInConfig, ["write", sts.freshCode(), "-p", "keyed"]);
  assert.equal([status, /not a regular file/.test(stderr)], [5, true], stderr);
  rmSync(path(keysInConfig), { recursive: true });
});

test("the AWS CLI's published writer cases: what stands beside the session's own lines stays, --clear brings the rest back", async () => {
  const table = readFileSync(new URL("../profiles/cases/writer.json", import.meta.url), "utf8");
  const { cases } = JSON.parse(table) as {
    cases: { case: string; kind?: string; before: string; profile?: string }[];
  };
  const sessionLine =
    /^(aws_access_key_id|aws_secret_access_key|aws_session_token|expiration|aws_credential_expiration) = /;
  for (const { case: what, before, profile: to = "default" } of cases.filter(({ kind }) => !kind)) {
    // One of the cases has a region of its own, which a profile's would replace.
    const home = makeHome({ config: sts.awsFiles.config.replace("region = eu-central-1\n", "") });
    const source = home.write(
      "keys",
      `${before}${before.endsWith("\n") || !before ? "" : "\n"}${sts.awsFiles.credentials}`,
    );
    const env = { AWS_SHARED_CREDENTIALS_FILE: source };
    const old = readFileSync(source, "utf8");
    const written = await awsmfa(home, ["write", sts.freshCode(), "-p", "bastion", "--to", to], env);
    assert.is(written.status, 0, `${what}: ${written.stderr}`);
    const now = readFileSync(source, "utf8");
    const others = now.split("\n").filter((line) => !sessionLine.test(line.trim()) || old.includes(line));
    const isNew = !old.split("\n").some((line) => line.trim() === `[${to}]`);
    const expected = isNew ? `${old}[${to}]\n` : old;
    assert.is(others.join("\n"), expected, what);
    await awsmfa(home, ["write", "--clear", "--to", to], env);
    // A section that holds nothing goes with the session, whoever made it.
    const kept = what === "an empty section" ? old.replace(`[${to}]\n`, "") : old;
    assert.is(readFileSync(source, "utf8"), kept, what);
  }
});

test.run();
