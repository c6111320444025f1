import { test } from "uvu";
import * as assert from "uvu/assert";
import { locateFiles } from "../../src/profiles/locate.ts";
import { python } from "./oracle.ts";

const home = "/home/me";

test("without variables: ~/.aws", () => {
  assert.equal(locateFiles({}, home), {
    config: "/home/me/.aws/config",
    credentials: "/home/me/.aws/credentials",
  });
});

test("each variable moves its own file", () => {
  assert.is(locateFiles({ AWS_CONFIG_FILE: "/x" }, home).config, "/x");
  assert.is(locateFiles({ AWS_CONFIG_FILE: "/x" }, home).credentials, "/home/me/.aws/credentials");
  assert.is(locateFiles({ AWS_SHARED_CREDENTIALS_FILE: "y" }, home).credentials, "y");
});

test("an empty variable means no file, as in the AWS CLI", () => {
  assert.is(locateFiles({ AWS_CONFIG_FILE: "" }, home).config, "");
});

const paths = [
  "~/c",
  "~",
  "~x/c",
  "/a/~/c",
  "$V/c",
  "${V}/c",
  "${V",
  "$NONE/c",
  "$W",
  "$V$V",
  "a$",
  "${}",
  "$V-x",
  "\\$V",
];

test("~ and variables are expanded as botocore expands them", () => {
  const ours = paths.map((path) => locateFiles({ AWS_CONFIG_FILE: path, V: "/v", W: "~/$V" }, home).config);
  const script = `import os, sys
os.environ.update(HOME="${home}", V="/v", W="~/$V")
print("\\n".join(os.path.expanduser(os.path.expandvars(p)) for p in sys.argv[1:]))`;
  const { status, stdout } = python(["-c", script, ...paths]);
  if (status !== 0) return console.log("SKIP python3 as oracle: not installed");
  assert.equal(ours, stdout.trimEnd().split("\n"));
});

test.run();
