import { test } from "uvu";
import * as assert from "uvu/assert";
import { profileFacts } from "../../src/profiles/facts.ts";
import { readProfiles } from "../../src/profiles/read.ts";
import type { Env } from "../../src/types.ts";
import { makeHome } from "../support/home.ts";

const config = `
[default]
region = default-1
[profile base]
mfa_serial = arn:aws-cn:iam::111122223333:mfa/joe
region = base-1
[profile mid]
role_arn = arn:aws-cn:iam::222233334444:role/Mid
source_profile = base
[profile top]
role_arn = arn:aws-cn:iam::333344445555:role/path/Top
source_profile = mid
[profile own]
role_arn = arn:aws-cn:iam::333344445555:role/Own
source_profile = base
mfa_serial = GAHT1
region = own-1
[profile a]
role_arn = arn:aws:iam::1:role/A
source_profile = b
[profile b]
role_arn = arn:aws:iam::2:role/B
source_profile = a
[profile keys]
source_profile = base
aws_access_key_id = AKIA
[profile over-keys]
role_arn = arn:aws:iam::3:role/C
source_profile = stop
[profile stop]
aws_access_key_id = AKIA
role_arn = arn:aws:iam::4:role/D
source_profile = base
[profile gone]
role_arn = nonsense
source_profile = nobody
[profile sso]
sso_account_id = 444455556666
region =
`;
const profiles = readProfiles({}, makeHome({ config }).path);
const facts = (name: string, env: Env = {}) => profileFacts(profiles.profiles.get(name)!, profiles, env);

test("a role over a role takes device and region from the chain, the account from its own role", () => {
  assert.equal(facts("top"), {
    accountId: "333344445555",
    roleArn: "arn:aws-cn:iam::333344445555:role/path/Top",
    sourceProfile: "mid",
    mfaSerial: "arn:aws-cn:iam::111122223333:mfa/joe",
    region: "base-1",
  });
});

test("a profile's own values win over everything", () => {
  const { mfaSerial, region } = facts("own", { AWS_REGION: "theirs-1" });
  assert.equal([mfaSerial, region], ["GAHT1", "own-1"]);
});

test("the person's region beats a source's and [default]'s; what a switch set is nobody's", () => {
  assert.is(facts("mid", { AWS_REGION: "theirs-1" }).region, "theirs-1");
  const switched = { AWS_REGION: "own-1", AWSMFA_REGION: "own-1", AWSMFA_WAS_AWS_REGION: "-" };
  assert.is(facts("mid", switched).region, "base-1");
});

test("without a role the account is that of the MFA device or of SSO, the region [default]'s", () => {
  assert.is(facts("base").accountId, "111122223333");
  assert.equal([facts("sso").accountId, facts("sso").region], ["444455556666", "default-1"]);
});

test("a loop, a missing source and an odd ARN end quietly", () => {
  assert.equal([facts("a").accountId, facts("a").mfaSerial], ["1", null]);
  assert.equal([facts("gone").accountId, facts("gone").sourceProfile], [null, "nobody"]);
});

test("no device comes from a source that plays no part: no role above it, or keys before it", () => {
  assert.is(facts("keys").mfaSerial, null);
  assert.is(facts("over-keys").mfaSerial, null);
});

test.run();
