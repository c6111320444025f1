import { test } from "uvu";
import * as assert from "uvu/assert";
import { applyEnvChange } from "../../src/output/apply.ts";
import { toEnvChange, unsetsChange } from "../../src/output/env-change.ts";
import { heldIn } from "../../src/output/held.ts";
import type { Env } from "../../src/types.ts";

const now = new Date("2026-03-01T12:00:00Z");
const credentials = {
  accessKeyId: "ASIAOURS",
  secretAccessKey: "s",
  sessionToken: "t",
  expiration: new Date("2026-03-01T13:00:00Z"),
};
const theirs: Env = { AWS_PROFILE: "mine", AWS_REGION: "ap-south-1" };
const switched = applyEnvChange(
  theirs,
  toEnvChange({ profile: "acc1", credentials, region: { value: "eu-west-1", fallback: false } }),
);

const warnings = (env: Env) => heldIn(env, now).conflicts.map(({ what }) => what);

test("a switch leaves nothing to warn of: with a profile, a role, or neither; and so do unsets and an empty shell", () => {
  const role = { text: "arn", label: "Admin" };
  const envs = [
    switched,
    applyEnvChange({}, toEnvChange({ profile: "acc1", credentials, role })),
    applyEnvChange({}, toEnvChange({ credentials, role })),
    applyEnvChange({}, toEnvChange({ credentials })),
    applyEnvChange(
      {},
      toEnvChange({ profile: "plain", credentials: { accessKeyId: "AKIAOURS", secretAccessKey: "s" } }),
    ),
    applyEnvChange(switched, unsetsChange()),
    {},
  ];
  for (const env of envs) assert.equal(warnings(env), [], JSON.stringify(env));
});

test("what is held", () => {
  const { profile, accessKeyId, expiration, region } = heldIn(switched, now);
  assert.equal([profile, accessKeyId, region], ["acc1", "ASIAOURS", "eu-west-1"]);
  assert.equal(expiration, credentials.expiration);
});

const rows: readonly [what: string, change: Env, warning: RegExp][] = [
  ["a profile beside keys", { AWS_PROFILE: "x" }, /^AWS_PROFILE is set beside keys/],
  ["the older name of it", { AWS_DEFAULT_PROFILE: "x" }, /^AWS_DEFAULT_PROFILE is set beside keys/],
  ["an empty profile", { AWS_PROFILE: "" }, /^AWS_PROFILE is empty/],
  ["the token's old name", { AWS_SECURITY_TOKEN: "t" }, /^AWS_SECURITY_TOKEN is set/],
  [
    "an end that has passed",
    { AWS_CREDENTIAL_EXPIRATION: "2026-03-01T11:59:59Z" },
    /session in this shell has ended/,
  ],
  ["a token that is missing", { AWS_SESSION_TOKEN: undefined }, /AWS_SESSION_TOKEN is missing/],
  ["no secret", { AWS_SECRET_ACCESS_KEY: undefined }, /without AWS_SECRET_ACCESS_KEY/],
  [
    "regions that disagree",
    { AWS_DEFAULT_REGION: "us-east-1" },
    /^AWS_REGION is eu-west-1 and AWS_DEFAULT_REGION is us-east-1/,
  ],
  [
    "aws-vault's word for prompts",
    { AWS_VAULT: "prod" },
    /^AWS_VAULT is prod, which prompts show in place of acc1/,
  ],
  ["awsume's, changed since", { AWSUME_PROFILE: "prod" }, /^AWSUME_PROFILE is not acc1 any more/],
];
for (const [what, change, warning] of rows) {
  test(`told: ${what}`, () => {
    const found = warnings({ ...switched, ...change });
    assert.is(found.length, 1, found.join("\n"));
    assert.match(found[0]!, warning);
  });
}

test("told: keys from elsewhere, of our profile's name or of none", () => {
  const keys = { AWS_ACCESS_KEY_ID: "AKIAELSE", AWS_SECRET_ACCESS_KEY: "s" };
  assert.match(warnings(keys).join(), "not from awsmfa");
  const over = warnings({ ...switched, ...keys }).join("\n");
  assert.match(over, "AWS_SESSION_TOKEN is left over");
  assert.match(over, "AWS_CREDENTIAL_EXPIRATION is left over");
});

test("told: what is left of a session whose keys are gone", () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...rest } = switched;
  const found = warnings(rest).join("\n");
  assert.match(found, "the keys are gone");
  assert.match(found, "AWS_SESSION_TOKEN is left over");
});

test("a time that is none is no end", () => {
  assert.is(heldIn({ ...switched, AWS_CREDENTIAL_EXPIRATION: "soon" }, now).expiration, undefined);
});

test("no secret is repeated", () => {
  const env = {
    ...switched,
    AWS_SECRET_ACCESS_KEY: "SECRET1",
    AWS_SESSION_TOKEN: "SECRET2",
    AWS_PROFILE: "x",
    AWS_SECURITY_TOKEN: "SECRET3",
  };
  assert.not.match(JSON.stringify(heldIn(env, now)), "SECRET");
});

test.run();
