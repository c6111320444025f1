import { test } from "uvu";
import * as assert from "uvu/assert";
import { readProfiles } from "../../src/profiles/read.ts";
import { makeHome } from "../support/home.ts";

const rows: [option: string, value: string, warned: boolean][] = [
  ["role_arn = arn:aws:iam::111122223333:role/R # prod", "arn:aws:iam::111122223333:role/R", true],
  ["mfa_serial = arn:aws:iam::111122223333:mfa/joe\t; phone", "arn:aws:iam::111122223333:mfa/joe", true],
  ["mfa_serial = GAHT12345678 # token", "GAHT12345678", true],
  ["region = eu-west-1 #", "eu-west-1", true],
  ["duration_seconds = 7200 # two hours", "7200", true],
  ["source_profile = base # the user", "base", true],
  ["source_profile = odd # name", "odd # name", false],
  ["region = eu-west-1# x", "eu-west-1# x", false],
  ["region = here # x", "here # x", false],
  ["duration_seconds = 2 h # x", "2 h # x", false],
  ["external_id = a # b", "a # b", false],
  ["aws_secret_access_key = a # b", "a # b", false],
  ["role_session_name = joe # b", "joe # b", false],
];

for (const [option, value, warned] of rows) {
  test(option, () => {
    const home = makeHome({
      config: `[profile a]\n${option}\n[profile base]\n`,
      credentials: "[odd # name]\n",
    });
    const { profiles, notices } = readProfiles({}, home.path);
    const [key] = option.split(" = ");
    const setting = profiles.get("a")!.settings.get(key!)!;
    assert.is(setting.value, value);
    assert.is(setting.raw, warned ? option.slice(key!.length + 3) : undefined);
    assert.equal(
      notices.map(({ origin }) => origin!.line),
      warned ? [2] : [],
    );
  });
}

test.run();
