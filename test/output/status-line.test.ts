import { test } from "uvu";
import * as assert from "uvu/assert";
import { renderStatusLine } from "../../src/output/status-line.ts";
import type { Env } from "../../src/types.ts";

const now = new Date("2026-03-01T12:00:00.999Z");
const held = { AWS_ACCESS_KEY_ID: "ASIAX", AWSMFA_PROFILE: "acc1" };
const selected = { AWSMFA_PROFILE: "acc1", AWSMFA_SELECTED: "acc1-mfa" };

const rows: readonly [env: Env, line: string][] = [
  [{}, ""],
  [{ AWSMFA_PROFILE: "acc1" }, ""],
  [{ AWS_ACCESS_KEY_ID: "AKIAX" }, ""],
  [held, "acc1\n"],
  [{ ...selected, AWS_PROFILE: "acc1-mfa" }, "acc1\n"],
  [{ ...selected, AWS_PROFILE: "other" }, ""],
  [selected, ""],
  [{ ...held, AWSUME_PROFILE: "Admin" }, "Admin\n"],
  [{ ...held, AWSMFA_PROFILE: "a\u001b[31m\nb" }, "a\u{fffd}[31m\u{fffd}b\n"],
  [{ ...held, AWS_CREDENTIAL_EXPIRATION: "soon" }, "acc1\n"],
  [{ ...held, AWS_CREDENTIAL_EXPIRATION: "2026-03-01T12:00:00Z" }, "acc1 0m\n"],
  [{ ...held, AWS_CREDENTIAL_EXPIRATION: "2026-03-01T11:59:59Z" }, "acc1 ended\n"],
  [{ ...held, AWS_CREDENTIAL_EXPIRATION: "2026-03-01T12:01:00Z" }, "acc1 1m\n"],
  [{ ...held, AWS_CREDENTIAL_EXPIRATION: "2026-03-01T12:59:59Z" }, "acc1 59m\n"],
  [{ ...held, AWS_CREDENTIAL_EXPIRATION: "2026-03-01T15:20:00+00:00" }, "acc1 3h20m\n"],
];
for (const [env, line] of rows) {
  test(`${JSON.stringify(env)}`, () => {
    assert.is(renderStatusLine(env, now), line);
  });
}

test.run();
