/** The real AWS CLI, every version of it that is here, by each way that a session is handed over: who does STS say it is? */
import { readdirSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardDevice } from "../../src/sandbox/standard-directory.ts";
import { type AwsCli, installedAwsClis, useAwsCli } from "../support/aws-cli.ts";
import { type Home, makeHome } from "../support/home.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";
import { closeTerminals, openTerminal } from "../support/terminal.ts";

const sts = await startTestSts();
test.after(() => sts.close());
test.after(closeTerminals);

const developer = (account: string) => `arn:aws:sts::${account}:assumed-role/developer/alex`;
const identity = ["sts", "get-caller-identity", "--query", "Arn", "--output", "text"];
/** Without a device of its own the AWS CLI assumes the role with the bare key, which is refused; without a profile it reads [default]. */
const ownDevice = `${sts.awsFiles.config.replace("[profile acc1]", `[profile acc1]\nmfa_serial = ${standardDevice}`)}
[default]
services = sandbox
`;

interface Place {
  readonly home: Home;
  readonly env: Readonly<Record<string, string>>;
  /** What it prints on stdout; fails where its status is not 0. */
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
}

function openPlace(cli: AwsCli, config = ownDevice): Place {
  const home = makeHome({ ...sts.awsFiles, config });
  useAwsCli(home, cli, sts.url);
  const env = { ...home.env, AWS_EC2_METADATA_DISABLED: "true", AWS_PAGER: "" };
  const run: Place["run"] = async ([program, ...words], more) => {
    const { status, stdout, stderr } = await runProgramAsync(program!, words, { env: { ...env, ...more } });
    assert.is(status, 0, `${program} ${words.join(" ")}: ${stderr}`);
    return stdout.trim();
  };
  return { home, env, run };
}

/** The files of the AWS CLI's cache, by name. */
function cliCache({ path }: Home): Record<string, Record<string, Record<string, unknown>>> {
  const folder = `${path}/.aws/cli/cache`;
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(`${folder}/${name}`, "utf8"))]),
  );
}

for (const cli of installedAwsClis()) {
  const { name } = cli;

  test(`${name} by session: --profile, the profile's own output setting, and the error of aws itself`, async () => {
    const { env, run } = openPlace(cli, ownDevice.replace("[profile acc1]", "[profile acc1]\noutput = text"));
    const asked = ["awsmfa", "session", "--profile", "acc1", "sts", "get-caller-identity"];
    const first = await run(asked, { AWSMFA_CODE: sts.freshCode() });
    assert.is(first.split("\t")[1], developer("222222222222"));
    assert.is(await run(["awsmfa", "session", ...identity, "--profile", "acc2"]), developer("333333333333"));
    const words = ["session", ...identity, "--profile", "nono"];
    const { status, stderr } = await runProgramAsync("awsmfa", words, { env });
    assert.match(stderr, "(nono) could not be found");
    assert.is(status, 255);
  });

  test(`${name} by exec`, async () => {
    const { run } = openPlace(cli);
    const asked = ["awsmfa", "exec", "acc1", sts.freshCode(), "--", "aws", ...identity];
    assert.is(await run(asked), developer("222222222222"));
  });

  test(`${name} by credential-process, of a name full of quotes, blanks and # too`, async () => {
    const sdk = "[profile sdk]\nservices = sandbox\nregion = eu-west-1\n";
    const config = `${ownDevice}${sdk}credential_process = awsmfa credential-process acc1\n`;
    const { run } = openPlace(cli, config);
    await run(["awsmfa", "login", sts.freshCode(), "--profile", "bastion"]);
    assert.is(await run(["aws", "--profile", "sdk", ...identity]), developer("222222222222"));
    const odd = "it's $HOME # `id` ; odd";
    const role = ["role_arn=arn:aws:iam::333333333333:role/developer", "source_profile=bastion"];
    await run(["awsmfa", "set", odd, ...role, "services=sandbox"]);
    await run(["awsmfa", "set", odd, "--credential-process", "--as", "odd-mfa"]);
    assert.is(await run(["aws", "--profile", "odd-mfa", ...identity]), developer("333333333333"));
  });

  test(`${name} by write, until --clear`, async () => {
    const { run } = openPlace(cli);
    await run(["awsmfa", "write", sts.freshCode(), "--profile", "acc1", "--to", "now"]);
    await run(["awsmfa", "set", "now", "services=sandbox", "region=eu-west-1"]);
    assert.is(await run(["aws", "--profile", "now", ...identity]), developer("222222222222"));
    await run(["awsmfa", "write", "--clear", "--to", "now"]);
    const gone = await run(["sh", "-c", "aws --profile now sts get-caller-identity 2>&1 || true"]);
    assert.match(gone, /Unable to locate credentials/, gone);
  });

  test(`${name} by its own cache: plain aws --profile asks nothing`, async () => {
    const { run } = openPlace(cli);
    await run(["awsmfa", "login", sts.freshCode(), "--all", "--cli-cache"]);
    assert.is(await run(["aws", "--profile", "acc1", ...identity]), developer("222222222222"));
    assert.match(await run(["aws", "--profile", "chained", ...identity]), ":sts::444444444444:assumed-role/");
  });

  test(`${name}: what it wrote into its cache has the form of ours, and spares the code`, async () => {
    const { home, env, run } = openPlace(cli);
    const terminal = openTerminal("aws", ["--profile", "acc1", ...identity], { env });
    await terminal.waitFor("Enter MFA code");
    terminal.type(`${sts.freshCode()}\r`);
    await terminal.waitFor(":sts::222222222222:assumed-role/");
    await terminal.ended;
    const [[file, theirs] = []] = Object.entries(cliCache(home));
    await run(["awsmfa", "login", "acc1", "--cli-cache"]);
    const exports = ["awsmfa", "exports", "acc1", "--format", "json"];
    const got = JSON.parse(await run(exports, { AWSMFA_CLI_CACHE: "1" }));
    assert.is(got.Credentials.AccessKeyId, theirs!.Credentials!.AccessKeyId);
    assert.is((await runProgramAsync("awsmfa", exports.slice(1), { env })).status, 4);

    const other = openPlace(cli);
    await other.run(["awsmfa", "login", "acc1", sts.freshCode()], { AWSMFA_CLI_CACHE: "1" });
    assertSameForm(cliCache(other.home)[file!]!, theirs!);
  });
}

/** Ours is that of the newest AWS CLI; an older one has no AccountId, and +00:00 for Z. */
function assertSameForm(
  ours: Record<string, Record<string, unknown>>,
  theirs: Record<string, Record<string, unknown>>,
): void {
  for (const part of ["Credentials", "AssumedRoleUser"] as const) {
    const known = Object.keys(ours[part]!).filter((key) => key !== "AccountId" || key in theirs[part]!);
    assert.equal(known, Object.keys(theirs[part]!), part);
    for (const [key, value] of Object.entries(theirs[part]!))
      assert.is(typeof ours[part]![key], typeof value, `${part}.${key}`);
  }
  const shape = (text: unknown) => String(text).replace(/\d/g, "0").replace("+00:00", "Z");
  assert.is(shape(ours.Credentials!.Expiration), shape(theirs.Credentials!.Expiration));
  if (theirs.Credentials!.AccountId) assert.is(ours.Credentials!.AccountId, theirs.Credentials!.AccountId);
}

test("at least one test runs where there is no AWS CLI", () => {});

test.run();
