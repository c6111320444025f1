import { test } from "uvu";
import * as assert from "uvu/assert";
import { accountOfArn, parseRoleArn, partitionOfArn, userNameOfArn } from "../../../src/session/plan/arn.ts";

test("a role's ARN, with and without a path, in any partition", () => {
  assert.equal(parseRoleArn("arn:aws:iam::111122223333:role/Admin"), {
    partition: "aws",
    accountId: "111122223333",
    name: "Admin",
  });
  assert.equal(parseRoleArn("arn:aws-us-gov:iam::1:role/team/x/Admin+=,.@-_")?.name, "team/x/Admin+=,.@-_");
});

const wrong = [
  "",
  "arn:foo",
  "Admin",
  "arn:aws:iam::111122223333:user/x",
  "arn:aws:iam::111122223333:role/",
  "arn:aws:iam::111122223333:role",
  "arn:aws:iam:eu-west-1:111122223333:role/x",
  "arn:aws:iam::account:role/x",
  "arn:aws:iam::111122223333:role/x y",
  "arn:aws:iam::111122223333:role/x\n",
  " arn:aws:iam::111122223333:role/x",
  "arn:aws:sts::111122223333:assumed-role/x/y",
];
for (const text of wrong)
  test(`no role's ARN: ${JSON.stringify(text)}`, () => assert.is(parseRoleArn(text), undefined));

test("account, partition and user of an ARN", () => {
  assert.is(accountOfArn("arn:aws:sts::111122223333:assumed-role/x/y"), "111122223333");
  assert.is(accountOfArn("GAHT12345678"), undefined);
  assert.is(partitionOfArn("arn:aws-cn:iam::1:mfa/x"), "aws-cn");
  assert.is(partitionOfArn("GAHT12345678"), undefined);
  assert.is(userNameOfArn("arn:aws:iam::1:user/some/path/jane"), "jane");
  assert.is(userNameOfArn("arn:aws:iam::1:root"), undefined);
  assert.is(userNameOfArn("arn:aws:sts::1:assumed-role/a/b"), undefined);
});

test.run();
