/** `login`, and what it shares with the AWS CLI's own cache. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardDevice } from "../../src/sandbox/standard-directory.ts";
import { type Home, makeHome } from "../support/home.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

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

test("a section of mere settings is no role: --all passes it over, an --only that names it finds none", async () => {
  const home = newHome();
  home.write(".aws/config", `${sts.awsFiles.config}\n[default]\nregion = eu-west-1\n`);
  const all = await awsmfa(home, ["login", sts.freshCode(), "--all", "--profile", "bastion"]);
  assert.is(all.status, 0, all.stderr);
  assert.not.match(all.stderr, "default");
  const only = await awsmfa(home, ["login", "--only", "default", "--profile", "bastion"]);
  assert.is(only.status, 0);
  assert.match(only.stderr, "no role is over this session");
});

test("--only takes some, and can be said twice", async () => {
  const home = newHome();
  const { stderr } = await awsmfa(home, ["login", sts.freshCode(), "--only", "acc?", "--only", "part*"]);
  assert.match(stderr, "3 of 3: ");
  assert.not.match(stderr, /chained|long/);
  const none = await awsmfa(home, ["login", "--only", "acc?", "--only", "nothing-*"]);
  assert.match(none.stderr, "--only nothing-*: no profile has such a name");
  assert.is(none.status, 3);
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

test("with no profile named, what is wrong with the only one is told, not that there is none", async () => {
  const home = makeHome({
    config:
      "[default]\nregion = eu-west-1\n[profile bastion]\nmfa_serial = arn:aws:iam::111111111111:mfa/me\n",
    credentials: "[bastion]\naws_access_key_id = AKIAEXAMPLE\n",
  });
  const [bare, named] = [await awsmfa(home, ["login"]), await awsmfa(home, ["login", "bastion"])];
  assert.is(bare.status, 3);
  assert.match(bare.stderr, "aws_secret_access_key");
  assert.is(bare.stderr, named.stderr);

  home.write(".aws/credentials", "[plain]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n");
  home.write(".aws/config", "[default]\nregion = eu-west-1\n");
  assert.match((await awsmfa(home, ["login"])).stderr, "no profile asks for MFA");
  const gone = await awsmfa(home, ["login"], { AWS_PROFILE: "gone" });
  assert.match(gone.stderr, /no .*gone|gone.*no /);
});

/** The files of the AWS CLI's cache, by name. */
function cliCache(home: Home): Record<string, Record<string, Record<string, unknown>>> {
  const folder = `${home.path}/.aws/cli/cache`;
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(`${folder}/${name}`, "utf8"))]),
  );
}

test("--cli-cache: an entry for each role, the person's alone", async () => {
  const home = newHome();
  const { status, stderr } = await awsmfa(home, ["login", sts.freshCode(), "--all", "--cli-cache"]);
  assert.is(status, 0, stderr);
  const modes = Object.keys(cliCache(home)).map(
    (name) => statSync(`${home.path}/.aws/cli/cache/${name}`).mode,
  );
  assert.equal(
    modes.map((mode) => mode & 0o777),
    [0o600, 0o600, 0o600, 0o600],
  );
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

test("forget takes what stands of a session in the AWS CLI's cache, too", async () => {
  const home = makeHome(sts.awsFiles);
  await awsmfa(home, ["login", sts.freshCode(), "--all", "--cli-cache"]);
  const theirs = home.write(".aws/cli/cache/theirs.json", '{"Credentials": {"AccessKeyId": "ASIATHEIRS"}}');
  const names = Object.keys(cliCache(home)).length;
  assert.ok(names > 2);
  await awsmfa(home, ["forget", "acc1"]);
  assert.is(Object.keys(cliCache(home)).length, names - 1);
  await awsmfa(home, ["forget", "--all"]);
  assert.equal(Object.keys(cliCache(home)), ["theirs.json"], theirs);
});

test.run();
