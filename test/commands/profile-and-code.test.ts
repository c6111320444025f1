import { test } from "uvu";
import * as assert from "uvu/assert";
import { looksLikeCode, profileAndCode } from "../../src/commands/profile-and-code.ts";
import type { Profiles } from "../../src/types.ts";

const profiles = { profiles: new Map([["654321", {}]]) } as unknown as Profiles;
const rows: [
  words: (string | undefined)[],
  option: string | undefined,
  profile?: string | undefined,
  code?: string,
][] = [
  [[], undefined],
  [["acc1"], undefined, "acc1"],
  [["acc1", "123456"], undefined, "acc1", "123456"],
  [["123456"], undefined, undefined, "123456"],
  [["123 456"], undefined, undefined, "123456"],
  [["123456"], "acc1", "acc1", "123456"],
  [["654321"], undefined, "654321"],
  [["654321"], "acc1", "acc1", "654321"],
  [["654321", "123456"], undefined, "654321", "123456"],
  [["12345"], undefined, "12345"],
  [["acc1"], "acc1", "acc1"],
  [[undefined, undefined], "acc1", "acc1"],
];

test("[profile] [code] and --profile", () => {
  for (const [words, option, profile, code] of rows) {
    assert.equal(
      profileAndCode(words, option, profiles, {}),
      { profile, code },
      JSON.stringify([words, option]),
    );
  }
});

test("AWSMFA_CODE counts where no code was typed; empty, it is none", () => {
  assert.is(profileAndCode(["acc1"], undefined, profiles, { AWSMFA_CODE: "111111" }).code, "111111");
  assert.is(
    profileAndCode(["acc1", "222222"], undefined, profiles, { AWSMFA_CODE: "111111" }).code,
    "222222",
  );
  assert.is(profileAndCode([], "acc1", profiles, { AWSMFA_CODE: "" }).code, undefined);
});

test("two profiles: exit 2", () => {
  assert.throws(
    () => profileAndCode(["acc1"], "acc2", profiles, {}),
    (error: { exitCode: number }) => error.exitCode === 2,
  );
});

test("a code that is none: exit 4 even where a session lives, and it is not repeated", () => {
  for (const [words, env] of [
    [["acc1", "1234567"], {}],
    [["acc1", "extra"], {}],
    [["acc1"], { AWSMFA_CODE: "12345" }],
  ] as const)
    assert.throws(
      () => profileAndCode(words, undefined, profiles, env),
      (error: { exitCode: number; message: string }) =>
        error.exitCode === 4 && !/123|extra/.test(error.message),
    );
});

test("a code is six digits", () => {
  assert.equal(["123456", " 1 2 3456 ", "1234567", "12345a", ""].map(looksLikeCode), [
    true,
    true,
    false,
    false,
    false,
  ]);
});

test.run();
