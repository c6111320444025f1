import { test } from "uvu";
import * as assert from "uvu/assert";
import { toIsoSeconds } from "../../src/iso-seconds.ts";
import { toEnvChange, unsetsChange } from "../../src/output/env-change.ts";

const credentials = {
  accessKeyId: "ASIA1",
  secretAccessKey: "s",
  sessionToken: "t",
  expiration: new Date(1.8e12),
};

test("the key id comes last and the secret before it: a new id never stands beside an old secret", () => {
  assert.equal([...toEnvChange({ profile: "p", credentials }).keys()].slice(-2), [
    "AWS_SECRET_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
  ]);
});

// `exec` showed the secret in Node's words about it.
test("a value with a NUL byte is refused without being shown", () => {
  const hostile = { ...credentials, secretAccessKey: "TOPSECRET\0x" };
  assert.throws(
    () => toEnvChange({ credentials: hostile }),
    (error: Error) => /NUL byte/.test(error.message) && !/TOPSECRET/.test(error.message),
  );
});

test("with no region, and with no profile, nothing of an earlier switch stays", () => {
  const change = toEnvChange({ credentials });
  assert.equal(change.get("AWS_REGION"), { theirs: true });
  for (const name of ["AWSMFA_REGION", "AWSMFA_PROFILE", "AWSUME_PROFILE"])
    assert.is(change.get(name), null, name);
});

test("unsets touches all that a switch touches", () => {
  const removed = unsetsChange();
  for (const name of toEnvChange({ profile: "p", credentials }).keys()) assert.ok(removed.has(name), name);
});

test("times are whole seconds with Z", () => {
  assert.is(toIsoSeconds(new Date("2026-11-21T10:00:00.999Z")), "2026-11-21T10:00:00Z");
});

test.run();
