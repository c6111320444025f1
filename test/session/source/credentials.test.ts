import { rmSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { AwsmfaError } from "../../../src/errors.ts";
import { readProfiles } from "../../../src/profiles/read.ts";
import { standardDevice, standardKey, standardRoles } from "../../../src/sandbox/standard-directory.ts";
import { planSession } from "../../../src/session/plan/plan.ts";
import { resolveSession } from "../../../src/session/resolve.ts";
import { sessionWorld } from "../../../src/session/world.ts";
import { lazySts } from "../../../src/sts/lazy.ts";
import { makeHome } from "../../support/home.ts";
import { startTestSts } from "../../support/sts.ts";

const server = await startTestSts();
test.after(() => server.close());
const home = makeHome();
test.before.each(() => {
  server.calls.length = 0;
  rmSync(`${home.path}/.cache`, { recursive: true, force: true });
});

/** A profile over a `credential_process` that prints this. */
function printing(answer: unknown, more = ""): string {
  const file = home.write("answer.json", typeof answer === "string" ? answer : JSON.stringify(answer));
  return `[profile p]\ncredential_process = cat "${file}"\n${more}`;
}

const sts = `endpoint_url = ${server.url}\nregion = eu-west-1\n`;

function resolve(
  config: string,
  profile: string,
  options: { code?: string } = {},
  env: Record<string, string> = {},
) {
  home.write(".aws/config", config);
  const parts = {
    env: { ...home.env, ...env },
    home: home.path,
    pid: process.pid,
    now: () => new Date(),
    sts: lazySts(process.env),
    notice: () => {},
  };
  const profiles = readProfiles(parts.env, home.path);
  const plan = planSession(profiles, { profile, env: parts.env, home: home.path });
  return resolveSession(plan, profiles, { ...sessionWorld(parts), terminal: () => "none" }, options);
}

async function failure(work: Promise<unknown>): Promise<AwsmfaError> {
  const error = await work.then(
    () => assert.unreachable("it should have failed"),
    (reason) => reason,
  );
  assert.instance(error, AwsmfaError, error?.stack);
  return error;
}

const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = standardKey;
const good = { Version: 1, AccessKeyId, SecretAccessKey };

test("credential_process: its answer is used as it is, and never stored", async () => {
  const Expiration = new Date(Date.now() + 3_600_000).toISOString();
  const answer = await resolve(printing({ ...good, SessionToken: "token", Expiration }), "p");
  assert.equal(answer.credentials, {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: "token",
    expiration: new Date(Expiration),
  });
  assert.not(answer.isOurs);
  assert.equal(sessionFiles(), []);
});

test("credential_process that gives long-term keys: a base session from them, then the role", async () => {
  const role = `[profile r]\nrole_arn = ${standardRoles.acc1.arn}\nsource_profile = p\n${sts}`;
  const config = printing(good, `mfa_serial = ${standardDevice}\n${sts}${role}`);
  const answer = await resolve(config, "r", { code: server.freshCode() });
  assert.ok(answer.isOurs);
  const actions = server.calls.map(({ action }) => action).filter((action) => action !== "GetCallerIdentity");
  assert.equal(actions, ["GetSessionToken", "AssumeRole"]);
  assert.is(sessionFiles().length, 2);
});

test("credential_process that gives temporary keys: no base session, and the code goes to the role", async () => {
  const base = await lazySts(process.env)({
    region: "eu-west-1",
    endpointUrl: server.url,
    useFips: false,
    useDualstack: false,
    regionalEndpoints: "regional",
  }).getSessionToken(standardKey, {
    durationSeconds: 900,
    serialNumber: standardDevice,
    tokenCode: server.freshCode(),
  });
  const { accessKeyId, secretAccessKey, sessionToken } = base.credentials;
  server.calls.length = 0;
  const answer = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
  };
  const role = `[profile r]\nrole_arn = ${standardRoles.acc1.arn}\nmfa_serial = ${standardDevice}\nsource_profile = p\n${sts}`;
  const opened = await resolve(printing(answer, `${sts}${role}`), "r", { code: server.freshCode() });
  assert.ok(opened.isOurs);
  assert.equal(
    server.calls.map(({ action, parameters }) => [action, parameters.SerialNumber]),
    [["AssumeRole", standardDevice]],
  );
});

const wrong: [string, unknown, RegExp][] = [
  ["no JSON", "SECRET not json", /config:2: credential_process printed something that is not a JSON object/],
  ["a list", ["SECRET"], /not a JSON object/],
  ["another version", { ...good, Version: 2 }, /`Version` 1/],
  ["the version as text", { ...good, Version: "1" }, /`Version` 1/],
  ["no secret", { Version: 1, AccessKeyId }, /no AccessKeyId and SecretAccessKey/],
  ["an end that is no time", { ...good, Expiration: "soon" }, /no time/],
  ["an end in the past", { ...good, Expiration: "2020-01-01T00:00:00Z" }, /ended at 2020/],
];
for (const [what, answer, message] of wrong) {
  test(`credential_process that prints ${what}: exit 3, its place, and nothing of what it printed`, async () => {
    const error = await failure(resolve(printing(answer), "p"));
    assert.is(error.exitCode, 3);
    assert.match(error.message, message);
    assert.not.match(error.message, /SECRET|sandbox\/secret/);
  });
}

test("credential_process that fails or does not exist: exit 3 and its place", async () => {
  const failing = await failure(resolve("[profile p]\ncredential_process = sh -c 'exit 7'\n", "p"));
  assert.match(failing.message, /config:2: credential_process: sh failed \(7\)/);
  const missing = await failure(resolve("[profile p]\ncredential_process = /no/such/program\n", "p"));
  assert.match(missing.message, /cannot be started \(ENOENT\)/);
});

test("no shell runs it: what is special to a shell is an argument", async () => {
  const error = await failure(
    resolve(`[profile p]\ncredential_process = echo $(touch "${home.path}/ran")\n`, "p"),
  );
  assert.match(error.message, "not a JSON object");
  assert.throws(() => rmSync(`${home.path}/ran`));
});

test("a credential_process that asks awsmfa for its own profile ends at once, with the place", async () => {
  const error = await failure(
    resolve("[profile p]\ncredential_process = awsmfa credential-process p\n", "p"),
  );
  assert.is(error.exitCode, 3);
  const inside = await failure(
    resolve(
      "[profile p]\ncredential_process = awsmfa credential-process p\n",
      "p",
      {},
      { AWSMFA_RESOLVING: '["p"]' },
    ),
  );
  assert.match(inside.message, /config:2: credential_process asks awsmfa for profile p again/);
});

test("keys of the environment, where no profile is named", async () => {
  home.write(".aws/config", "");
  const env = { AWS_ACCESS_KEY_ID: "AKIAX", AWS_SECRET_ACCESS_KEY: "s" };
  const parts = { env: { ...home.env, ...env }, home: home.path, pid: process.pid, now: () => new Date() };
  const profiles = readProfiles(parts.env, home.path);
  const plan = planSession(profiles, { env: parts.env, home: home.path });
  const world = sessionWorld({ ...parts, sts: lazySts(process.env), notice: () => {} });
  const answer = await resolveSession(plan, profiles, world);
  assert.is(answer.credentials.accessKeyId, "AKIAX");
  assert.not(answer.isOurs);
});

function sessionFiles(): readonly string[] {
  const { env } = home;
  const parts = {
    env: { ...env },
    home: home.path,
    pid: 1,
    now: () => new Date(),
    sts: lazySts({}),
    notice: () => {},
  };
  return sessionWorld(parts)
    .store.list()
    .map(({ key }) => key);
}

test.run();
