import { rmSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { AwsmfaError } from "../../src/errors.ts";
import { readProfiles } from "../../src/profiles/read.ts";
import { planSession } from "../../src/session/plan/plan.ts";
import { type ResolveOptions, resolveSession } from "../../src/session/resolve.ts";
import { type SessionWorld, sessionWorld } from "../../src/session/world.ts";
import { lazySts } from "../../src/sts/lazy.ts";
import { makeHome } from "../support/home.ts";
import { startTestSts } from "../support/sts.ts";

const server = await startTestSts();
test.after(() => server.close());
const home = makeHome(server.awsFiles);
let notices: string[] = [];
/** The world's clock; a step forward leaves the window of the last code behind. */
let ahead = 0;

test.before.each(() => {
  server.faults.clear();
  server.calls.length = 0;
  notices = [];
  ahead = 0;
  rmSync(`${home.path}/.cache`, { recursive: true, force: true });
});

function makeWorld(env: Record<string, string> = {}): SessionWorld {
  const world = sessionWorld({
    env: { ...home.env, ...env },
    home: home.path,
    pid: process.pid,
    now: () => new Date(Date.now() + ahead),
    sts: lazySts(process.env),
    notice: ({ message }) => notices.push(message),
  });
  return { ...world, terminal: () => "none" };
}

function resolve(
  profile: string,
  options: ResolveOptions = {},
  env: Record<string, string> = {},
  world = makeWorld(env),
) {
  const profiles = readProfiles(world.env, home.path);
  const plan = planSession(profiles, { profile, env: world.env, home: home.path });
  return resolveSession(plan, profiles, world, options);
}

async function failure(work: Promise<unknown>): Promise<AwsmfaError> {
  const error = await work.then(
    () => assert.unreachable("it should have failed"),
    (reason) => reason,
  );
  assert.instance(error, AwsmfaError, error?.stack);
  return error;
}

const actions = () =>
  server.calls.map(({ action }) => action).filter((action) => action !== "GetCallerIdentity");
const outcomes = () => server.calls.map(({ action, outcome }) => `${action} ${outcome}`);

test("one code opens every account; what is stored costs no call", async () => {
  const first = await resolve("acc1", { code: server.freshCode() });
  assert.is(first.assumedRole?.arn, "arn:aws:sts::222222222222:assumed-role/developer/alex");
  assert.ok(first.isOurs);
  const second = await resolve("acc2");
  assert.match(second.assumedRole?.arn ?? "", "333333333333");
  assert.equal(actions(), ["GetSessionToken", "AssumeRole", "AssumeRole"]);
  const again = await resolve("acc1");
  assert.equal(again.credentials, first.credentials);
  assert.is(actions().length, 3);
});

test("the IAM user's name is asked once and names every role session", async () => {
  await resolve("acc1", { code: server.freshCode() });
  await resolve("acc2");
  const asked = server.calls.filter(({ action }) => action === "GetCallerIdentity");
  assert.is(asked.length, 1);
  const roles = server.calls.filter(({ action }) => action === "AssumeRole");
  assert.equal(
    roles.map(({ parameters }) => parameters.RoleSessionName),
    ["alex", "alex"],
  );
});

test("the call that is waited for leaves first, the question for the name behind it", async () => {
  const world = makeWorld();
  const asked: string[] = [];
  const sts: SessionWorld["sts"] = (settings) => {
    const real = world.sts(settings);
    return {
      ...real,
      getSessionToken: (...words) => {
        asked.push("session");
        return real.getSessionToken(...words);
      },
      getCallerIdentity: (...words) => {
        asked.push("name");
        return real.getCallerIdentity(...words);
      },
    };
  };
  await resolve("acc1", { code: server.freshCode() }, {}, { ...world, sts });
  assert.equal(asked, ["session", "name"]);
});

test("the same code for a second account reuses the session it opened, and so does no code", async () => {
  const code = server.freshCode();
  await resolve("acc1", { code });
  await resolve("acc2", { code });
  assert.equal(actions(), ["GetSessionToken", "AssumeRole", "AssumeRole"]);
});

test("a code of a later window renews the base session and the role over it", async () => {
  await resolve("acc1", { code: server.freshCode() });
  ahead += 60_000;
  await resolve("acc1", { code: server.freshCode() });
  assert.equal(actions(), ["GetSessionToken", "AssumeRole", "GetSessionToken", "AssumeRole"]);
});

test("a refused code is exit 4, names neither code nor secret, and leaves what was stored", async () => {
  const before = await resolve("acc1", { code: server.freshCode() });
  ahead += 60_000;
  const code = server.wrongCode();
  const error = await failure(resolve("acc1", { code }));
  assert.is(error.exitCode, 4);
  assert.match(error.message, /was refused .*next one comes in \d+ s/);
  assert.not.match(error.message, code);
  assert.equal((await resolve("acc1")).credentials, before.credentials);
});

test("a code that is not six digits never reaches STS; blanks inside are forgiven", async () => {
  assert.is((await failure(resolve("acc1", { code: "12345" }))).exitCode, 4);
  assert.equal(server.calls, []);
  const code = server.freshCode();
  await resolve("acc1", { code: `${code.slice(0, 3)} ${code.slice(3)}` });
});

test("with no code and no terminal: exit 4, and how to pass one", async () => {
  const error = await failure(resolve("acc1"));
  assert.is(error.exitCode, 4);
  assert.match(error.message, "pass it behind the profile: acc1 123456, or set AWS_MFA_TOKEN");
});

test("AWS_MFA_TOKEN is used when a code is needed, once; standing, it is passed over with a word", async () => {
  const env = { AWS_MFA_TOKEN: server.freshCode() };
  await resolve("acc1", {}, env);
  await resolve("acc2", {}, env);
  assert.equal(notices, []);
  rmSync(`${home.path}/.cache/awsmfa/sessions`, { recursive: true });
  const error = await failure(resolve("acc1", {}, env));
  assert.is(error.exitCode, 4);
  assert.match(notices.join(), /AWS_MFA_TOKEN was used already/);
  assert.match(error.message, /next code comes in \d+ s/);
  assert.equal(actions(), ["GetSessionToken", "AssumeRole", "AssumeRole"]);
});

test("a process that looked just before another stored the session takes it, though the token was used by then", async () => {
  const env = { AWS_MFA_TOKEN: server.freshCode() };
  await resolve("acc1", {}, env);
  const world = makeWorld(env);
  let early = 2;
  const store = { ...world.store, get: (key: string) => (early-- > 0 ? undefined : world.store.get(key)) };
  await resolve("acc1", {}, env, { ...world, store });
  assert.equal(notices, []);
  assert.equal(actions().filter((action) => action === "GetSessionToken").length, 1);
});

test("a used code that opened nothing which is left: the seconds to the next one, and no call", async () => {
  const code = server.freshCode();
  await resolve("acc1", { code });
  rmSync(`${home.path}/.cache/awsmfa/sessions`, { recursive: true });
  const error = await failure(resolve("acc1", { code }));
  assert.match(error.message, /next one comes in \d+ s/);
  assert.is(actions().length, 2);
});

test("mfa_process gives the code", async () => {
  const other = makeHome({
    ...server.awsFiles,
    config: `${server.awsFiles.config}`.replace(
      "mfa_serial",
      `mfa_process = printf '%s\\n' ${server.freshCode()}\nmfa_serial`,
    ),
  });
  const world = { ...makeWorld(other.env) };
  const profiles = readProfiles(world.env, other.path);
  const plan = planSession(profiles, { profile: "acc1", env: world.env, home: other.path });
  assert.ok((await resolveSession(plan, profiles, world)).isOurs);
});

test("a role longer than an hour is assumed straight from the key, with the code, under the user's name", async () => {
  const long = await resolve("long", { code: server.freshCode() });
  assert.equal(actions(), ["AssumeRole"]);
  assert.is(server.calls.at(-1)?.parameters.DurationSeconds, "28800");
  assert.match(long.assumedRole?.arn ?? "", /\/alex$/);
});

test("without a terminal a long role is one hour from the base session, with a warning", async () => {
  await resolve("acc1", { code: server.freshCode() });
  const long = await resolve("long");
  assert.match(notices.join(), /one hour/);
  assert.is(server.calls.at(-1)?.parameters.DurationSeconds, "3600");
  assert.ok(long.expiration!.getTime() - Date.now() < 3_700_000);
});

test("a session that STS revoked is dropped, and a new one opened once", async () => {
  await resolve("acc1", { code: server.freshCode() });
  server.calls.length = 0;
  ahead = 60_000;
  server.faults.add({ action: "AssumeRole", refuse: { status: 403, code: "ExpiredToken" } });
  await resolve("acc2", {}, { AWS_MFA_TOKEN: server.freshCode() });
  assert.equal(actions(), ["AssumeRole", "GetSessionToken", "AssumeRole"]);
});

test("a duration that the role does not allow names file and line", async () => {
  const other = makeHome({ ...server.awsFiles, config: server.awsFiles.config.replace("28800", "43200") });
  const directory = server.awsFiles.config
    .replace(/role\/night-shift/, "role/developer")
    .replace("28800", "7200");
  other.write(".aws/config", directory);
  const world = makeWorld(other.env);
  const profiles = readProfiles(world.env, other.path);
  const plan = planSession(profiles, { profile: "long", env: world.env, home: other.path });
  const error = await failure(resolveSession(plan, profiles, world, { code: server.freshCode() }));
  assert.is(error.exitCode, 1);
  assert.match(error.message, /config:\d+: make duration_seconds = 7200 smaller/);
});

test("the margin: a session near its end is not handed out; AWSMFA_MIN_TTL moves the margin", async () => {
  await resolve("acc1", { code: server.freshCode() });
  ahead += 3_000_000;
  await resolve("acc1");
  assert.is(actions().length, 2);
  await resolve("acc1", { minTtlSeconds: 900 });
  assert.is(actions().length, 3);
  await resolve("acc1", {}, { AWSMFA_MIN_TTL: "1000" });
  assert.is(actions().length, 4);
});

test("an external id, and a role behind a role", async () => {
  await resolve("partner", { code: server.freshCode() });
  const chained = await resolve("chained");
  assert.match(chained.assumedRole?.arn ?? "", "444444444444");
});

test("where the cache cannot be written the session serves once, and a notice says why", async () => {
  home.write(".cache", "in the way");
  const session = await resolve("acc1", { code: server.freshCode() });
  assert.ok(session.credentials.sessionToken);
  assert.match(notices.join(), /could not be stored/);
});

test("throttled, unreachable, spoilt answers are exit 1", async () => {
  server.faults.add({ action: "GetSessionToken", answer: "not-xml" });
  assert.is((await failure(resolve("acc1", { code: server.freshCode() }))).exitCode, 1);
  assert.equal(outcomes().filter((outcome) => outcome.startsWith("GetSessionToken")).length, 1);
});

test.run();
