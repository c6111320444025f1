/** What the embedded STS answers and refuses, heard through the AWS SDK as every client hears it. */
import {
  type Credentials as Answered,
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type STSServiceException,
} from "@aws-sdk/client-sts";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Directory } from "../../src/sandbox/directory.ts";
import {
  standardDevice,
  standardDirectory,
  standardKey,
  standardRoles,
} from "../../src/sandbox/standard-directory.ts";
import type { Credentials } from "../../src/types.ts";
import { startTestSts } from "../support/sts.ts";

const alex = standardDirectory.users[0]!;
const otherDevice = "arn:aws:iam::111111111111:mfa/sam";
const directory: Directory = {
  users: [
    alex,
    {
      arn: "arn:aws:iam::111111111111:user/team/sam",
      id: "AIDASAM",
      keys: [{ accessKeyId: "AKIASAM", secretAccessKey: "sam's secret" }],
      mfaDevices: [{ serialNumber: otherDevice, base32Secret: "GEZDGNBVGY3TQOJQ" }],
    },
  ],
  roles: [
    ...standardDirectory.roles,
    role("whole-account", ["arn:aws:iam::111111111111:root"], {}),
    role("anybody", ["*"], {}),
    role("named-session", ["*"], { sessionName: "${aws:username}" }),
    role("deep/path/sams", ["arn:aws:iam::111111111111:user/team/sam"], {}),
    role("behind-acc1", [standardRoles.acc1.arn], { needsMfa: true }),
  ],
};
const sam: Credentials = directory.users[1]!.keys[0]!;

const sts = await startTestSts({ directory });
test.after(() => sts.close());

function role(path: string, principals: string[], rest: { sessionName?: string; needsMfa?: boolean }) {
  const arn = `arn:aws:iam::222222222222:role/${path}`;
  return {
    arn,
    id: `AROA${path.toUpperCase()}`,
    principals,
    needsMfa: false,
    maxSessionSeconds: 3600,
    ...rest,
  };
}
const roleArn = (path: string) => `arn:aws:iam::222222222222:role/${path}`;

const client = (credentials: Credentials) =>
  new STSClient({
    endpoint: sts.url,
    region: "eu-west-1",
    maxAttempts: 1,
    credentials: { ...credentials } as never,
  });

async function sessionToken(input = {}, caller: Credentials = standardKey): Promise<Credentials> {
  return credentials((await client(caller).send(new GetSessionTokenCommand(input))).Credentials);
}

async function assumeRole(caller: Credentials, arn: string, input: Partial<AssumeRoleCommandInput> = {}) {
  return client(caller).send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "desk", ...input }));
}

