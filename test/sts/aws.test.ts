import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardDevice, standardKey, standardRoles } from "../../src/sandbox/standard-directory.ts";
import { lazySts } from "../../src/sts/lazy.ts";
import { type Sts, StsRefusal } from "../../src/sts/sts.ts";
import type { StsSettings } from "../../src/types.ts";
import { startForwarder } from "../support/forwarder.ts";
import { makeHome } from "../support/home.ts";
import { buildPackage } from "../support/package.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const server = await startTestSts();
test.after(() => server.close());
test.before.each(() => {
  server.faults.clear();
  server.calls.length = 0;
});

const settings: StsSettings = {
  region: "eu-central-1",
  endpointUrl: server.url,
  useFips: false,
  useDualstack: false,
  regionalEndpoints: "regional",
};
// The real one: only in it can the SDK be told to be quiet.
const connect = (): Sts => lazySts(process.env)(settings);
const openBase = (sts: Sts, tokenCode = server.freshCode()) =>
  sts.getSessionToken(standardKey, { durationSeconds: 3600, serialNumber: standardDevice, tokenCode });
const role = { roleArn: standardRoles.acc1.arn, roleSessionName: "alex", durationSeconds: 900 };
const refusalOf = async (work: Promise<unknown>): Promise<StsRefusal> => {
  const error = await work.then(
    () => undefined,
    (reason) => reason,
  );
  assert.instance(error, StsRefusal);
  return error;
};
const outcomes = () => server.calls.map(({ action, outcome }) => `${action} ${outcome}`);

test("a code opens a session, the session opens a role, both in the region asked for", async () => {
  const sts = connect();
  const base = await openBase(sts);
  const session = await sts.assumeRole(base.credentials, role);
  assert.is(session.assumedRole?.arn, "arn:aws:sts::222222222222:assumed-role/developer/alex");
  const identity = await sts.getCallerIdentity(session.credentials);
  assert.is(identity.account, "222222222222");
  assert.equal(
    server.calls.map(({ action, region }) => [action, region]),
    [
      ["GetSessionToken", "eu-central-1"],
      ["AssumeRole", "eu-central-1"],
      ["GetCallerIdentity", "eu-central-1"],
    ],
  );
});

test("every parameter of AssumeRole reaches STS", async () => {
  const sts = connect();
  const base = await openBase(sts);
  await sts
    .assumeRole(base.credentials, {
      ...role,
      externalId: "ext",
      sourceIdentity: "alex",
      tags: [{ key: "team", value: "blue" }],
      transitiveTagKeys: ["team"],
      policy: "{}",
      policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
    })
    .catch(() => {});
  assert.equal(server.calls[1]?.parameters, {
    RoleArn: role.roleArn,
    RoleSessionName: "alex",
    DurationSeconds: "900",
    ExternalId: "ext",
    SourceIdentity: "alex",
    "Tags.member.1.Key": "team",
    "Tags.member.1.Value": "blue",
    "TransitiveTagKeys.member.1": "team",
    Policy: "{}",
    "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
  });
});

test("a wrong code is AWS's own refusal, said once and without the code", async () => {
  const code = server.wrongCode();
  const refusal = await refusalOf(openBase(connect(), code));
  assert.is(refusal.code, "AccessDenied");
  assert.match(refusal.message, /invalid MFA one time pass code/);
  assert.not.match(refusal.message, code);
  assert.equal(outcomes(), ["GetSessionToken AccessDenied"]);
});

test("a code of the wrong form is quoted by AWS, and not by us", async () => {
  const refusal = await refusalOf(openBase(connect(), "12345"));
  assert.not.match(refusal.message, "12345");
});

test("throttling and server errors are tried again, three times at most", async () => {
  server.faults.add({ refuse: { status: 400, code: "Throttling" } });
  server.faults.add({ refuse: { status: 503, code: "ServiceUnavailable" } });
  await openBase(connect());
  assert.is(server.calls.length, 3);
  server.faults.add({ refuse: { status: 503, code: "ServiceUnavailable" }, times: 5 });
  const refusal = await refusalOf(connect().getCallerIdentity(standardKey));
  assert.is(refusal.status, 503);
  assert.is(server.calls.length, 6);
});

