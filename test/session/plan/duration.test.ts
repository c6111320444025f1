import { test } from "uvu";
import * as assert from "uvu/assert";
import { ExitCode } from "../../../src/errors.ts";
import { parseDuration } from "../../../src/session/plan/duration.ts";

for (const [text, seconds] of [
  ["3600", 3600],
  ["90m", 5400],
  ["12h", 43_200],
  ["45s", 45],
  [" 1h ", 3600],
] as const) {
  test(`${text} is ${seconds} s`, () => assert.is(parseDuration(text), seconds));
}

for (const text of ["", "0", "0h", "-1", "1.5h", "1d", "h", "1h30m", "0x10", "1e3", "9999999999"]) {
  test(`"${text}" is no duration`, () => {
    assert.throws(
      () => parseDuration(text),
      (error: { exitCode: number }) => error.exitCode === ExitCode.usage,
    );
  });
}

test.run();
