/** `awsmfa status --short` in every shell: the bytes that Node prints, without Node where the shell is certain. */
import { existsSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { quote } from "../../src/output/quote.ts";
import { renderStatusLine } from "../../src/output/status-line.ts";
import { makeHome } from "../support/home.ts";
import {
  type IntegratedShell,
  insteadOfLauncher,
  integratedShells,
  runIntegrated,
} from "../support/integration.ts";

type Env = Readonly<Record<string, string>>;
const held = { AWS_ACCESS_KEY_ID: "ASIAX", AWSMFA_PROFILE: "acc1" };
const inMinutes = (minutes: number) =>
  new Date(Date.now() + minutes * 60_000 + 30_000).toISOString().replace(/\.\d+Z$/, "Z");

/** What the shell tells by itself. Thirty seconds lie between each time and the next minute, so a slow machine sees the same. */
const certain: readonly Env[] = [
  {},
  { AWSMFA_PROFILE: "acc1" },
  { AWSMFA_PROFILE: "acc1", AWSMFA_SELECTED: "acc1-mfa", AWS_PROFILE: "acc1-mfa" },
  { AWSMFA_PROFILE: "acc1", AWSMFA_SELECTED: "acc1-mfa", AWS_PROFILE: "other" },
  { AWSMFA_PROFILE: "acc1", AWS_PROFILE: "" },
  { AWS_ACCESS_KEY_ID: "AKIAX" },
  { ...held, AWSMFA_PROFILE: "", AWS_CREDENTIAL_EXPIRATION: inMinutes(5) },
  held,
  { ...held, AWS_CREDENTIAL_EXPIRATION: "" },
  { ...held, AWSUME_PROFILE: "Admin@222222222222" },
  { AWS_ACCESS_KEY_ID: "ASIAX", AWSUME_PROFILE: "role" },
  ...["a b", "-n", "--", "%n%d{x}", "$(touch pwned)", "\\n\\033[1m", "*", "=ls", "é€𝄞", "'\""].map(
    (AWSMFA_PROFILE) => ({
      ...held,
      AWSMFA_PROFILE,
      AWS_CREDENTIAL_EXPIRATION: inMinutes(200),
    }),
  ),
  ...[-100_000, -1, 0, 1, 8, 59, 60, 61, 719, 1440, 10_000_000].map((minutes) => ({
    ...held,
    AWS_CREDENTIAL_EXPIRATION: inMinutes(minutes),
  })),
];

/** What only Node can tell; half of it would run as a command if a shell took it for a number. */
const doubtful: readonly Env[] = [
  ...[
    "2099-01-01T00:00:00+00:00",
    "2099-01-01T00:00:00.000Z",
    "2099-01-01T00:00:00Z\n",
    "2099-13-01T00:00:00Z",
    "2099-01-32T00:00:00Z",
    "2099-01-01T24:00:00Z",
    "2099-01-01T00:60:00Z",
    "2099-01-01T00:00:60Z",
    "2099-00-01T00:00:00Z",
    "soon",
    "x[$(touch pwned)]",
    "20$(touch pwned)-01-01T00:00:00Z",
    "a[$(touch pwned)]-01-01T00:00:00Z",
  ].map((AWS_CREDENTIAL_EXPIRATION) => ({ ...held, AWS_CREDENTIAL_EXPIRATION })),
  { ...held, AWSMFA_PROFILE: "red\u001b[31m" },
  { ...held, AWSMFA_PROFILE: "two\nlines" },
];

const cleared = [
  "AWS_ACCESS_KEY_ID",
  "AWSMFA_PROFILE",
  "AWSUME_PROFILE",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWSMFA_SELECTED",
  "AWS_PROFILE",
];

/** What one shell prints in each of these environments; `node …` where it calls the launcher. */
async function printed(under: IntegratedShell, envs: readonly Env[]): Promise<string[]> {
  const { shell } = under;
  const home = makeHome({ config: "" });
  const spy = home.write("spy", '#!/bin/sh\necho "node $*"\n', 0o755);
  const { set, unset } = shell.templates;
  const setting = ([variable, text]: [string, string]) =>
    set.replace("NAME", variable).replace("VALUE", () => quote(text, shell));
  const lines = envs.flatMap((env) => [
    unset.replace("NAMES", cleared.join(" ")),
    ...Object.entries(env).map(setting),
    "echo :::",
    "awsmfa status --short",
  ]);
  const { stdout, stderr, status } = await runIntegrated(under, home, [
    insteadOfLauncher(under, spy),
    ...lines,
  ]);
  assert.equal([stderr, status], ["", 0]);
  assert.not.ok(existsSync(`${home.path}/pwned`));
  return stdout.split(":::\n").slice(1);
}

for (const under of integratedShells()) {
  const { name } = under;

  test(`${name}: what Node prints, without Node`, async () => {
    const expected = certain.map((env) => renderStatusLine(env, new Date()));
    assert.equal(await printed(under, certain), expected);
  });

  test(`${name}: Node, wherever there is a doubt; nothing is evaluated`, async () => {
    assert.equal(
      await printed(under, doubtful),
      doubtful.map(() => "node status --short\n"),
    );
  });

  test(`${name}: any day of the calendar, leap years and ends of months`, async () => {
    const days = [
      "2024-02-29",
      "2100-02-28",
      "2100-03-01",
      "2096-02-29",
      "2000-02-29",
      "1999-12-31",
      "2027-01-01",
      "9999-12-31",
    ];
    for (let at = 0; at < 60; at++)
      days.push(new Date(Date.UTC(1970, 0, 1 + at * 1009)).toISOString().slice(0, 10));
    const ends = days.map((day, at) => `${day}T${String(at % 24).padStart(2, "0")}:08:09Z`);
    const assign = (end: string) =>
      name === "fish"
        ? `set -gx AWS_CREDENTIAL_EXPIRATION ${end}`
        : `export AWS_CREDENTIAL_EXPIRATION=${end}`;
    const lines = ends.flatMap((end) => [assign(end), "awsmfa status --short"]);
    const all = (now: Date) =>
      ends.map((end) => renderStatusLine({ ...held, AWS_CREDENTIAL_EXPIRATION: end }, now));
    const before = all(new Date());
    const { stdout, stderr } = await runIntegrated(under, makeHome({ config: "" }), lines, { env: held });
    const after = all(new Date());
    // A minute may have passed in between.
    const seen = stdout.split(/(?<=\n)/);
    assert.is(seen.length, ends.length, stderr);
    assert.equal(
      seen.filter((line, at) => line !== before[at] && line !== after[at]),
      [],
    );
  });

  test(`${name}: the command itself prints the same, and other words reach it`, async () => {
    const env = { ...held, AWS_CREDENTIAL_EXPIRATION: inMinutes(75) };
    const lines = [
      "awsmfa status --short",
      "command awsmfa status --short",
      "awsmfa status --json --short; echo ended",
    ];
    const { stdout, stderr } = await runIntegrated(under, makeHome({ config: "" }), lines, { env });
    assert.is(stdout, "acc1 1h15m\nacc1 1h15m\nended\n");
    assert.match(stderr, "exclude each other");
  });
}

const strict: Readonly<Record<string, readonly string[]>> = {
  bash: ["set -eu -o noclobber", "shopt -s failglob", "IFS=0123456789", "set -o posix"],
  zsh: [
    "setopt errexit nounset noclobber ksharrays shwordsplit extendedglob globsubst",
    "IFS=0123456789",
    "alias print=false local=false",
  ],
  fish: ["set -g fish_trace", "function date; echo 0; end"],
};
for (const under of integratedShells().filter(({ name }) => strict[name])) {
  test(`${under.name}: in a shell in an odd state`, async () => {
    const env = { ...held, AWS_CREDENTIAL_EXPIRATION: inMinutes(75) };
    const lines = [...strict[under.name]!, "awsmfa status --short"];
    const { stdout, stderr } = await runIntegrated(under, makeHome({ config: "" }), lines, { env });
    assert.is(stdout, "acc1 1h15m\n", stderr);
  });
}

test.run();
