import { test } from "uvu";
import * as assert from "uvu/assert";
import { usualProfile } from "../../../src/session/plan/usual-profile.ts";
import type { Env } from "../../../src/types.ts";
import { filesOf } from "../aws-files.ts";

const keys = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "s" };
const withDefault = "[default]\nregion = x\n";

const rows: readonly (readonly [
  what: string,
  config: string,
  env: Env,
  profile: string | undefined,
  from: string,
])[] = [
  ["nothing named", withDefault, {}, "default", "default"],
  [
    "what this shell holds comes first",
    withDefault,
    { AWSMFA_PROFILE: "held", AWS_PROFILE: "p" },
    "held",
    "AWSMFA_PROFILE",
  ],
  ["AWS_PROFILE", withDefault, { AWS_PROFILE: "p", AWS_DEFAULT_PROFILE: "d" }, "p", "AWS_PROFILE"],
  [
    "AWS_DEFAULT_PROFILE",
    withDefault,
    { AWS_PROFILE: "", AWS_DEFAULT_PROFILE: "d" },
    "d",
    "AWS_DEFAULT_PROFILE",
  ],
  [
    "keys in the environment with their device",
    withDefault,
    { ...keys, AWS_MFA_SERIAL: "m" },
    undefined,
    "environment",
  ],
  ["keys in the environment alone do not push [default] aside", withDefault, keys, "default", "default"],
  ["keys in the environment where there is no [default]", "", keys, undefined, "environment"],
  [
    "a profile named by variable counts before keys",
    "",
    { ...keys, AWS_PROFILE: "p", AWS_MFA_SERIAL: "m" },
    "p",
    "AWS_PROFILE",
  ],
  ["half a pair is none", "", { AWS_ACCESS_KEY_ID: "a", AWS_MFA_SERIAL: "m" }, "default", "default"],
];

for (const [what, config, env, profile, from] of rows) {
  test(what, () => {
    const usual = usualProfile(filesOf(config).profiles, env);
    assert.is(usual.profile, profile);
    assert.is(usual.from, from);
  });
}

test.run();
