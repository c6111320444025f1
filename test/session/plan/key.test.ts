import { test } from "uvu";
import * as assert from "uvu/assert";
import { sessionKey } from "../../../src/session/plan/key.ts";
import type {
  AssumeRoleStep,
  GetSessionTokenStep,
  KeysStep,
  ProviderStep,
  Step,
} from "../../../src/session/plan/step.ts";
import type { StsSettings } from "../../../src/types.ts";

const origin = { file: "f", line: 1 };
const sts: Required<StsSettings> = {
  region: "eu-west-1",
  endpointUrl: "https://sts.example",
  useFips: false,
  useDualstack: false,
  regionalEndpoints: "regional",
  caBundle: "/ca.pem",
};
const label = { reason: "r", origin, values: [{ name: "n", value: "v", from: "default" }] };
const keys: Required<KeysStep> = {
  ...label,
  kind: "keys",
  profile: "bastion",
  accessKeyId: "AKIA1",
  temporary: false,
  expiration: new Date(0),
};
const provider: Required<ProviderStep> = {
  ...label,
  kind: "provider",
  provider: "sso",
  profile: "p",
  detail: "d",
  detailOrigin: origin,
  shape: { sso_account_id: "1" },
};
const base: Required<GetSessionTokenStep> = {
  ...label,
  kind: "get-session-token",
  serialNumber: "device",
  durationSeconds: 43_200,
  sts,
  conditional: false,
};
const role: Required<AssumeRoleStep> = {
  ...label,
  kind: "assume-role",
  profile: "acc1",
  roleArn: "arn:aws:iam::1:role/a",
  durationSeconds: 3600,
  durationOrigin: origin,
  roleSessionName: "n",
  externalId: "e",
  sourceIdentity: "i",
  tags: [{ key: "a", value: "1" }],
  transitiveTagKeys: ["a"],
  policy: "{}",
  policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  serialNumber: "device",
  sts,
};

/** What may change without the answer changing. Every other field counts; `Required` above makes a new one show up here. */
const labels = ["reason", "origin", "values", "durationOrigin", "detailOrigin", "conditional", "caBundle"];
const namedButShared = ["profile"];

/** Another value of the same kind. */
function changed(value: unknown): unknown {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (value instanceof Date) return new Date(value.getTime() + 1);
  if (Array.isArray(value)) return [...value, value[0]];
  return { ...(value as object), more: "x" };
}

const steps: readonly (readonly [Step, readonly string[]])[] = [
  [keys, [...labels, ...namedButShared]],
  [provider, labels],
  [base, labels],
  [role, [...labels, ...namedButShared]],
];

for (const [step, ignored] of steps) {
  for (const [field, value] of Object.entries(step)) {
    if (field === "kind" || field === "sts") continue;
    const other = { ...step, [field]: changed(value) } as Step;
    const missing = { ...step, [field]: undefined } as unknown as Step;
    test(`${step.kind}.${field} ${ignored.includes(field) ? "does not count" : "counts"}`, () => {
      const compare = ignored.includes(field) ? assert.is : assert.is.not;
      compare(sessionKey([other]), sessionKey([step]));
      compare(sessionKey([missing]), sessionKey([step]));
      compare(sessionKey([other, role]), sessionKey([step, role]));
    });
  }
}

for (const [field, value] of Object.entries(sts)) {
  test(`sts.${field} ${field === "caBundle" ? "does not count" : "counts"}`, () => {
    const compare = field === "caBundle" ? assert.is : assert.is.not;
    for (const step of [base, role]) {
      compare(sessionKey([{ ...step, sts: { ...sts, [field]: changed(value) } }]), sessionKey([step]));
    }
  });
}

test("every earlier step counts, and their order", () => {
  assert.is.not(sessionKey([keys, role]), sessionKey([role]));
  assert.is.not(sessionKey([keys, base, role]), sessionKey([keys, role]));
  assert.is.not(
    sessionKey([keys, role, { ...role, roleArn: "b" }]),
    sessionKey([keys, { ...role, roleArn: "b" }, role]),
  );
});

test("the order in which a step's fields were written does not count", () => {
  const reversed = Object.fromEntries(Object.entries(role).reverse()) as unknown as Step;
  assert.is(sessionKey([reversed]), sessionKey([role]));
});

test("two values cannot run into one another: a=bc is not ab=c", () => {
  const tagged = (key: string, value: string) => sessionKey([{ ...role, tags: [{ key, value }] }]);
  assert.is.not(tagged("a", "bc"), tagged("ab", "c"));
  assert.is.not(
    sessionKey([{ ...role, transitiveTagKeys: ["a,b"] }]),
    sessionKey([{ ...role, transitiveTagKeys: ["a", "b"] }]),
  );
});

test("a name for a file: 64 hex digits", () => assert.match(sessionKey([keys, base]), /^[0-9a-f]{64}$/));

test.run();
