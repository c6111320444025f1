/** `login`, and what it shares with the AWS CLI's own cache. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardDevice } from "../../src/sandbox/standard-directory.ts";
import { type Home, makeHome } from "../support/home.ts";
import { locateProgram, runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";
import { openTerminal } from "../support/terminal.ts";

const sts = await startTestSts();
test.after(() => sts.close());
const newHome = () => makeHome(sts.awsFiles);

const awsmfa = (home: Home, args: readonly string[], env: Record<string, string> = {}) =>
  runProgramAsync("/bin/sh", ["-c", 'exec awsmfa "$@"', "sh", ...args], { env: { ...home.env, ...env } });
const lines = (text: string) =>
  text
    .replaceAll("awsmfa: ", "")
    .replace(/\d+ h \d+ min|\d+ min/g, "TIME")
    .trim()
    .split("\n");

test("the base session alone: with no profile named it is the only one there is", async () => {
  const home = newHome();
  const { status, stdout, stderr } = await awsmfa(home, ["login", sts.freshCode()]);
  assert.equal([status, stdout], [0, ""]);
  assert.equal(lines(stderr), [`the session of ${standardDevice} is open for TIME`]);
  assert.is((await awsmfa(home, ["exports", "acc2", "--shell", "bash"])).status, 0);
  assert.is((await awsmfa(home, ["login"])).status, 0);
});

test("--all opens the roles over it; one that needs a code of its own is listed", async () => {
  const home = newHome();
  const { status, stderr } = await awsmfa(home, ["login", "acc1", sts.freshCode(), "--all"]);
  assert.is(status, 0, stderr);
  const [first, ...rest] = lines(stderr);
  assert.match(first!, "is open for TIME");
  assert.equal(
    rest.slice(0, 4).map((line) => line.replace(/: .*/, "")),
    ["1 of 4", "2 of 4", "3 of 4", "4 of 4"],
  );
  const names = rest
    .slice(0, 4)
    .map((line) => line.replace(/^.*?: /, ""))
    .sort();
  assert.equal(
    names,
    ["acc1", "acc2", "chained", "partner"].map((name) => `${name}: open for TIME`),
  );
  assert.match(rest[4]!, /^not opened: long needs a code of its own/);
  assert.is(rest.length, 5);
  // Without the server's help: all of it is stored.
  const list = JSON.parse((await awsmfa(home, ["list", "--json"])).stdout) as {
    name: string;
    expiration: string | null;
  }[];
  assert.equal(
    list.filter(({ expiration }) => !expiration).map(({ name }) => name),
    ["long"],
  );
});

test("--only takes some, and can be said twice", async () => {
  const home = newHome();
  const { stderr } = await awsmfa(home, ["login", sts.freshCode(), "--only", "acc?", "--only", "part*"]);
  assert.match(stderr, "3 of 3: ");
  assert.not.match(stderr, /chained|long/);
  assert.match((await awsmfa(home, ["login", "--only", "nothing-*"])).stderr, "no role is over this session");
});

test("what fails is listed at the end with its place, and the rest is done", async () => {
  const home = newHome();
  const role = (name: string, arn: string) =>
    `[profile ${name}]\nrole_arn = ${arn}\nsource_profile = bastion\nservices = sandbox\n`;
  const more = `${role("none", "arn:aws:iam::222222222222:role/none")}${role("bad", "nonsense")}`;
  home.write(".aws/config", `${sts.awsFiles.config}\n${more}`);
  const { status, stderr } = await awsmfa(home, [
    "login",
    sts.freshCode(),
    "--only",
    "acc1",
    "--only",
    "none",
    "--only",
    "bad",
  ]);
  const all = lines(stderr);
  assert.not.equal(status, 0);
  assert.ok(
    all.some((line) => line.endsWith("acc1: open for TIME")),
    stderr,
  );
  assert.ok(
    all.some((line) => line.endsWith("none: failed")),
    stderr,
  );
  const ends = all.slice(-2).sort();
  assert.match(ends[0]!, /^not opened: bad: .*config:\d+: .*nonsense/);
  assert.match(ends[1]!, /^not opened: none: .*role\/none/);
});

test("several keys: --profile must say which; roles over the others are listed", async () => {
  const home = newHome();
  const other =
    "[profile other]\nmfa_serial = arn:aws:iam::999999999999:mfa/other\n[profile far]\nrole_arn = arn:aws:iam::999999999999:role/x\nsource_profile = other\n";
  home.write(".aws/config", `${sts.awsFiles.config}\n${other}`);
  home.write(
    ".aws/credentials",
    `${sts.awsFiles.credentials}\n[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = s\n`,
  );
  const vague = await awsmfa(home, ["login"]);
  assert.is(vague.status, 2);
  assert.match(vague.stderr, "bastion, other");
  const { status, stderr } = await awsmfa(home, [
    "login",
    sts.freshCode(),
    "--profile",
    "bastion",
    "--only",
    "far",
  ]);
  assert.is(status, 0, stderr);
  assert.match(stderr, "not opened: far is over another login: awsmfa login --profile other");
});

test("wrong usage, nothing to log in to, a refused code", async () => {
  const home = newHome();
  assert.is((await awsmfa(home, ["login", "--all", "--only", "x"])).status, 2);
  assert.is((await awsmfa(home, ["login", "unknown"])).status, 3);
  assert.is((await awsmfa(makeHome(), ["login"])).status, 3);
  const wrong = sts.wrongCode();
  const { status, stderr } = await awsmfa(home, ["login", wrong, "--all"]);
  assert.is(status, 4);
  assert.not.match(stderr, wrong);
  assert.not.match(stderr, "1 of");
});

