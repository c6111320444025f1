import { readFileSync } from "node:fs";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type AwsFileKind, editProfile } from "../../src/profiles/edit.ts";
import type { SettingChange } from "../../src/profiles/raw-lines.ts";

interface Case {
  readonly case: string;
  readonly kind?: AwsFileKind;
  readonly before: string;
  readonly profile?: string;
  readonly set: Record<string, string | null | Record<string, string | null>>;
  readonly after: string;
}

const { cases } = JSON.parse(readFileSync(new URL("cases/writer.json", import.meta.url), "utf8")) as {
  cases: Case[];
};
const changesOf = (set: Case["set"]) =>
  new Map<string, SettingChange>(
    Object.entries(set).map(([key, value]) => [
      key,
      value !== null && typeof value === "object" ? new Map(Object.entries(value)) : value,
    ]),
  );

for (const { case: what, kind, before, profile, set, after } of cases) {
  test(what, () => {
    const edited = editProfile(
      Buffer.from(before),
      kind ?? "credentials",
      profile ?? "default",
      changesOf(set),
    );
    assert.is(edited.toString(), after);
  });
}

for (const [what, profile, value] of [
  ["a line end in a value", "a", "x\n[evil]\nk = v"],
  ["a blank at the end of a value", "a", "x "],
  ["a name that would be inherited", "DEFAULT", "x"],
  ["a line end in a name", "a]\n[b", "x"],
] as const) {
  test(`${what} is refused, and not shown`, () => {
    const edit = () => editProfile(Buffer.from(""), "credentials", profile, new Map([["k", value]]));
    assert.throws(edit, (error: Error) => error.name === "AwsmfaError" && !error.message.includes("evil"));
  });
}

test("random files: every byte outside the touched section survives, and every comment in it", () => {
  const row = fc.constantFrom(
    ..."k = 1|l=2|  k : 3|# c|; c = d|  # c| more|s3 =|    k = v|  [x]|nonsense|= 1|é = ü|| |\t".split("|"),
    Buffer.from("# \xfc\xa0", "latin1").toString("latin1"),
  );
  const body = fc.array(row, { maxLength: 6 });
  const end = fc.constantFrom("\n", "\r\n");
  const change = fc.constantFrom<Case["set"]>(
    { k: "new" },
    { k: null },
    { z: "new" },
    { s3: { k: "new", n: "w" } },
    { s3: null },
  );
  const files = fc.tuple(body, body, body, end, fc.boolean(), change);
  let edits = 0;
  for (const [first, second, third, eol, open, set] of fc.sample(files, { numRuns: 5000, seed: 1 })) {
    const head = ["[a]", ...first, ""].join(eol);
    const tail = ["[c]", ...third].join(eol) + (open ? "" : eol);
    const middle = ["[b]", ...second, ""].join(eol);
    const content = Buffer.from(head + middle + tail, "latin1");
    const edited = editProfile(content, "credentials", "b", changesOf(set)).toString("latin1");
    if (edited !== content.toString("latin1")) edits++;
    const shown = JSON.stringify([content.toString("latin1"), set, edited]);
    assert.ok(edited.startsWith(`${head}[b]${eol}`), shown);
    assert.ok(edited.endsWith(tail), shown);
    const comments = (text: string) => text.split(eol).filter((line) => /^\s*[#;]/.test(line));
    assert.equal(comments(edited), comments(content.toString("latin1")), shown);
  }
  assert.ok(edits > 3000, `only ${edits} edits`);
});

test.run();
