import { test } from "uvu";
import * as assert from "uvu/assert";
import { toEnvChange } from "../../../src/output/env-change.ts";
import { powershell, quotePowershell } from "../../../src/output/formats/powershell.ts";

const credentials = { accessKeyId: "ASIA1", secretAccessKey: "s", sessionToken: "t" };
const write = (fallback: boolean) =>
  powershell({
    change: toEnvChange({ profile: "acc1", credentials, region: { value: "eu-west-1", fallback } }),
    credentials,
  }).stdout;

test("PowerShell's five single quotes are doubled, whatever else is verbatim", () => {
  assert.is(quotePowershell('it\'s ‘a’ ‚b‛ $x `n "q"'), "'it''s ‘‘a’’ ‚‚b‛‛ $x `n \"q\"'");
});

test("one script block, removals first and the key id last", () => {
  const lines = write(false).split("\n");
  assert.is(lines[0], "& {");
  assert.is(lines[1], "  $Env:AWS_PROFILE = $null");
  assert.equal(lines.slice(-3), ["  $Env:AWS_ACCESS_KEY_ID = 'ASIA1'", "}", ""]);
  assert.ok(lines.includes("  $Env:AWS_REGION = 'eu-west-1'"));
});

test("a fallback region is set only where there is none", () => {
  assert.match(
    write(true),
    "if (-not ($Env:AWS_REGION -or $Env:AWS_DEFAULT_REGION)) {\n    $Env:AWS_REGION = 'eu-west-1'",
  );
});

test.run();
