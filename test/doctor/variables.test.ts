import { test } from "uvu";
import * as assert from "uvu/assert";
import { examineVariables } from "../../src/doctor/variables.ts";
import { readProfiles } from "../../src/profiles/read.ts";
import { makeHome } from "../support/home.ts";

const { path } = makeHome({ config: "[profile acc1]\nregion = x\n" });
const found = (env: Record<string, string>) =>
  examineVariables(env, readProfiles({}, path)).map(({ what, cure }) => `${what} → ${cure}`);

const unknown = (name: string, cure = `correct or unset ${name}`) => [
  `there is no profile acc2, which ${name} names; did you mean acc1? → ${cure}`,
];
const table: [Record<string, string>, string[]][] = [
  [{}, []],
  [
    {
      AWS_PROFILE: "acc1",
      AWSMFA_PROFILE: "acc1",
      AWS_DEFAULT_PROFILE: "",
      AWS_MFA_TTL: "900",
      AWSMFA_MIN_TTL: "0",
      AWS_CA_BUNDLE: "/dev/null",
      AWSMFA_CACHE_DIR: "/tmp",
      AWS_MFA_SERIAL: "GAHT12345678",
      AWSMFA_ROLE: "arn:aws:iam::111122223333:role/x",
    },
    [],
  ],
  [{ AWS_PROFILE: "acc2" }, unknown("AWS_PROFILE")],
  [{ AWS_DEFAULT_PROFILE: "acc2" }, unknown("AWS_DEFAULT_PROFILE")],
  [{ AWSMFA_PROFILE: "acc2" }, unknown("AWSMFA_PROFILE", "awsmfa unsets")],
  [{ AWSMFA_ROLE: "x" }, ["AWSMFA_ROLE names no role → awsmfa unsets"]],
  [
    { AWSMFA_MIN_TTL: "5m" },
    ["AWSMFA_MIN_TTL = 5m: not a number of seconds → correct or unset AWSMFA_MIN_TTL"],
  ],
  [{ AWS_MFA_TTL: "12h" }, ["AWS_MFA_TTL = 12h: not a number of seconds → correct or unset AWS_MFA_TTL"]],
  [
    { AWS_MFA_SERIAL: "arn:aws:iam::1:u2f/k" },
    [
      "AWS_MFA_SERIAL = arn:aws:iam::1:u2f/k is a security key, which cannot be used over the AWS API → correct or unset AWS_MFA_SERIAL",
    ],
  ],
  [{ AWS_CA_BUNDLE: "/no" }, ["AWS_CA_BUNDLE = /no cannot be read → correct or unset AWS_CA_BUNDLE"]],
  [
    { AWSMFA_CACHE_DIR: "c" },
    ["AWSMFA_CACHE_DIR = c is no absolute path, so it is passed over → correct or unset AWSMFA_CACHE_DIR"],
  ],
];
for (const [env, expected] of table)
  test(`with ${JSON.stringify(env)}`, () => assert.equal(found(env), expected));

test.run();
