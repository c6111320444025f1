import { test } from "uvu";
import * as assert from "uvu/assert";
import { AwsmfaError } from "../../../src/errors.ts";
import { type RoleWords, toRoleOverride } from "../../../src/session/plan/role-words.ts";

const admin = { account: "111122223333", role: "team/Admin" };
const arn = "arn:aws:iam::111122223333:role/Admin";

const fitting: readonly [what: string, words: RoleWords, expected: object | undefined][] = [
  ["nothing", {}, undefined],
  ["account and name", admin, { accountId: "111122223333", roleName: "team/Admin" }],
  ["an ARN", { roleArn: arn }, { roleArn: arn }],
  ["what a partner asks for", { roleArn: arn, externalId: "a:b/c" }, { roleArn: arn, externalId: "a:b/c" }],
  [
    "a policy, byte for byte",
    { roleArn: arn, sessionPolicy: '{ "a": 1 }' },
    { roleArn: arn, policy: '{ "a": 1 }' },
  ],
  [
    "tags: the first = divides, a value may be empty or hold more",
    { roleArn: arn, tags: ["a=b=c", "d="] },
    {
      roleArn: arn,
      tags: [
        { key: "a", value: "b=c" },
        { key: "d", value: "" },
      ],
    },
  ],
  [
    "managed policies, AWS's own and one's own",
    { roleArn: arn, policyArns: ["arn:aws:iam::aws:policy/x", "arn:aws-cn:iam::111122223333:policy/a/b"] },
    { roleArn: arn, policyArns: ["arn:aws:iam::aws:policy/x", "arn:aws-cn:iam::111122223333:policy/a/b"] },
  ],
];
for (const [what, words, expected] of fitting) {
  test(what, () => {
    const override = toRoleOverride(words);
    assert.equal(override && JSON.parse(JSON.stringify(override)), expected);
  });
}

const wrong: readonly [words: RoleWords, named: RegExp][] = [
  [{ account: "111122223333" }, /--role /],
  [{ role: "Admin" }, /--account/],
  [{ ...admin, roleArn: arn }, /--role-arn/],
  [{ account: "my-account", role: "Admin" }, /my-account/],
  [{ account: "1", role: arn }, /--role-arn/],
  [{ externalId: "ext" }, /--external-id/],
  [{ tags: ["a=b"] }, /--tag/],
  [{ ...admin, externalId: "x" }, /--external-id/],
  [{ ...admin, roleSessionName: "two words" }, /--role-session-name/],
  [{ ...admin, sessionPolicy: "{" }, /--session-policy is no JSON/],
  [{ ...admin, sessionPolicy: "[]" }, /--session-policy/],
  [{ ...admin, sessionPolicy: `{"a":"${"x".repeat(2048)}"}` }, /2048/],
  [{ ...admin, policyArns: ["ReadOnlyAccess"] }, /--policy-arn ReadOnlyAccess/],
  [{ ...admin, policyArns: Array(11).fill("arn:aws:iam::aws:policy/x") }, /10 at most/],
  [{ ...admin, tags: ["novalue"] }, /--tag novalue/],
  [{ ...admin, tags: ["=x"] }, /--tag =x/],
  [{ ...admin, tags: ["Team=a", "team=b"] }, /twice/],
];
for (const [words, named] of wrong) {
  test(`refused with exit 2, naming ${named.source}: ${JSON.stringify(words).slice(0, 70)}`, () => {
    assert.throws(
      () => toRoleOverride(words),
      (error: unknown) => error instanceof AwsmfaError && error.exitCode === 2 && named.test(error.message),
    );
  });
}

test.run();
