import { test } from "uvu";
import * as assert from "uvu/assert";
import { AwsmfaError } from "../../src/errors.ts";
import { policies } from "../../src/policy/table.ts";
import { fillPolicy, type PolicyWords, type ProfileValues } from "../../src/policy/values.ts";

const fill = (name: string, words: PolicyWords = {}, profile: ProfileValues = {}) =>
  fillPolicy(policies.get(name)!, words, profile);
const profile: ProfileValues = {
  partition: "aws-cn",
  device: { account: "111122223333", user: "alex" },
  role: { account: "444455556666", role: "Admin" },
};

test("what is left out comes from the profile, what is given does not", () => {
  const trust = fill("role-trust-mfa", {}, profile);
  assert.equal(
    [trust.values.account, trust.values.user, trust.values.partition],
    ["111122223333", undefined, "aws-cn"],
  );
  assert.equal(trust.fromProfile, [{ option: "account", value: "111122223333", by: "device" }]);
  const assume = fill("assume-role", { role: ["Reader", "Writer"] }, profile);
  assert.equal([assume.values.account, assume.values.roles], ["444455556666", ["Reader", "Writer"]]);
  const service = fill("role-trust-service", { service: ["ec2"], user: ["sam"] }, profile);
  assert.equal([service.values.service, service.values.user], ["ec2.amazonaws.com", "sam"]);
});

test("a policy for everybody takes nothing from the profile", () => {
  for (const name of ["self-manage-mfa", "deny-without-mfa"]) {
    const { values, fromProfile } = fill(name, {}, profile);
    assert.equal([values.account, values.user, fromProfile], [undefined, undefined, []]);
  }
});

test("what the profile says in another form than a policy takes does not count", () => {
  assert.throws(() => fill("role-trust-mfa", {}, { device: { account: "1234" } }), /--account/);
});

const wrong: readonly [name: string, words: PolicyWords, message: RegExp][] = [
  ["role-trust-mfa", {}, /needs --account, or --profile .* mfa_serial/],
  ["assume-role", { role: ["Admin"] }, /needs --account, or --profile .* role_arn/],
  ["assume-role", { account: ["111122223333"] }, /needs --role/],
  ["bucket-read-write", {}, /needs --bucket: /],
  ["role-trust-service", { account: ["111122223333"], user: ["a"] }, /needs --service/],
  ["assume-role", { bucket: ["b"] }, /--bucket plays no part in assume-role, which takes --account, --role/],
  ["admin-requires-mfa", { user: ["alex"] }, /no part in admin-requires-mfa, which takes no options/],
  ["role-trust-mfa", { account: ["1"] }, /twelve digits/],
  ["role-trust-mfa", { account: ["*"] }, /twelve digits/],
  ["role-trust-mfa", { account: ["111122223333"], user: ["*"] }, /--user "\*"/],
  ["self-manage-mfa", { user: ["${aws:username}"] }, /--user/],
  ["self-manage-mfa", { user: ["al?x"] }, /--user/],
  ["assume-role", { account: ["111122223333"], role: ["Admin", "*"] }, /--role "\*"/],
  ["assume-role", { account: ["111122223333"], role: [`${"a".repeat(65)}`] }, /--role/],
  ["bucket-read-write", { bucket: ["*"] }, /--bucket/],
  ["bucket-read-write", { bucket: ["a/b"] }, /--bucket/],
  ["bucket-read-write", { bucket: ["Upper"] }, /--bucket/],
  ["role-trust-service", { service: ["*"], account: ["111122223333"], user: ["a"] }, /--service/],
];
for (const [name, words, message] of wrong) {
  test(`${name} with ${JSON.stringify(words).slice(0, 60)} is refused`, () => {
    assert.throws(
      () => fill(name, words),
      (error: unknown) => error instanceof AwsmfaError && error.exitCode === 2 && message.test(error.message),
    );
  });
}

test.run();
