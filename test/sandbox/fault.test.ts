import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Fault } from "../../src/sandbox/fault.ts";
import { standardKey } from "../../src/sandbox/standard-directory.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());
test.before.each(() => {
  sts.faults.clear();
  sts.calls.length = 0;
});

const identity = (maxAttempts: number) =>
  new STSClient({ endpoint: sts.url, region: "eu-west-1", credentials: standardKey, maxAttempts }).send(
    new GetCallerIdentityCommand({}),
  );

const rows: [name: string, fault: Fault, outcome: RegExp][] = [
  ["throttling", { refuse: { status: 400, code: "Throttling" } }, /^Throttling: Rate exceeded$/],
  ["a 503", { refuse: { status: 503, code: "ServiceUnavailable" } }, /^ServiceUnavailable/],
  ["a proxy's page", { answer: "not-xml" }, /^(?!TimeoutError|.*hang up).*(xml|tag|parse|Unclosed)/i],
  ["half an answer", { answer: "truncated" }, /aborted|hang up|ECONNRESET|terminated/],
  ["an answer that never comes", { answer: "dropped" }, /hang up|ECONNRESET/],
  ["a request that is not heard", { unheard: true }, /hang up|ECONNRESET/],
];
for (const [name, fault, expected] of rows) {
  test(`${name}: once, then all is well`, async () => {
    sts.faults.add({ action: "GetCallerIdentity", ...fault });
    const error = await identity(1).catch((error: Error) => error);
    assert.instance(error, Error);
    assert.match(`${(error as Error).name}: ${(error as Error).message}`, expected);
    assert.is((await identity(1)).Account, "111111111111");
  });
}

test("an empty body reaches the client as one", async () => {
  sts.faults.add({ answer: "empty" });
  assert.is((await identity(1)).Account, undefined);
});

test("a fault for another action waits for it; `times` are counted", async () => {
  sts.faults.add({ action: "AssumeRole", refuse: { status: 400, code: "Throttling" } });
  sts.faults.add({ times: 2, refuse: { status: 503, code: "ServiceUnavailable" } });
  assert.is((await identity(3)).Account, "111111111111");
  assert.equal(
    sts.calls.map(({ outcome }) => outcome),
    ["ServiceUnavailable", "ServiceUnavailable", "ok"],
  );
});

test("latency delays and changes nothing else", async () => {
  sts.faults.add({ latencyMilliseconds: 60 });
  const before = performance.now();
  await identity(1);
  assert.ok(performance.now() - before >= 59);
});

test("a dropped answer did its work, an unheard request did not", async () => {
  const call = (fault: Fault) => {
    sts.faults.add(fault);
    return identity(1).catch(() => undefined);
  };
  await call({ answer: "dropped" });
  await call({ unheard: true });
  assert.equal(
    sts.calls.map(({ outcome }) => outcome),
    ["ok", "unheard"],
  );
});

test.run();
