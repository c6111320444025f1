import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Change } from "../../../src/output/env-change.ts";
import { dotenv } from "../../../src/output/formats/dotenv.ts";

const credentials = { accessKeyId: "a", secretAccessKey: "b" };
const write = (...entries: [string, Change][]) => dotenv({ change: new Map(entries), credentials }).stdout;

test("what AWS issues stands bare: docker --env-file takes quotes literally", () => {
  assert.is(
    write(["AWS_SESSION_TOKEN", "IQoJ/+w=="], ["AWS_REGION", { unlessTheirs: "eu-west-1" }]),
    "AWS_SESSION_TOKEN=IQoJ/+w==\nAWS_REGION=eu-west-1\n",
  );
});

test("what is removed is left out: an empty AWS_PROFILE would be looked for", () => {
  assert.is(write(["AWS_PROFILE", null], ["AWS_REGION", { theirs: true }]), "");
});

test("sh reads back what is quoted, and runs nothing", () => {
  for (const text of [
    "my profile",
    "$(echo run)",
    "`echo run`",
    "$HOME",
    "a#b",
    "#",
    "it's",
    "",
    "=ls",
    "é",
  ]) {
    const file = write(["AWSMFA_PROFILE", text]);
    const { stdout } = spawnSync("/bin/sh", ["-c", `${file}printf %s "$AWSMFA_PROFILE"`], {
      encoding: "utf8",
    });
    assert.is(stdout, text);
  }
});

test("what readers of such files disagree about is refused, by the variable's name and without the value", () => {
  for (const text of ["a\\b", "a\nb", "'$HOME", `'"`, "it's`x`"]) {
    assert.throws(
      () => write(["AWSMFA_PROFILE", text]),
      (error: Error) => /AWSMFA_PROFILE/.test(error.message) && !error.message.includes(text),
    );
  }
});

test.run();
