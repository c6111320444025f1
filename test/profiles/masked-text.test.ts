import { test } from "uvu";
import * as assert from "uvu/assert";
import { maskedText } from "../../src/profiles/masked-text.ts";

const mask = (text: string) => Buffer.from(maskedText(Buffer.from(text)), "latin1").toString();

test("secrets in every dress", () => {
  const text = `[a]
aws_access_key_id = AKIA1
aws_secret_access_key = NEVER
AWS_SESSION_TOKEN:NEVER
  aws_security_token =    NEVER # NEVER
    NEVER goes on
  # a comment between
    NEVER and on = NEVER
region = eu
#aws_secret_access_key = NEVER
; old secret: NEVER
# session token NEVER
s3 =
  x_secret = NEVER
  max = 1
aws_secret_access_key NEVER
web_identity_token_file = /x
[b]
  k = kept
`;
  const masked = mask(text);
  assert.not.match(masked, "NEVER");
  assert.is(masked.split("\n").length, text.split("\n").length);
  for (const line of [
    "[a]",
    "aws_access_key_id = AKIA1",
    "  # a comment between",
    "region = eu",
    "s3 =",
    "  max = 1",
    "web_identity_token_file = /x",
    "[b]",
    "  k = kept",
  ])
    assert.ok(masked.split("\n").includes(line), line);
});

test("line ends, other bytes and empty secrets stay", () => {
  const text = "\ufeff[ü]\r\naws_secret_access_key =\r\nname = ü\r\rk = v";
  assert.is(mask(text), text);
  assert.is(maskedText(Buffer.from("# \xfc", "latin1")), "# \xfc");
});

test.run();
