import { readFileSync, statSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCliCache, writeCliCache } from "../../../src/session/store/cli-cache.ts";
import { makeHome } from "../../support/home.ts";

const now = new Date("2026-11-05T12:00:00Z");
const keys = { AccessKeyId: "ASIA1", SecretAccessKey: "secret", SessionToken: "token" };
const user = { AssumedRoleId: "AROA:me", Arn: "arn:aws:sts::222222222222:assumed-role/dev/me" };
const key = "0".repeat(40);

/** A home whose cache has one entry of this text or these parts. */
function homeWith(content: unknown, mode?: number): string {
  const home = makeHome();
  const text = typeof content === "string" ? content : JSON.stringify(content);
  home.write(`.aws/cli/cache/${key}.json`, text, mode);
  return home.path;
}
const entry = (Expiration: unknown) => ({ Credentials: { ...keys, Expiration }, AssumedRoleUser: user });

test("an entry lives until fifteen minutes before its end, however the AWS CLI spells that", () => {
  for (const end of ["2026-11-05T12:15:00Z", "2026-11-05T12:15:00UTC", "2026-11-05T13:15:00+01:00"]) {
    const found = readCliCache(homeWith(entry(end)), key, now);
    assert.equal(found?.credentials.expiration, new Date("2026-11-05T12:15:00Z"), end);
    assert.equal(found?.assumedRole, { arn: user.Arn, id: user.AssumedRoleId });
  }
  for (const end of ["2026-11-05T12:14:59Z", "2020-01-01T00:00:00Z", "soon", "", null, undefined, {}])
    assert.is(readCliCache(homeWith(entry(end)), key, now), undefined, JSON.stringify(end));
});

test("what is missing, broken, incomplete or readable by others does not count", () => {
  const good = entry("2026-11-05T13:00:00Z");
  assert.ok(readCliCache(homeWith(good), key, now));
  assert.is(readCliCache(homeWith(good, 0o644), key, now), undefined);
  assert.is(readCliCache(homeWith(good), "1".repeat(40), now), undefined);
  for (const content of [
    "",
    "{",
    "null",
    "[]",
    "{}",
    { Credentials: { ...good.Credentials, SessionToken: "" } },
  ])
    assert.is(readCliCache(homeWith(content), key, now), undefined, JSON.stringify(content));
});

test("written privately, as one line of Python's JSON", () => {
  const { path } = makeHome();
  const expiration = new Date("2026-11-05T13:00:00.400Z");
  const credentials = { accessKeyId: "ASIA1", secretAccessKey: "s", sessionToken: "t", expiration };
  writeCliCache(path, key, { credentials, assumedRole: { arn: user.Arn, id: user.AssumedRoleId } }, now);
  const file = `${path}/.aws/cli/cache/${key}.json`;
  assert.match(
    readFileSync(file, "utf8"),
    '{"Credentials": {"AccessKeyId": "ASIA1", "SecretAccessKey": "s", "SessionToken": "t", "Expiration": "2026-11-05T13:00:00Z", "AccountId": "222222222222"}, "AssumedRoleUser": {"AssumedRoleId": "AROA:me", "Arn": ',
  );
  assert.is(statSync(file).mode & 0o777, 0o600);
  assert.is(statSync(`${path}/.aws/cli/cache`).mode & 0o777, 0o700);
});

test.run();
