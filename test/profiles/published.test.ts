/** AWS's published profile parser cases, read by us and, where python3 has it, by botocore: the table says who reads what. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readProfiles } from "../../src/profiles/read.ts";
import type { Profile, Setting } from "../../src/types.ts";
import { askBotocore, toPairs } from "./oracle.ts";

type Sections = Record<string, Record<string, string | Record<string, string>>>;

interface Case {
  readonly case: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly reading: "all" | "cli" | "sdks" | "none";
  readonly profiles: Sections;
  readonly services?: Sections;
  readonly ssoSessions?: Sections;
  /** The lines of whichever file there is that are warned about. */
  readonly warned?: readonly number[];
}

const table = JSON.parse(readFileSync(new URL("cases/published.json", import.meta.url), "utf8"));
const cases = table.cases as readonly Case[];
const folder = mkdtempSync(join(tmpdir(), "awsmfa-published-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

const paths = cases.map((row, index): [string, string] => {
  const pair: [string, string] = [join(folder, `${index}-config`), join(folder, `${index}-credentials`)];
  if (row.config !== undefined) writeFileSync(pair[0], row.config);
  if (row.credentials !== undefined) writeFileSync(pair[1], row.credentials);
  return pair;
});

const read = (index: number) => {
  const [config, credentials] = paths[index]!;
  return readProfiles({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials }, folder);
};

const settings = (map: ReadonlyMap<string, Setting>): object =>
  Object.fromEntries([...map].map(([key, { value, nested }]) => [key, nested ? settings(nested) : value]));
const sections = (group: ReadonlyMap<string, Profile>) =>
  Object.fromEntries([...group].map(([name, profile]) => [name, settings(profile.settings)]));

cases.forEach((row, index) => {
  test(row.case, () => {
    const { profiles, services, ssoSessions, notices } = read(index);
    assert.equal(sections(profiles), row.profiles);
    assert.equal(sections(services), row.services ?? {});
    assert.equal(sections(ssoSessions), row.ssoSessions ?? {});
    const lines = new Set(notices.map(({ origin }) => origin!.line));
    assert.equal([...lines].sort(), row.warned ?? []);
  });
});

test("botocore reads each case as the table says of it", () => {
  const answers = askBotocore(paths);
  answers?.forEach((answer, index) => {
    const { case: what, reading } = cases[index]!;
    assert.is(answer.refused === true, reading === "sdks" || reading === "none", what);
    if (!answer.refused) assert.equal(answer.profiles, toPairs(read(index).profiles), what);
  });
});

test.run();
