import { test } from "uvu";
import * as assert from "uvu/assert";
import { readProfiles } from "../../src/profiles/read.ts";
import { unaidedProfiles } from "../../src/session/unaided.ts";
import { makeHome } from "../support/home.ts";

const unaided = (config: string) => {
  const { path } = makeHome({ config });
  return unaidedProfiles(readProfiles({}, path), path);
};
const keys = "aws_access_key_id = AKIAX\naws_secret_access_key = x\n";
const role = "role_arn = arn:aws:iam::111111111111:role/x\n";

test("what no MFA applies to, by the files alone; a default that is not there", () => {
  const config = [
    `[profile plain]\n${keys}`,
    `[profile mfa]\n${keys}mfa_serial = arn:aws:iam::111111111111:mfa/x\n`,
    `[profile over-plain]\n${role}source_profile = plain\n`,
    `[profile over-mfa]\n${role}source_profile = mfa\n`,
    `[profile sso]\nsso_start_url = https://x\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r\n`,
    `[profile lost]\n${role}source_profile = nobody\n`,
  ].join("");
  assert.equal(unaided(config), ["plain", "over-plain", "sso", "default"]);
});

test("default is looked at where there is one", () => {
  assert.equal(unaided(`[default]\n${keys}mfa_serial = arn:aws:iam::111111111111:mfa/x\n`), []);
  assert.equal(unaided(""), ["default"]);
});

test.run();
