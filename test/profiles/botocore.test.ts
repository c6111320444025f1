/**
 * Holds that random AWS files are read as botocore reads them: same profiles, keys, values and order; and that a warning of ours
 * says "refuses" exactly where botocore does refuse. `AWSMFA_FUZZ=20000` tries more, `AWSMFA_FUZZ_SEED=7` others.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readProfiles } from "../../src/profiles/read.ts";
import { askBotocore, type Reading, toPairs } from "./oracle.ts";

const oneOf = (...words: string[]) => fc.constantFrom(...words);
const blank = oneOf("", "", "", " ", "  ", "\t", "    ", "\x0b", "\xa0", "\u2003", "\x1c");
const name = oneOf(
  "a",
  "b",
  "default",
  "DEFAULT",
  "a b",
  '"a b"',
  "'c d'",
  "a.b",
  "x/y:z",
  "it's",
  "a\\ b",
  "__proto__",
  "é",
  "[x",
  "",
);
const word = oneOf(
  "profile",
  "profile",
  "profile",
  "profile",
  "sso-session",
  "services",
  "profilefoo",
  "Profile",
  "preview",
);
const key = oneOf(
  "region",
  "Role_ARN",
  "s3",
  "k.l",
  "k[]",
  "a b",
  "__proto__",
  "toString",
  "ünï",
  "mfa_serial",
  "12",
  "'q'",
  "%41",
);
const value = oneOf(
  ..."|v|v w|true|null|12|'q'|\"q\"|a = b|a=b|a:b|x # y|x ; y|x;y|#|[z]|a\\|%41|é|k = v # c|= v|__proto__ = p|a.b|a,b|\u2028|a\x85b = c".split(
    "|",
  ),
);
const header = fc
  .tuple(
    word,
    oneOf(" ", " ", "  ", "\t", "", "\x0b"),
    name,
    oneOf("", "", "", " ", "]"),
    oneOf("", "", " # c", " ]", "; c"),
  )
  .map(([first, gap, second, end, tail]) => `[${first}${gap}${second}${end}]${tail}`);
const bareHeader = fc.tuple(name, blank).map(([text, end]) => `[${text}${end}]`);
const option = fc.tuple(key, blank, oneOf("=", "=", "=", ":"), blank, value).map((parts) => parts.join(""));
const block = fc
  .tuple(key, fc.array(fc.tuple(key, oneOf("=", " = "), value), { minLength: 1, maxLength: 3 }))
  .map(([first, rows]) => [`${first} =`, ...rows.map((row) => `  ${row.join("")}`)].join("\n"));
const line = fc.oneof(
  { weight: 3, arbitrary: header },
  { weight: 2, arbitrary: bareHeader },
  { weight: 6, arbitrary: fc.tuple(blank, option, blank).map((parts) => parts.join("")) },
  { weight: 2, arbitrary: block },
  { weight: 1, arbitrary: fc.tuple(blank, value).map((parts) => parts.join("")) },
  { weight: 2, arbitrary: oneOf("", " ", "# c", "; c", "  # c = d", "\t;") },
);
const file = fc
  .tuple(
    oneOf("[default]\n", "[profile a]\n", "", "# c\n", "\ufeff"),
    fc.array(line, { maxLength: 7 }),
    oneOf("\n", "\n", "\r\n", "\r"),
  )
  .map(([start, lines, end]) => [start.trimEnd(), ...lines].join("\n").replaceAll("\n", end));

test("random files are read as botocore reads them", () => {
  const folder = mkdtempSync(join(tmpdir(), "awsmfa-botocore-"));
  try {
    const seed = Number(process.env.AWSMFA_FUZZ_SEED ?? 1);
    const pairs = fc.sample(fc.tuple(file, file), { numRuns: Number(process.env.AWSMFA_FUZZ ?? 1500), seed });
    const paths = pairs.map((texts, index) => writePair(folder, index, texts));
    const answers = askBotocore(paths);
    if (!answers) return;
    assert.is(answers.length, pairs.length);
    const compared = paths.filter((pair, index) =>
      agrees(pair, answers[index]!, JSON.stringify(pairs[index])),
    );
    if (process.env.AWSMFA_FUZZ) console.log(`compared ${compared.length} of ${pairs.length}`);
    assert.ok(
      compared.length > pairs.length / 5,
      `only ${compared.length} of ${pairs.length} files were comparable`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function writePair(folder: string, index: number, texts: readonly [string, string]): [string, string] {
  const paths: [string, string] = [join(folder, `${index}-config`), join(folder, `${index}-credentials`)];
  texts.forEach((text, which) => {
    writeFileSync(paths[which]!, text);
  });
  return paths;
}

/** Asserts that we read what botocore reads; false where it refuses and there is nothing to compare. */
function agrees([config, credentials]: [string, string], theirs: Reading, shown: string): boolean {
  const ours = readProfiles(
    { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials },
    "/nowhere",
  );
  const refused = ours.notices.some(({ message }) => message.includes("refuses"));
  assert.is(refused, theirs.refused === true, `refusal of ${shown}`);
  if (theirs.refused) return false;
  assert.equal(toPairs(ours.profiles), theirs.profiles, shown);
  assert.equal(toPairs(ours.services), theirs.services, shown);
  assert.equal(toPairs(ours.ssoSessions), theirs.sso_sessions, shown);
  return true;
}

test.run();
