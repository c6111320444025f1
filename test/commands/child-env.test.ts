import { test } from "uvu";
import * as assert from "uvu/assert";
import { childEnv } from "../../src/commands/child-env.ts";

test("what passes between launcher and Node stays there; what the launcher hid comes back", () => {
  const env = {
    AWSMFA_CODE: "123456",
    AWSMFA_HID_NODE_OPTIONS: "--require ./x.cjs",
    AWSMFA_HID_NODE_DEBUG: "",
    NODE_OPTIONS: undefined,
    HOME: "/home/me",
  };
  assert.equal(childEnv(env), { NODE_OPTIONS: "--require ./x.cjs", NODE_DEBUG: "", HOME: "/home/me" });
});

test("a switch is applied", () => {
  const change = new Map([
    ["AWS_ACCESS_KEY_ID", "ASIA"],
    ["AWS_SECURITY_TOKEN", null],
  ]);
  assert.equal(childEnv({ AWS_SECURITY_TOKEN: "x", A: "b" }, change), { A: "b", AWS_ACCESS_KEY_ID: "ASIA" });
});

test.run();
