import { test } from "uvu";
import * as assert from "uvu/assert";
import { AwsmfaError } from "../../../src/errors.ts";
import { heldRole, keptRole } from "../../../src/session/plan/held-role.ts";
import { overrideRole, type RoleOverride } from "../../../src/session/plan/role-request.ts";

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

// Anybody can set the variable; a field of the wrong kind was a bug's stack trace.
test("a field of the wrong kind, or one of ours that no switch keeps, is refused", () => {
  const roleArn = "arn:aws:iam::111122223333:role/Admin";
  const wrong = [
    ...["externalId", "roleSessionName", "sourceIdentity", "policy"].map((name) => ({ [name]: ["a"] })),
    ...["policyArns", "transitiveTagKeys", "tags"].flatMap((name) => [{ [name]: "a" }, { [name]: [1] }]),
    { tags: [{ key: "a" }] },
    { tags: [null] },
    { accountId: "111122223333", roleName: "Other" },
    { origin: { file: "x", line: 1 } },
  ];
  for (const fields of wrong) {
    const text = JSON.stringify({ roleArn, ...fields });
    assert.throws(() => heldRole({ AWSMFA_ROLE: text }), /AWSMFA_ROLE names no role/, text);
  }
});

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
