/** STS by https: whom to trust, and the connection that is opened ahead. */
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardDevice, standardKey } from "../../src/sandbox/standard-directory.ts";
import { lazySts } from "../../src/sts/lazy.ts";
import { StsRefusal } from "../../src/sts/sts.ts";
import { startForwarder } from "../support/forwarder.ts";
import { makeHome } from "../support/home.ts";
import { locateProgram, runProgram } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const openssl = locateProgram("openssl");
if (!openssl) console.log("SKIP STS by https: openssl is not installed (needed in CI)");

/** Makes a certificate for 127.0.0.1 that signs itself. */
function makeCertificate(name: string) {
  const { path, env } = makeHome();
  const [key, cert] = [`${path}/${name}.key`, `${path}/${name}.pem`];
  const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"];
  const subject = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1"];
  const { status, stderr } = runProgram(openssl!, [...words, ...subject], { env });
  assert.is(status, 0, stderr);
  return { path: cert, key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
}

if (openssl) {
  const ours = makeCertificate("ours");
  const other = makeCertificate("other");
  const server = await startTestSts({ tls: ours });
  test.after(() => server.close());
  const { port, counted, first } = await startForwarder(server.port);
  const trusting = (caBundle: string | undefined) =>
    lazySts(process.env)({
      region: "eu-central-1",
      endpointUrl: `https://127.0.0.1:${port}`,
      useFips: false,
      useDualstack: false,
      regionalEndpoints: "regional",
      caBundle,
    });

  test("with its authority in the bundle STS is believed, over the one connection that was opened ahead", async () => {
    const sts = trusting(ours.path);
    sts.warmUp();
    await first;
    const request = { durationSeconds: 3600, serialNumber: standardDevice, tokenCode: server.freshCode() };
    const { credentials } = await sts.getSessionToken(standardKey, request);
    assert.ok(credentials.sessionToken);
    assert.is((await sts.getCallerIdentity(standardKey)).account, "111111111111");
    assert.is(counted.connections, 1);
  });

  for (const [name, bundle] of [
    ["another authority", other.path],
    ["Node's own authorities", undefined],
  ] as const) {
    test(`with ${name} it is not, and nothing is sent`, async () => {
      server.calls.length = 0;
      const refusal = await trusting(bundle)
        .getCallerIdentity(standardKey)
        .catch((error) => error);
      assert.instance(refusal, StsRefusal);
      assert.match(refusal.message, /certificate of 127\.0\.0\.1:\d+ is not trusted/);
      assert.is(server.calls.length, 0);
    });
  }
}

test.run();
