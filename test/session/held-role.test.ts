import { test } from "uvu";
import * as assert from "uvu/assert";
import { AwsmfaError } from "../../src/errors.ts";
import { heldRole, keptRole } from "../../src/session/held-role.ts";
import { overrideRole, type RoleOverride } from "../../src/session/role-request.ts";

const roleArn = "arn:aws:iam::111122223333:role/team/Admin";
const rows: readonly [what: string, override: RoleOverride, plain: boolean][] = [
  ["account and name", { accountId: "111122223333", roleName: "team/Admin" }, true],
  ["an ARN", { roleArn }, true],
  ["an external id", { roleArn, externalId: "x:1" }, false],
  [
    "all there is",
    {
      roleArn,
      externalId: "x:1",
      roleSessionName: "night",
      policy: '{"Statement":["\'\\n"]}',
      policyArns: ["arn:aws:iam::aws:policy/a"],
      tags: [{ key: "a", value: "=" }],
    },
    false,
  ],
];
for (const [what, override, plain] of rows) {
  test(`${what}: what the environment keeps is the same role again`, () => {
    const request = overrideRole(override, "aws");
    const { text, label } = keptRole(request);
    assert.is(text === roleArn, plain);
    assert.is(label, "Admin@111122223333");
    const again = overrideRole(heldRole({ AWSMFA_ROLE: text })!, "aws");
    assert.equal(JSON.parse(JSON.stringify(again.fields)), JSON.parse(JSON.stringify(request.fields)));
    assert.ok(again.values.every(({ from }) => from === "AWSMFA_ROLE"));
  });
}

test("none where there is none; anything else is refused with its cure", () => {
  assert.is(heldRole({}), undefined);
  assert.is(heldRole({ AWSMFA_ROLE: "" }), undefined);
  for (const text of ["x", "{", "{}", '{"roleArn":["a"]}', "null", '{"roleArn":"x"}'])
    assert.throws(
      () => heldRole({ AWSMFA_ROLE: text }),
      (error: unknown) => error instanceof AwsmfaError && /awsmfa unsets/.test(error.message),
    );
});

test.run();
