/**
 * What the printed code does to a real shell's environment is what `applyEnvChange` does to a plain object: whole histories of
 * switches, `unsets` and a person's own changes, compared after every step, in every shell under `shell/` and those that read its code.
 */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { applyEnvChange } from "../../src/output/apply.ts";
import { type Change, type EnvChange, toEnvChange, unsetsChange } from "../../src/output/env-change.ts";
import { quote } from "../../src/output/quote.ts";
import { renderShell } from "../../src/output/render.ts";
import type { Shell } from "../../src/output/shell.ts";
import { allReaders, hostileTexts, ownReaders, type Reader, trace } from "../support/printed-code.ts";

type Environment = Readonly<Record<string, string>>;

/** One thing that happens to a shell. */
type Happening =
  | { readonly change: EnvChange }
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly value: null };

const names = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION"];
const otherNames = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_SESSION_EXPIRATION",
  "AWSUME_PROFILE",
];

function switchTo(
  profile: string,
  region?: { value: string; fallback: boolean },
  temporary = true,
): EnvChange {
  const long = { accessKeyId: `AKIA${profile}`, secretAccessKey: `secret of ${profile}` };
  const credentials = temporary
    ? { ...long, sessionToken: `token of ${profile}`, expiration: new Date(1.8e12) }
    : long;
  return toEnvChange({ profile, credentials, region });
}

function after(env: Environment, happening: Happening): Record<string, string> {
  if ("change" in happening) return applyEnvChange(env, happening.change);
  const { [happening.name]: _, ...rest } = env;
  return happening.value === null ? rest : { ...rest, [happening.name]: happening.value };
}

/** What a person types for it. */
function typed(happening: Happening, shell: Shell, evaluated: (text: string) => string): string {
  if ("change" in happening) return evaluated(renderShell(happening.change, shell));
  const { name, value } = happening;
  if (value === null) return `${shell.templates.unset.replaceAll("NAMES", name)}\n`;
  return `${shell.templates.set.replace("NAME", name).replace("VALUE", () => quote(value, shell))}\n`;
}

/** Does it all in a real shell and compares after each step. Returns what stderr said. */
function compare(reader: Reader, env: Environment, happenings: readonly Happening[]): string {
  const { snapshots, stderr } = trace(
    reader,
    { ...env, LC_ALL: "C.UTF-8" },
    ({ snapshot, evaluated, folder }) =>
      happenings.map((happening) => typed(happening, reader.shell, evaluated) + snapshot()).join("") +
      `ls '${folder}'/pwned\n`,
  );
  let expected: Environment = env;
  for (const [index, happening] of happenings.entries()) {
    expected = after(expected, happening);
    const sorted = Object.fromEntries(Object.entries(expected).sort());
    assert.equal(
      snapshots[index],
      sorted,
      `${reader.name}, step ${index + 1} of ${JSON.stringify(printable(happenings))} from ${JSON.stringify(env)}`,
    );
  }
  assert.match(stderr, "pwned");
  return stderr;
}

function printable(happenings: readonly Happening[]): unknown {
  return happenings.map((happening) =>
    "change" in happening ? Object.fromEntries(happening.change) : happening,
  );
}

const value = fc.constantFrom("eu-west-1", "us-east-1", "mine", "", "+x", "-", "a b");
const someChange = fc.oneof(
  fc.constantFrom(
    switchTo("acc1", { value: "eu-west-1", fallback: false }),
    switchTo("acc2", { value: "us-east-1", fallback: false }),
    switchTo("acc3", { value: "us-east-1", fallback: true }),
    switchTo("acc4"),
    switchTo("keys", { value: "mine", fallback: true }, false),
  ),
  fc.constant(unsetsChange()),
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: someChange.map((change) => ({ change })) },
  {
    weight: 2,
    arbitrary: fc.record({ name: fc.constantFrom(...names, ...otherNames), value: fc.option(value) }),
  },
);
const history = fc.record({
  env: fc.dictionary(fc.constantFrom(...names, ...otherNames), value),
  happenings: fc.array(happening, { minLength: 3, maxLength: 12 }),
});

for (const reader of allReaders()) {
  test(`${reader.name}: histories of switches, unsets and changes by hand`, () => {
    for (const { env, happenings } of fc.sample(history, { numRuns: 20, seed: 11 }))
      compare(reader, env, happenings);
  });

  test(`${reader.name}: hostile texts as key, secret, token, region and profile`, () => {
    const length = hostileTexts.length;
    const text = (index: number) => hostileTexts[index % length]!;
    const happenings = hostileTexts.map((_, index): Happening => {
      const credentials = {
        accessKeyId: text(index),
        secretAccessKey: text(index + 1),
        sessionToken: text(index + 2),
      };
      // An empty region is no region: a plan never holds one.
      const region = { value: text(index + 3) || "x", fallback: index % 2 === 0 };
      return { change: toEnvChange({ profile: text(index + 4), credentials, region }) };
    });
    compare(reader, {}, [...happenings, { change: unsetsChange() }]);
  });

  test(`${reader.name}: hostile texts as the person's own profile and region come back`, () => {
    for (const [index, text] of hostileTexts.entries()) {
      if (text === "" || index % 3 !== reader.name.length % 3) continue;
      const env = { AWS_PROFILE: text, AWS_REGION: text };
      const happenings = [
        switchTo("acc1", { value: "eu-west-1", fallback: false }),
        switchTo("acc2"),
        unsetsChange(),
      ];
      compare(
        reader,
        env,
        happenings.map((change) => ({ change })),
      );
    }
  });
}

test("a child shell of any other kind restores what its parent saved", () => {
  const env = { AWS_PROFILE: "me", AWS_DEFAULT_REGION: "mine" };
  const change = switchTo("acc1", { value: "eu-west-1", fallback: false });
  for (const parent of ownReaders()) {
    const [inParent] = trace(
      parent,
      env,
      ({ snapshot, evaluated }) => evaluated(renderShell(change, parent.shell)) + snapshot(),
    ).snapshots;
    for (const child of ownReaders()) {
      const { snapshots } = trace(
        child,
        inParent!,
        ({ snapshot, evaluated }) => evaluated(renderShell(unsetsChange(), child.shell)) + snapshot(),
      );
      assert.equal(snapshots, [env], `${parent.name} → ${child.name}`);
    }
  }
});

test("a change nobody made up yet is rendered too: any name can be set, removed and set as a fallback", () => {
  const change = new Map<string, Change>([
    ["AWS_X", "1"],
    ["AWS_Y", null],
    ["AWS_REGION", { unlessTheirs: "r" }],
  ]);
  for (const reader of ownReaders()) compare(reader, { AWS_Y: "old" }, [{ change }]);
});

test.run();