/** The files of the AWS CLI's cache, by name. */
function cliCache(home: Home): Record<string, Record<string, Record<string, unknown>>> {
  const folder = `${home.path}/.aws/cli/cache`;
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(`${folder}/${name}`, "utf8"))]),
  );
}

const aws = locateProgram("aws");
if (aws === undefined) console.log("SKIP the AWS CLI's cache with the AWS CLI: aws is not installed");
const withAws = (home: Home) => ({
  ...home.env,
  PATH: `${home.env.PATH}:${aws ? dirname(aws) : ""}:${process.env.PATH}`,
  AWS_EC2_METADATA_DISABLED: "true",
});
const identity = ["sts", "get-caller-identity", "--endpoint-url", sts.url, "--output", "json"];
const ownDevice = sts.awsFiles.config.replace(
  "[profile acc1]",
  `[profile acc1]\nmfa_serial = ${standardDevice}`,
);

test("--cli-cache: plain aws --profile asks nothing", async () => {
  const home = makeHome({ ...sts.awsFiles, config: ownDevice });
  const { status, stderr } = await awsmfa(home, ["login", sts.freshCode(), "--all", "--cli-cache"]);
  assert.is(status, 0, stderr);
  const files = Object.keys(cliCache(home));
  assert.is(files.length, 4);
  for (const name of files) assert.is(statSync(`${home.path}/.aws/cli/cache/${name}`).mode & 0o777, 0o600);
  if (aws === undefined) return;
  for (const [profile, account] of [
    ["acc1", "222222222222"],
    ["chained", "444444444444"],
  ] as const) {
    const asked = await runProgramAsync(aws, ["--profile", profile, ...identity], { env: withAws(home) });
    assert.is(JSON.parse(asked.stdout || "{}").Account, account, asked.stderr);
  }
});

test("what the AWS CLI wrote has the form of ours, and spares the code", async () => {
  if (aws === undefined) return;
  const home = makeHome({ ...sts.awsFiles, config: ownDevice });
  const terminal = openTerminal(aws, ["--profile", "acc1", ...identity, "--region", "eu-west-1"], {
    env: { ...withAws(home), AWS_ENDPOINT_URL_STS: sts.url },
  });
  await terminal.waitFor("Enter MFA code");
  terminal.type(`${sts.freshCode()}\r`);
  await terminal.waitFor("222222222222");
  await terminal.ended;
  const [[name, theirs] = []] = Object.entries(cliCache(home));
  const asked = await awsmfa(home, ["login", "acc1", "--cli-cache"]);
  assert.is(asked.status, 0, asked.stderr);
  const got = await awsmfa(home, ["exports", "acc1", "--format", "json"], { AWSMFA_CLI_CACHE: "1" });
  assert.is(JSON.parse(got.stdout).Credentials.AccessKeyId, theirs!.Credentials!.AccessKeyId, got.stderr);
  assert.is((await awsmfa(home, ["exports", "acc1", "--format", "json"])).status, 4);

  const other = makeHome({ ...sts.awsFiles, config: ownDevice });
  await awsmfa(other, ["login", "acc1", sts.freshCode()], { AWSMFA_CLI_CACHE: "1" });
  const ours = cliCache(other)[name!]!;
  for (const part of ["Credentials", "AssumedRoleUser"] as const) {
    assert.equal(Object.keys(ours[part]!), Object.keys(theirs![part]!), part);
    for (const [key, value] of Object.entries(theirs![part]!))
      assert.is(typeof ours[part]![key], typeof value);
  }
  const shape = (text: unknown) => String(text).replace(/\d/g, "0");
  assert.is(shape(ours.Credentials!.Expiration), shape(theirs!.Credentials!.Expiration));
  assert.is(ours.Credentials!.AccountId, theirs!.Credentials!.AccountId);
});

test("an entry that ends later stays; one that ends soon, is broken or readable by others does not count", async () => {
  const home = newHome();
  const env = { AWSMFA_CLI_CACHE: "1" };
  await awsmfa(home, ["exports", "acc1", sts.freshCode(), "--format", "env"], env);
  const [name] = Object.keys(cliCache(home));
  const path = `${home.path}/.aws/cli/cache/${name}`;
  const entry = cliCache(home)[name!]!;
  const write = (expiration: string) =>
    writeFileSync(
      path,
      JSON.stringify({
        ...entry,
        Credentials: { ...entry.Credentials, AccessKeyId: "ASIATHEIRS", Expiration: expiration },
      }),
    );
  const iso = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const keptAfterLogin = async () => {
    await awsmfa(home, ["login", "acc1"], env);
    return cliCache(home)[name!]!.Credentials!.AccessKeyId === "ASIATHEIRS";
  };
  write(iso(300));
  assert.ok(await keptAfterLogin());
  write(iso(10));
  assert.not(await keptAfterLogin());
  write(iso(300));
  chmodSync(path, 0o644);
  assert.not(await keptAfterLogin());
  writeFileSync(path, "{");
  assert.not(await keptAfterLogin());
});

test("a cache that cannot be written: login says so and fails, exports works all the same", async () => {
  const home = newHome();
  mkdirSync(`${home.path}/.aws/cli`);
  home.write(".aws/cli/cache", "a file");
  const got = await awsmfa(home, ["exports", "acc1", sts.freshCode(), "--shell", "bash"], {
    AWSMFA_CLI_CACHE: "1",
  });
  assert.is(got.status, 0);
  assert.match(got.stderr, "cannot fill the AWS CLI's cache");
  const { status, stderr } = await awsmfa(home, ["login", "acc1", "--cli-cache"]);
  assert.is(status, 5);
  assert.match(stderr, "not opened: acc1: cannot fill the AWS CLI's cache");
});

test.run();
