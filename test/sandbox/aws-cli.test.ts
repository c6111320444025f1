/** The real AWS CLI against the embedded STS: an independent judge of signatures, answers and refusals. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardDevice, standardRoles } from "../../src/sandbox/standard-directory.ts";
import { installedAwsClis, useAwsCli } from "../support/aws-cli.ts";
import { makeHome } from "../support/home.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());

for (const cli of installedAwsClis()) {
  const { name } = cli;
  const home = makeHome(sts.awsFiles);
  useAwsCli(home, cli, sts.url);

  async function run(...words: string[]) {
    const env = { ...home.env, AWS_EC2_METADATA_DISABLED: "true" };
    const { status, stdout, stderr } = await runProgramAsync("aws", words, { env });
    return { status, stderr, json: stdout.startsWith("{") ? JSON.parse(stdout) : undefined };
  }

  const stsCommand = (...words: string[]) => run("--profile", "bastion", "--output", "json", "sts", ...words);

  test(`${name}: who am I`, async () => {
    const { json, stderr } = await stsCommand("get-caller-identity");
    assert.equal(
      json,
      { UserId: "AIDASANDBOXALEX00001", Account: "111111111111", Arn: "arn:aws:iam::111111111111:user/alex" },
      stderr,
    );
  });

  test(`${name}: IAM, in the same place, tells the MFA devices`, async () => {
    const iam = ["--profile", "bastion", "--output", "json", "iam"];
    const { json, stderr } = await run(...iam, "list-mfa-devices");
    assert.equal(
      json?.MFADevices.map((device: { UserName: string; SerialNumber: string }) => [
        device.UserName,
        device.SerialNumber,
      ]),
      [["alex", standardDevice]],
      stderr,
    );
    assert.match((await run(...iam, "list-mfa-devices", "--user-name", "sam")).stderr, /NoSuchEntity/);
    assert.match((await run(...iam, "list-users")).stderr, /InvalidAction/);
  });

  test(`${name}: a session with a code; the same code again is refused in AWS's words`, async () => {
    const words = ["get-session-token", "--serial-number", standardDevice, "--token-code", sts.freshCode()];
    const { json, stderr } = await stsCommand(...words);
    assert.equal(
      Object.keys(json?.Credentials ?? {}).sort(),
      ["AccessKeyId", "Expiration", "SecretAccessKey", "SessionToken"],
      stderr,
    );
    assert.match(
      (await stsCommand(...words)).stderr,
      "An error occurred (AccessDenied) when calling the GetSessionToken operation: MultiFactorAuthentication failed with invalid MFA one time pass code.",
    );
  });

  test(`${name}: a role with a code, and all that can go with it`, async () => {
    const { arn, externalId } = standardRoles.partner;
    const { json, stderr } = await stsCommand(
      ...["assume-role", "--role-arn", arn, "--role-session-name", "desk", "--external-id", externalId!],
      ...["--serial-number", standardDevice, "--token-code", sts.freshCode(), "--duration-seconds", "900"],
      ...[
        "--tags",
        JSON.stringify([{ Key: "a b", Value: "ü*'()!~" }]),
        "--policy",
        '{"Version":"2012-10-17","Statement":[]}',
      ],
    );
    assert.is(json?.AssumedRoleUser.Arn, "arn:aws:sts::555555555555:assumed-role/partner/desk", stderr);
  });

  test(`${name}: the config file alone leads it here: a role profile over the bastion`, async () => {
    const words = ["--profile", "bastion", "--output", "json", "sts"];
    assert.is((await run(...words, "get-caller-identity")).json?.Account, "111111111111");
    // MFA would be asked on a terminal; the role without it is reached from a role session.
    const session = await run(
      ...[...words, "assume-role", "--role-arn", standardRoles.acc1.arn, "--role-session-name", "desk"],
      ...["--serial-number", standardDevice, "--token-code", sts.freshCode()],
    );
    const { AccessKeyId, SecretAccessKey, SessionToken } = session.json.Credentials;
    home.write(
      ".aws/credentials",
      `[acc1-now]\naws_access_key_id = ${AccessKeyId}\naws_secret_access_key = ${SecretAccessKey}\naws_session_token = ${SessionToken}\n`,
    );
    home.write(
      ".aws/config",
      `${sts.awsFiles.config.replaceAll("source_profile = acc1", "source_profile = acc1-now")}\n[profile acc1-now]\nservices = sandbox\n`,
    );
    const { json, stderr } = await run(
      "--profile",
      "chained",
      "--output",
      "json",
      "sts",
      "get-caller-identity",
    );
    assert.is(json?.Account, "444444444444", stderr);
  });
}

test("at least one test runs where there is no AWS CLI", () => {});

test.run();
