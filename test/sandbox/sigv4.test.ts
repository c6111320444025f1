/** Signatures are made by the AWS SDK, then spoilt on their way. */
import {
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type STSServiceException,
} from "@aws-sdk/client-sts";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardKey } from "../../src/sandbox/standard-directory.ts";
import { startTestSts } from "../support/sts.ts";

interface Outgoing {
  method: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string | undefined;
}

const sts = await startTestSts();
test.after(() => sts.close());

function client(
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } = standardKey,
) {
  return new STSClient({ endpoint: sts.url, region: "eu-west-1", credentials, maxAttempts: 1 });
}

/** What becomes of a `GetCallerIdentity` that is changed before (`build`) or after (`finalizeRequest`) it is signed. */
async function outcome(
  change: (request: Outgoing) => void,
  when: "build" | "signed" = "signed",
): Promise<string> {
  const altered = client();
  const middleware =
    <A extends { request: unknown }, R>(next: (args: A) => Promise<R>) =>
    (args: A) => {
      change(args.request as Outgoing);
      return next(args);
    };
  if (when === "build") altered.middlewareStack.add(middleware, { step: "build", priority: "low" });
  else altered.middlewareStack.add(middleware, { step: "deserialize", priority: "low" });
  return altered.send(new GetCallerIdentityCommand({})).then(
    ({ Account }) => `account ${Account}`,
    ({ name, message }: STSServiceException) => `${name}: ${message.slice(0, 50)}`,
  );
}

test("what the SDK signs is accepted", async () => {
  assert.is(await outcome(() => {}), "account 111111111111");
});

test("a GET with its parameters in the query is accepted", async () => {
  const toGet = (request: Outgoing) => {
    request.query = { ...Object.fromEntries(new URLSearchParams(request.body)), "Odd key": "ü*'()!~ +&=%" };
    request.method = "GET";
    request.body = undefined;
    for (const name of ["content-type", "content-length"]) delete request.headers[name];
  };
  assert.is(await outcome(toGet, "build"), "account 111111111111");
});

test("inner blanks of a signed header count once", async () => {
  assert.is(
    await outcome(({ headers }) => (headers["x-amz-odd"] = " a   b "), "build"),
    "account 111111111111",
  );
});

const refused: [name: string, change: (request: Outgoing) => void, outcome: RegExp][] = [
  ["no signature", ({ headers }) => delete headers.authorization, /^MissingAuthenticationToken/],
  [
    "another body",
    (request) => (request.body = request.body!.replace("2011", "2012")),
    /^SignatureDoesNotMatch: The request signature/,
  ],
  [
    "another query",
    (request) => (request.query = { a: "b" }),
    /^SignatureDoesNotMatch: The request signature/,
  ],
  [
    "another signed header",
    ({ headers }) => (headers["amz-sdk-request"] = "x"),
    /^SignatureDoesNotMatch: The request/,
  ],
  [
    "an x-amz header that is not signed",
    ({ headers }) => (headers["x-amz-new"] = "x"),
    /^SignatureDoesNotMatch/,
  ],
  [
    "half a header",
    ({ headers }) => (headers.authorization = "AWS4-HMAC-SHA256 Credential=x"),
    /^IncompleteSignature/,
  ],
  ["another algorithm", ({ headers }) => (headers.authorization = "Basic eA=="), /^IncompleteSignature/],
  [
    "another service",
    edit("/sts/", "/ses/"),
    /^SignatureDoesNotMatch: Credential should be scoped to correct service/,
  ],
  [
    "another region in the scope",
    edit("/eu-west-1/", "/us-east-1/"),
    /^SignatureDoesNotMatch: The request signature/,
  ],
  [
    "another day in the scope",
    edit(/\/\d{8}\//, "/20010101/"),
    /^SignatureDoesNotMatch: Date in Credential scope/,
  ],
  ["another key", edit("Credential=AKIA", "Credential=AKIB"), /^InvalidClientTokenId/],
  [
    "a session token beside a long-term key",
    ({ headers }) => (headers["x-amz-security-token"] = "x"),
    /^InvalidClient/,
  ],
];
for (const [name, change, expected] of refused) {
  test(`refused: ${name}`, async () => assert.match(await outcome(change), expected));
}

function edit(from: string | RegExp, to: string) {
  return ({ headers }: Outgoing) => {
    headers.authorization = headers.authorization!.replace(from, to);
  };
}

test("a clock 20 minutes off is refused as AWS refuses it, and the SDK finds its way by the Date header", async () => {
  for (const [seconds, message] of [
    [1200, /Signature expired: .* \(.* - 15 min.\)/],
    [-2400, /Signature not yet current/],
  ] as const) {
    sts.clock.advance(seconds);
    const error = await client()
      .send(new GetCallerIdentityCommand({}))
      .catch((error: STSServiceException) => error);
    assert.instance(error, Error);
    assert.match((error as Error).message, message);
  }
  sts.clock.advance(1200);
  sts.clock.advance(1200);
  const patient = new STSClient({ endpoint: sts.url, region: "eu-west-1", credentials: standardKey });
  assert.is((await patient.send(new GetCallerIdentityCommand({}))).Account, "111111111111");
  sts.clock.advance(-1200);
});

test("a session's key needs its own token", async () => {
  const { Credentials } = await client().send(new GetSessionTokenCommand({}));
  const keys = { accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: Credentials!.SecretAccessKey! };
  for (const token of [undefined, "other"]) {
    const session = token === undefined ? keys : { ...keys, sessionToken: token };
    const error = await client(session)
      .send(new GetCallerIdentityCommand({}))
      .catch((error: Error) => error);
    assert.is((error as Error).name, "InvalidClientTokenId");
  }
  const whole = { ...keys, sessionToken: Credentials!.SessionToken! };
  assert.is(
    (await client(whole).send(new GetCallerIdentityCommand({}))).Arn,
    "arn:aws:iam::111111111111:user/alex",
  );
});

test.run();
