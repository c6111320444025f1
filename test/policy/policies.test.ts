/** What the policies allow and deny, decided as IAM decides. */
import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { explainPolicy } from "../../src/policy/explain.ts";
import { type PolicyValues, type Statement, toDocument } from "../../src/policy/policy.ts";
import { policies } from "../../src/policy/table.ts";
import { isAllowed } from "./evaluate.ts";

const account = "111122223333";
const values: PolicyValues = {
  partition: "aws",
  account,
  user: "alex",
  roles: ["Admin", "team/Reader"],
  bucket: "my.bucket",
  service: "ec2.amazonaws.com",
};
const forAll: PolicyValues = { ...values, account: undefined, user: undefined };
const statementsOf = (name: string, filled = forAll): Statement[] =>
  policies
    .get(name)!
    .points(filled)
    .map(({ statement }) => statement);
const allowAll: Statement = { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" };

const username = { "aws:username": "alex" };
/** The ways a user's call can be signed. */
const key = username;
const withMfa = { ...username, "aws:MultiFactorAuthPresent": "true" };
const sessionWithoutMfa = { ...username, "aws:MultiFactorAuthPresent": "false" };
const withoutMfa = [key, sessionWithoutMfa];

const iam = `arn:aws:iam::${account}`;
const alex = `${iam}:user/alex`;
const alexDevice = `${iam}:mfa/alex`;
const bucket = "arn:aws:s3:::my.bucket";
const open = { action: "sts:GetSessionToken", resource: "*" };

for (const [name, policy] of policies) {
  test(`${name}: a session with a code can be opened without MFA, alone and beside all rights`, () => {
    for (const filled of [values, forAll]) {
      const statements = policy.points(filled).map(({ statement }) => statement);
      assert.ok(isAllowed(statements, { ...open, context: key }));
      assert.ok(isAllowed([...statements, allowAll], { ...open, context: key }));
    }
  });

  test(`${name}: --explain is the policy itself with a word on every line that says something`, () => {
    const json = JSON.stringify(toDocument(policy, values), null, 2);
    const lines = explainPolicy(policy, values).filter((line) => !line.startsWith("#"));
    assert.is(lines.map((line) => line.replace(/ +# .*$/, "")).join("\n"), json);
    const bare = lines.filter((line) => !/ {2}# \S/.test(line) && !/^\s*[[\]{}]+,?$/.test(line));
    assert.equal(bare, []);
  });

  test(`${name}: statements have names that IAM takes, each its own, and no wildcard account where one is known`, () => {
    const sids = policy.points(values).map(({ statement }) => statement.Sid);
    assert.is(new Set(sids).size, sids.length);
    for (const sid of sids) assert.match(sid, /^[A-Za-z0-9]+$/);
    assert.not.match(JSON.stringify(toDocument(policy, values)), "::*:");
  });
}

test("admin-requires-mfa: everything with MFA, nothing with a key or a session without", () => {
  const statements = statementsOf("admin-requires-mfa");
  const call = { action: "ec2:TerminateInstances", resource: "arn:aws:ec2:x:1:instance/i-1" };
  assert.ok(isAllowed(statements, { ...call, context: withMfa }));
  for (const context of withoutMfa) assert.not(isAllowed(statements, { ...call, context }));
});

for (const name of ["deny-without-mfa", "self-manage-mfa"]) {
  test(`${name}: beside all rights, without MFA only the way to it, and only for oneself`, () => {
    const statements = [...statementsOf(name), allowAll];
    const may = (action: string, resource: string, context: Record<string, string>) =>
      isAllowed(statements, { action, resource, context });
    for (const context of withoutMfa) {
      for (const [action, resource] of [
        ["iam:CreateVirtualMFADevice", alexDevice],
        ["iam:DeleteVirtualMFADevice", alexDevice],
        ["iam:EnableMFADevice", alex],
        ["iam:EnableMFADevice", `${iam}:user/team/alex`],
        ["iam:ListMFADevices", alex],
        ["iam:ListVirtualMFADevices", "*"],
        ["iam:ResyncMFADevice", alex],
      ] as const)
        assert.ok(may(action, resource, context), `${action} on ${resource}`);
      for (const [action, resource] of [
        ["s3:GetObject", `${bucket}/x`],
        ["iam:CreateAccessKey", alex],
        ["iam:DeactivateMFADevice", alex],
        ["iam:ChangePassword", alex],
        ["iam:CreateVirtualMFADevice", `${iam}:mfa/alex2`],
        ["iam:CreateVirtualMFADevice", `${iam}:mfa/sam`],
        ["iam:EnableMFADevice", `${iam}:user/sam`],
        ["iam:EnableMFADevice", `${iam}:user/alex/sam`],
        ["iam:DeleteVirtualMFADevice", `${iam}:mfa/sam`],
        ["sts:AssumeRole", `${iam}:role/Admin`],
        ["sts:GetFederationToken", "*"],
      ] as const)
        assert.not(may(action, resource, context), `${action} on ${resource}`);
    }
    for (const action of ["s3:GetObject", "iam:DeactivateMFADevice", "sts:AssumeRole"])
      assert.ok(may(action, alex, withMfa), action);
  });
}

test("self-manage-mfa: by itself it is enough for a first device, and gives nothing else, with MFA or without", () => {
  const statements = statementsOf("self-manage-mfa");
  const may = (action: string, resource: string, context: Record<string, string>) =>
    isAllowed(statements, { action, resource, context });
  for (const [action, resource] of [
    ["iam:ListVirtualMFADevices", "*"],
    ["iam:CreateVirtualMFADevice", alexDevice],
    ["iam:EnableMFADevice", alex],
    ["iam:ListMFADevices", alex],
  ] as const)
    for (const context of [...withoutMfa, withMfa]) assert.ok(may(action, resource, context), action);
  assert.ok(may("iam:DeactivateMFADevice", alex, withMfa));
  for (const context of withoutMfa) assert.not(may("iam:DeactivateMFADevice", alex, context));
  for (const context of [...withoutMfa, withMfa]) {
    assert.not(may("iam:EnableMFADevice", `${iam}:user/sam`, context));
    assert.not(may("iam:DeactivateMFADevice", `${iam}:user/sam`, context));
    assert.not(may("s3:ListBucket", bucket, context));
  }
});

test("deny-without-mfa gives no right at all", () => {
  const statements = statementsOf("deny-without-mfa");
  assert.ok(statements.every(({ Effect }) => Effect === "Deny"));
});

test("role-trust-mfa: an account, or one user of it, and only with MFA", () => {
  const call = { action: "sts:AssumeRole", resource: "" };
  const users = (user: string) => [`${iam}:root`, `${iam}:user/${user}`];
  const anyone = statementsOf("role-trust-mfa", { ...values, user: undefined });
  const one = statementsOf("role-trust-mfa");
  const named = statementsOf("role-trust-mfa", values);
  assert.ok(isAllowed(anyone, { ...call, principals: users("sam"), context: withMfa }));
  assert.not(isAllowed(anyone, { ...call, principals: users("sam"), context: key }));
  assert.not(isAllowed(anyone, { ...call, principals: ["arn:aws:iam::9:root"], context: withMfa }));
  assert.ok(isAllowed(named, { ...call, principals: users("alex"), context: withMfa }));
  assert.not(isAllowed(named, { ...call, principals: users("sam"), context: withMfa }));
  assert.not(isAllowed(named, { ...call, principals: users("alex"), context: sessionWithoutMfa }));
  assert.is(one.length, 1);
});

test("role-trust-service: the service without MFA, the user only with it, nobody else", () => {
  const statements = statementsOf("role-trust-service", values);
  const call = { action: "sts:AssumeRole", resource: "" };
  assert.ok(isAllowed(statements, { ...call, principals: ["ec2.amazonaws.com"] }));
  assert.ok(isAllowed(statements, { ...call, principals: [alex], context: withMfa }));
  assert.not(isAllowed(statements, { ...call, principals: [alex], context: key }));
  assert.not(isAllowed(statements, { ...call, principals: ["lambda.amazonaws.com"] }));
});

test("assume-role: the roles named, and no other", () => {
  const statements = statementsOf("assume-role", values);
  const may = (resource: string) => isAllowed(statements, { action: "sts:AssumeRole", resource });
  assert.ok(may(`${iam}:role/Admin`) && may(`${iam}:role/team/Reader`));
  assert.not(may(`${iam}:role/Administrator`));
  assert.not(may("arn:aws:iam::444455556666:role/Admin"));
});

test("bucket-read-write: this bucket and its objects", () => {
  const statements = statementsOf("bucket-read-write", values);
  const may = (action: string, resource: string) => isAllowed(statements, { action, resource });
  assert.ok(may("s3:ListBucket", bucket) && may("s3:PutObject", `${bucket}/a/b`));
  assert.not(may("s3:DeleteBucket", bucket));
  assert.not(may("s3:GetObject", "arn:aws:s3:::my.bucket2/a"));
  assert.not(may("s3:GetObject", "arn:aws:s3:::myxbucket/a"));
});

test("moto's validator, which follows IAM's own refusals, takes every policy", () => {
  const script = [
    "import json, sys",
    "from moto.iam.policy_validation import IAMPolicyDocumentValidator as P, IAMTrustPolicyDocumentValidator as T",
    "for name, text in json.load(sys.stdin).items():",
    "    (T if name.startswith('role-trust') else P)(text).validate()",
    "print('taken')",
  ].join("\n");
  const texts = [...policies].map(([name, policy]) => [name, JSON.stringify(toDocument(policy, values))]);
  const { PATH = "", HOME = "" } = process.env;
  const { stdout, stderr, status } = spawnSync("python3", ["-c", script], {
    input: JSON.stringify(Object.fromEntries(texts)),
    encoding: "utf8",
    env: { PATH, HOME },
  });
  if (status !== 0 && /ModuleNotFoundError|^$/.test(stderr ?? "")) {
    console.log("SKIP moto's policy validator: not installed");
    return;
  }
  assert.is(stdout, "taken\n", stderr);
});

test.run();