function credentials(answered: Answered | undefined): Credentials {
  assert.ok(answered);
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answered;
  return {
    accessKeyId: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}

/** A whole refusal as one line: status, code, message. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => new Error("was not refused"),
    (error: STSServiceException) => error,
  );
  return "$metadata" in error
    ? `${error.$metadata.httpStatusCode} ${error.name}: ${error.message}`
    : String(error);
}

const mfa = () => ({ SerialNumber: standardDevice, TokenCode: sts.freshCode() });
const withMfa = () => sessionToken(mfa());
const denied = (who: string, arn: string) =>
  `403 AccessDenied: User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
const alexArn = alex.arn;

test("GetSessionToken gives a session of the user, for 12 hours or as asked", async () => {
  const before = Date.now();
  for (const [asked, seconds] of [
    [undefined, 43200],
    [900, 900],
    [129600, 129600],
  ] as const) {
    const session = await sessionToken({ ...mfa(), DurationSeconds: asked });
    assert.match(session.accessKeyId, /^ASIA[A-Z2-7]{16}$/);
    assert.is(session.secretAccessKey.length, 40);
    const late = session.expiration!.getTime() - before - seconds * 1000;
    assert.ok(late > -1000 && late < 60_000, `${late} ms`);
    assert.is((await client(session).send(new GetCallerIdentityCommand({}))).Arn, alexArn);
  }
});

test("AssumeRole names the role and the session; the path of a role is left out", async () => {
  const answer = await assumeRole(sam, roleArn("deep/path/sams"));
  assert.equal(answer.AssumedRoleUser, {
    AssumedRoleId: "AROADEEP/PATH/SAMS:desk",
    Arn: "arn:aws:sts::222222222222:assumed-role/sams/desk",
  });
  const { $metadata, ...identity } = await client(credentials(answer.Credentials)).send(
    new GetCallerIdentityCommand({}),
  );
  assert.equal(identity, {
    UserId: "AROADEEP/PATH/SAMS:desk",
    Account: "222222222222",
    Arn: "arn:aws:sts::222222222222:assumed-role/sams/desk",
  });
  assert.match($metadata.requestId!, /^[0-9a-f-]{36}$/);
});

test("one code, many roles: a base session with MFA satisfies every role's condition", async () => {
  const base = await withMfa();
  for (const { arn } of [standardRoles.acc1, standardRoles.acc2, standardRoles.long])
    await assumeRole(base, arn);
});

test("a session without MFA, and a long-term key without a code, do not satisfy it", async () => {
  const { arn } = standardRoles.acc1;
  assert.is(await refusal(assumeRole(await sessionToken(), arn)), denied(alexArn, arn));
  assert.is(await refusal(assumeRole(standardKey, arn)), denied(alexArn, arn));
  await assumeRole(standardKey, arn, mfa());
});

test("a role session carries no MFA on to the next role", async () => {
  const acc1 = credentials((await assumeRole(standardKey, standardRoles.acc1.arn, mfa())).Credentials);
  const who = "arn:aws:sts::222222222222:assumed-role/developer/desk";
  await assumeRole(acc1, standardRoles.chained.arn);
  assert.is(await refusal(assumeRole(acc1, roleArn("behind-acc1"))), denied(who, roleArn("behind-acc1")));
  const answer = await refusal(assumeRole(acc1, roleArn("behind-acc1"), mfa()));
  assert.match(answer, /unable to validate MFA code/);
});

test("trust: the user, its account, anybody; nobody else", async () => {
  for (const path of ["whole-account", "anybody"]) await assumeRole(sam, roleArn(path));
  const who = "arn:aws:iam::111111111111:user/team/sam";
  assert.is(
    await refusal(assumeRole(sam, standardRoles.chained.arn)),
    denied(who, standardRoles.chained.arn),
  );
  assert.is(await refusal(assumeRole(sam, roleArn("no-such-role"))), denied(who, roleArn("no-such-role")));
});

test("a trust policy may demand the user's name as the session's", async () => {
  const arn = roleArn("named-session");
  await assumeRole(sam, arn, { RoleSessionName: "sam" });
  assert.match(await refusal(assumeRole(sam, arn)), /^403 AccessDenied/);
});

test("an external id must be given, and right", async () => {
  const base = await withMfa();
  const { arn, externalId } = standardRoles.partner;
  await assumeRole(base, arn, { ExternalId: externalId! });
  assert.is(await refusal(assumeRole(base, arn)), denied(alexArn, arn));
  assert.is(await refusal(assumeRole(base, arn, { ExternalId: "other" })), denied(alexArn, arn));
});

test("a role lasts as long as it allows, from a long-term key only; one hour from a session", async () => {
  const { acc1, long } = standardRoles;
  const answer = await assumeRole(standardKey, long.arn, { ...mfa(), DurationSeconds: 43200 });
  assert.ok(answer.Credentials!.Expiration!.getTime() - Date.now() > 43_000_000);
  assert.is(
    await refusal(assumeRole(standardKey, acc1.arn, { ...mfa(), DurationSeconds: 3601 })),
    "400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  );
  assert.is(
    await refusal(assumeRole(await withMfa(), long.arn, { DurationSeconds: 3601 })),
    "400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
  );
});

const invalidCode =
  "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const invalidDevice =
  "403 AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";

test("a code works once, wherever it was used", async () => {
  const once = mfa();
  await sessionToken(once);
  assert.is(await refusal(sessionToken(once)), invalidCode);
  assert.is(await refusal(assumeRole(standardKey, standardRoles.acc1.arn, once)), invalidCode);
});

test("a code is used up by a call that is refused after it", async () => {
  const once = mfa();
  assert.match(await refusal(assumeRole(standardKey, roleArn("no-such-role"), once)), /not authorized/);
  assert.is(await refusal(sessionToken(once)), invalidCode);
});

test("a wrong code, somebody else's device, half of both, a session as caller", async () => {
  const SerialNumber = standardDevice;
  assert.is(await refusal(sessionToken({ SerialNumber, TokenCode: sts.wrongCode() })), invalidCode);
  const theirs = { SerialNumber: otherDevice, TokenCode: sts.freshCode(otherDevice) };
  assert.is(await refusal(sessionToken(theirs)), invalidDevice);
  assert.match(await refusal(sessionToken({ SerialNumber })), /^403 AccessDenied: .* must provide both/);
  assert.is(
    await refusal(sessionToken(mfa(), await withMfa())),
    "403 AccessDenied: Cannot call GetSessionToken with session credentials",
  );
});

test("every parameter out of its bounds is named, all at once", async () => {
  const answer = await refusal(
    assumeRole(standardKey, "short", { RoleSessionName: "a b", DurationSeconds: 899, TokenCode: "12345x7" }),
  );
  assert.match(answer, /^400 ValidationError: 5 validation errors detected: /);
  for (const part of [
    "Value 'short' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
    "Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern:",
    "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    "at 'tokenCode' failed to satisfy constraint: Member must have length less than or equal to 6",
  ]) {
    assert.ok(answer.includes(part), `${part} in ${answer}`);
  }
  assert.match(
    await refusal(sessionToken({ DurationSeconds: 129601 })),
    /^400 ValidationError: 1 validation error /,
  );
});

test("policies and tags are looked at", async () => {
  const Tags = [{ Key: "Team", Value: "x" }];
  const arn = roleArn("anybody");
  const good = await assumeRole(sam, arn, {
    Policy: "{}",
    Tags,
    TransitiveTagKeys: ["Team"],
    SourceIdentity: "sam",
  });
  assert.is(good.SourceIdentity, "sam");
  assert.ok(good.PackedPolicySize! > 0);
  assert.match(await refusal(assumeRole(sam, arn, { Policy: "{" })), /^400 MalformedPolicyDocument/);
  assert.match(await refusal(assumeRole(sam, arn, { TransitiveTagKeys: ["Team"] })), /must be included/);
  assert.match(
    await refusal(assumeRole(sam, arn, { Tags: [...Tags, { Key: "team", Value: "y" }] })),
    /Duplicate tag/,
  );
});

test("sessions end: by themselves, all at once, and a key with its deletion", async () => {
  const session = await sessionToken({ ...mfa(), DurationSeconds: 900 });
  const expired = "403 ExpiredToken: The security token included in the request is expired";
  const identity = () => client(session).send(new GetCallerIdentityCommand({}));
  sts.clock.advance(890);
  await identity();
  sts.clock.advance(-890);
  await identity();
  sts.registry.expireSessions();
  assert.is(await refusal(identity()), expired);
  sts.registry.deleteKey("AKIASAM");
  assert.is(
    await refusal(client(sam).send(new GetCallerIdentityCommand({}))),
    "403 InvalidClientTokenId: The security token included in the request is invalid.",
  );
});

test("what it does not know it refuses as AWS does, in AWS's XML", async () => {
  const send = (body: string) => fetch(sts.url, { method: "POST", body });
  const unsigned = await send("Action=GetCallerIdentity&Version=2011-06-15");
  assert.is(unsigned.status, 403);
  assert.is(unsigned.headers.get("content-type"), "text/xml");
  const xml = (await unsigned.text()).replace(/\s*\n\s*/g, "");
  assert.match(
    xml,
    /^<ErrorResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/"><Error><Type>Sender<\/Type><Code>MissingAuthenticationToken<\/Code><Message>[^<]+<\/Message><\/Error><RequestId>[^<]+<\/RequestId><\/ErrorResponse>$/,
  );
  // The SDK can send other actions of its own, which this STS does not have.
  const { GetFederationTokenCommand } = await import("@aws-sdk/client-sts");
  assert.is(
    await refusal(client(standardKey).send(new GetFederationTokenCommand({ Name: "xx" }))),
    "400 InvalidAction: Could not find operation GetFederationToken for version 2011-06-15",
  );
});

test("the log of calls tells who asked what, and no code", async () => {
  sts.calls.length = 0;
  const once = mfa();
  await sessionToken(once);
  await refusal(sessionToken(once));
  assert.equal(
    sts.calls.map(({ at, ...call }) => call),
    ["ok", "AccessDenied"].map((outcome) => ({
      action: "GetSessionToken",
      parameters: { SerialNumber: standardDevice, TokenCode: "******" },
      accessKeyId: standardKey.accessKeyId,
      region: "eu-west-1",
      outcome,
    })),
  );
  assert.not(JSON.stringify(sts.calls).includes(once.TokenCode));
});

test.run();