test("the lost answer to a call with a code is not asked for again: the code may be used up", async () => {
  server.faults.add({ action: "GetSessionToken", answer: "dropped" });
  const refusal = await refusalOf(openBase(connect()));
  assert.is(refusal.code, "Unreachable");
  assert.match(refusal.message, /broke the connection off before it answered \(ECONNRESET\)/);
  assert.is(server.calls.length, 1);
});

test("the lost answer to any other call is asked for again", async () => {
  server.faults.add({ answer: "dropped" });
  assert.is((await connect().getCallerIdentity(standardKey)).account, "111111111111");
});

for (const answer of ["truncated", "not-xml", "empty"] as const) {
  test(`an answer that is ${answer} is named as such, and nothing of it is used`, async () => {
    server.faults.add({ action: "GetSessionToken", answer });
    const refusal = await refusalOf(openBase(connect()));
    assert.is(refusal.code, answer === "truncated" ? "Unreachable" : "BadAnswer", refusal.message);
    assert.not.match(refusal.message, /Secret|<html/i);
  });
}

test("a clock that is an hour off is corrected by STS's answer, and the code still counts", async () => {
  server.clock.advance(3600);
  try {
    await openBase(connect());
    assert.equal(outcomes(), ["GetSessionToken SignatureDoesNotMatch", "GetSessionToken ok"]);
  } finally {
    server.clock.advance(-3600);
  }
});

// The SDK read both AWS files again, for one setting of its own.
test("the SDK reads none of the person's files: all it needs is given", async () => {
  const home = makeHome(server.awsFiles);
  const read = `${home.path}/read`;
  const spy = home.write(
    "spy.cjs",
    `const { appendFileSync, promises } = require("node:fs");
     const { readFile } = promises;
     promises.readFile = (path, ...rest) => (appendFileSync(${JSON.stringify(read)}, path + "\\n"), readFile(path, ...rest));`,
  );
  const words = ["--require", spy, `${buildPackage()}dist/main.js`, "exports", "acc1", "--shell", "bash"];
  const env = { ...home.env, AWSMFA_CODE: server.freshCode() };
  const { status, stderr } = await runProgramAsync(process.execPath, words, { env });
  assert.equal([status, stderr], [0, ""]);
  assert.not(existsSync(read), existsSync(read) ? readFileSync(read, "utf8") : "");
});

test("where nobody listens, the address and the reason are named", async () => {
  const refusal = await refusalOf(
    lazySts(process.env)({ ...settings, endpointUrl: "http://127.0.0.1:9" }).getCallerIdentity(standardKey),
  );
  assert.is(refusal.code, "Unreachable");
  assert.match(refusal.message, "127.0.0.1:9 (ECONNREFUSED)");
});

// Long, as it is the person who waits: fourteen seconds.
test("an answer that stalls half-way is no answer in time", async () => {
  const stalling = createServer((_, response) => {
    response.writeHead(200, { "content-length": 1000 });
    response.write("<GetCallerIdentityResponse>");
  });
  await once(stalling.listen(0, "127.0.0.1"), "listening");
  const { port } = stalling.address() as AddressInfo;
  const sts = lazySts(process.env)({ ...settings, endpointUrl: `http://127.0.0.1:${port}` });
  const { code, message } = await refusalOf(sts.getCallerIdentity(standardKey));
  stalling.close().closeAllConnections();
  assert.equal([code, message], ["Unreachable", `no answer from 127.0.0.1:${port} in time`]);
});

test("a connection opened ahead is the one that is used", async () => {
  const { port, counted, first } = await startForwarder(server.port);
  const sts = lazySts(process.env)({ ...settings, endpointUrl: `http://127.0.0.1:${port}` });
  sts.warmUp();
  await first;
  await openBase(sts);
  assert.equal(outcomes(), ["GetSessionToken ok"]);
  assert.is(counted.connections, 1);
});

test.run();
