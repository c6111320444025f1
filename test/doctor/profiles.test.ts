import { test } from "uvu";
import * as assert from "uvu/assert";
import { examineProfiles } from "../../src/doctor/profiles.ts";
import { readProfiles } from "../../src/profiles/read.ts";
import { makeHome } from "../support/home.ts";

const role = "role_arn = arn:aws:iam::111122223333:role/x\n";
const keys = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n";

function found(config: string, env: Record<string, string> = {}) {
  const { path } = makeHome({ config });
  return examineProfiles(readProfiles({}, path), env, path).map(({ level, what }) =>
    `${level} ${what}`.replaceAll(`${path}/.aws/config`, "config"),
  );
}

const table: [what: string, config: string, expected: string[]][] = [
  ["a section of mere settings is no mistake", "[default]\nregion = x\n", []],
  [
    "a mistake in a source is told once for all profiles over it",
    `[profile a]\n${role}source_profile = b\n[profile b]\n${role}source_profile = gone\n`,
    ["error config:6: source_profile = gone: there is no such profile; awsmfa list shows those there are"],
  ],
  [
    "a security key",
    `[default]\n${keys}mfa_serial = arn:aws:iam::1:u2f/user/k\n`,
    [
      "error config:4: mfa_serial = arn:aws:iam::1:u2f/user/k is a security key, which cannot be used over the AWS API: register a virtual MFA device beside it and name that one",
    ],
  ],
  [
    "long-term keys without MFA",
    `[profile k]\n${keys}[profile r]\n${role}source_profile = k\n`,
    [
      "warning config:2: no MFA protects these long-term keys, which are used as they are: add mfa_serial to profile k",
    ],
  ],
  ["keys that the environment is to bring", `[profile e]\n${role}credential_source = Environment\n`, []],
  [
    "two profiles on one name",
    '[profile "a b"]\n[profile a_b]\n',
    ['warning profile a_b has no function: aws_a_b is already the function of profile "a b"'],
  ],
];
for (const [what, config, expected] of table) test(what, () => assert.equal(found(config), expected));

test("variables that would be read before the files hide none of their mistakes", () => {
  const config = `[default]\n${keys}mfa_serial = arn:aws:iam::1:u2f/user/k\n`;
  assert.is(found(config, { AWS_MFA_SERIAL: "GAHT12345678", AWS_MFA_TTL: "x" }).length, 1);
  assert.is(found(`[default]\n${keys}mfa_serial = GAHT12345678\n`, { AWS_MFA_TTL: "x" }).length, 0);
});

test("the names that the asking shell left alone, by its own prefix", () => {
  const config = "[profile a]\n[profile b]\n";
  assert.equal(found(config, { AWSMFA_LEFT_OUT: "aws_b\n", AWSMFA_PREFIX: "aws_" }), [
    "warning profile b has no function: aws_b is a command, an alias or another function in this shell",
  ]);
  assert.equal(found(config, { AWSMFA_LEFT_OUT: "acc_b", AWSMFA_PREFIX: "acc_" }), [
    "warning profile b has no function: acc_b is a command, an alias or another function in this shell",
  ]);
  // Text to compare with, whatever it holds.
  assert.equal(found(config, { AWSMFA_LEFT_OUT: "$(touch x)\n__proto__\n;\x1b[2J" }), []);
});

// A name in double quotes would have run when the cure was pasted.
test("a profile's name in a cure is one word for a shell", () => {
  const { path } = makeHome({ config: '[profile "$(touch pwn)"]\nawsmfa_function = 1x\n' });
  const [finding] = examineProfiles(readProfiles({}, path), {}, path);
  assert.match(finding?.cure ?? "", "awsmfa use '$(touch pwn)' works");
});

test("a prefix that is none is passed over", () => {
  for (const AWSMFA_PREFIX of ["", "1x", "a b"]) assert.equal(found("[profile a]\n", { AWSMFA_PREFIX }), []);
});

test.run();
