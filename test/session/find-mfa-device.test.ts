/** `--mfa-serial auto`: IAM asked over HTTP for the devices behind a profile's keys. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { AwsmfaError } from "../../src/errors.ts";
import { readProfiles } from "../../src/profiles/read.ts";
import { standardDevice, standardKey, standardRoles } from "../../src/sandbox/standard-directory.ts";
import { findMfaDevice, listMfaDevices } from "../../src/session/find-mfa-device.ts";
import { iamSettings } from "../../src/session/plan/iam-settings.ts";
import { lazySts } from "../../src/sts/lazy.ts";
import { makeHome } from "../support/home.ts";
import { startTestSts } from "../support/sts.ts";

const account = "arn:aws:iam::111111111111";
const key = { accessKeyId: "AKIATEST000000000001", secretAccessKey: "secret+of/tests" };
const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

const servers: { readonly close: () => Promise<void> }[] = [];
test.after(async () => {
  for (const server of servers) await server.close();
});

/** An AWS whose only user has these devices, and what its files say. */
async function withDevices(serials: readonly string[]) {
  const user = {
    arn: `${account}:user/team/sam`,
    id: "AIDATEST",
    keys: [key],
    mfaDevices: serials.map((serialNumber) => ({ serialNumber, base32Secret: secret })),
  };
  const server = await startTestSts({ directory: { users: [user], roles: Object.values(standardRoles) } });
  servers.push(server);
  const config = `[default]\nregion = eu-central-1\nservices = s\n[profile role]\nrole_arn = ${standardRoles.acc1.arn}\nsource_profile = default\n[services s]\niam =\n  endpoint_url = ${server.url}\n`;
  const credentials = `[default]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`;
  const home = makeHome({ config, credentials });
  const find = (profile = "default") =>
    findMfaDevice(readProfiles({}, home.path), profile, {
      env: {},
      home: home.path,
      now: () => new Date(),
      // The real one: only in it can the SDK be told to be quiet.
      sts: lazySts(process.env),
    });
  return { server, find };
}

async function refusal(work: Promise<unknown>): Promise<AwsmfaError> {
  const error = await work.then(
    () => undefined,
    (reason) => reason,
  );
  assert.instance(error, AwsmfaError);
  return error;
}

test("the only device that shows codes is found, for a role's profile too; a security key beside it is passed over", async () => {
  const { server, find } = await withDevices([`${account}:u2f/user/sam/key-ABC`, `${account}:mfa/sam&co`]);
  assert.is(await find(), `${account}:mfa/sam&co`);
  assert.is(await find("role"), `${account}:mfa/sam&co`);
  assert.equal(
    server.calls.map(({ action, region, accessKeyId, outcome }) => [action, region, accessKeyId, outcome]),
    Array(2).fill(["ListMFADevices", "us-east-1", key.accessKeyId, "ok"]),
  );
});

test("none, only a security key, several: each says what to do", async () => {
  for (const [serials, expected] of [
    [[], /default has no MFA device: register/],
    [[`${account}:u2f/user/sam/key`], /only security keys/],
    [
      [`${account}:mfa/a`, "GAHT12345678"],
      /name one of arn:aws:iam::111111111111:mfa\/a, GAHT12345678 with --mfa-serial/,
    ],
  ] as const) {
    const { find } = await withDevices(serials);
    const { message, exitCode } = await refusal(find());
    assert.match(message, expected);
    assert.is(exitCode, 3);
  }
});

test("what IAM refuses is IAM's own word, with the way round and without a secret", async () => {
  const { server, find } = await withDevices([`${account}:mfa/a`]);
  const message = "User: arn:aws:iam::1:user/sam is not authorized to perform: iam:ListMFADevices";
  server.faults.add({ refuse: { status: 403, code: "AccessDenied", message } });
  const denied = await refusal(find());
  assert.match(denied.message, `AccessDenied: ${message}; name the device: --mfa-serial`);
  assert.not.match(denied.message, key.secretAccessKey);
  assert.is(denied.exitCode, 1);
  for (const answer of ["truncated", "not-xml", "empty"] as const) {
    server.faults.add({ answer, times: 3 });
    assert.match((await refusal(find())).message, /a proxy in between|no answer from/, answer);
  }
  server.faults.add({ refuse: { status: 503, code: "ServiceUnavailable" } });
  server.faults.add({ unheard: true });
  assert.is(await find(), `${account}:mfa/a`);
  await server.close();
  assert.match((await refusal(find())).message, "ECONNREFUSED");
});

test("a session with MFA may ask, one without may not, a role has no devices", async () => {
  const server = await startTestSts();
  servers.push(server);
  const factory = lazySts(process.env);
  const sts = { region: "us-east-1", endpointUrl: server.url, useFips: false, useDualstack: false } as const;
  const settings = { ...sts, regionalEndpoints: "regional" } as const;
  const base = await factory(settings).getSessionToken(standardKey, {
    durationSeconds: 900,
    serialNumber: standardDevice,
    tokenCode: server.freshCode(),
  });
  assert.equal(await listMfaDevices(base.credentials, settings, factory), [standardDevice]);
  const role = await factory(settings).assumeRole(base.credentials, {
    roleArn: standardRoles.acc1.arn,
    roleSessionName: "alex",
    durationSeconds: 900,
  });
  const { message } = await refusal(listMfaDevices(role.credentials, settings, factory));
  assert.match(message, "Must specify userName");
});

test("IAM is where the partition, FIPS, dual-stack, and the configured endpoint say", () => {
  const at = (lines: string, env: Record<string, string> = {}) => {
    const home = makeHome({
      config: `[default]\n${lines}\n[services s]\niam =\n  endpoint_url = http://127.0.0.1:2\n`,
    });
    const profiles = readProfiles({}, home.path);
    const { endpointUrl, region, useFips } = iamSettings(
      { profiles, env, home: home.path },
      profiles.profiles.get("default"),
    );
    assert.is(useFips, false);
    return `${endpointUrl} ${region}`;
  };
  for (const [lines, expected] of [
    ["region = eu-west-1", "https://iam.amazonaws.com us-east-1"],
    ["region = eu-west-1\nuse_fips_endpoint = true", "https://iam-fips.amazonaws.com us-east-1"],
    ["region = eu-west-1\nuse_dualstack_endpoint = true", "https://iam.global.api.aws us-east-1"],
    ["region = cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn cn-north-1"],
    ["region = us-gov-east-1\nuse_fips_endpoint = true", "https://iam.us-gov.amazonaws.com us-gov-west-1"],
    ["services = s", "http://127.0.0.1:2 us-east-1"],
    ["services = s\nuse_fips_endpoint = true", "http://127.0.0.1:2 us-east-1"],
  ] as const)
    assert.is(at(lines), expected, lines);
  assert.is(at("services = s", { AWS_ENDPOINT_URL: "http://127.0.0.1:3" }), "http://127.0.0.1:3 us-east-1");
  assert.is(
    at("services = s", {
      AWS_ENDPOINT_URL_IAM: "http://127.0.0.1:4",
      AWS_ENDPOINT_URL: "http://127.0.0.1:3",
    }),
    "http://127.0.0.1:4 us-east-1",
  );
  assert.is(
    at("region = eu-west-1", { AWS_ENDPOINT_URL_STS: "http://127.0.0.1:5" }),
    "https://iam.amazonaws.com us-east-1",
  );
});

test.run();
