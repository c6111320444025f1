import { test } from "uvu";
import * as assert from "uvu/assert";
import { json } from "../../../src/output/formats/json.ts";

const credentials = {
  accessKeyId: "ASIA1",
  secretAccessKey: "s",
  sessionToken: "t",
  expiration: new Date("2026-11-21T10:00:00.9Z"),
};
const change = new Map();

test("a role session: keys in the AWS CLI's spelling and order", () => {
  const assumedRole = { arn: "arn:aws:sts::1:assumed-role/R/me", id: "AROA:me" };
  assert.is(
    json({ change, credentials, assumedRole }).stdout.replace(/\s+/g, ""),
    '{"Credentials":{"AccessKeyId":"ASIA1","SecretAccessKey":"s","SessionToken":"t","Expiration":"2026-11-21T10:00:00Z"},' +
      '"AssumedRoleUser":{"AssumedRoleId":"AROA:me","Arn":"arn:aws:sts::1:assumed-role/R/me"}}',
  );
});

test("a base session has no role, long-term keys no token and no end", () => {
  assert.equal(Object.keys(JSON.parse(json({ change, credentials }).stdout)), ["Credentials"]);
  const keys = json({ change, credentials: { accessKeyId: "AKIA", secretAccessKey: "s" } });
  assert.equal(JSON.parse(keys.stdout), { Credentials: { AccessKeyId: "AKIA", SecretAccessKey: "s" } });
});

test.run();
