/** Sessions in and out of random credentials files: what else stands there stays, and long-term keys are known for what they are. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { editProfile } from "../../src/profiles/edit.ts";
import { withoutEmptySection } from "../../src/profiles/empty-section.ts";
import { imagineProfiles } from "../../src/profiles/read.ts";
import {
  clearingChanges,
  credentialsSection,
  holdingOf,
  otherHolders,
  sessionChanges,
} from "../../src/profiles/session-section.ts";
import type { Profiles } from "../../src/types.ts";

const nothing: Profiles = {
  profiles: new Map(),
  services: new Map(),
  ssoSessions: new Map(),
  config: { path: "/config", state: "missing" },
  credentials: { path: "/credentials", state: "missing" },
  notices: [],
};
const read = (credentials: Uint8Array | string, config = "") =>
  imagineProfiles(nothing, { credentials: Buffer.from(credentials), config: Buffer.from(config) });
const session = {
  accessKeyId: "ASIANEW",
  secretAccessKey: "new/secret+=",
  sessionToken: "new//token==",
  expiration: new Date(1.8e12),
};
const write = (content: Buffer, region?: string) =>
  editProfile(
    content,
    "credentials",
    "b",
    sessionChanges(credentialsSection(read(content), "b"), session, region),
  );
const clear = (content: Buffer) =>
  Buffer.from(
    withoutEmptySection(
      editProfile(content, "credentials", "b", clearingChanges(credentialsSection(read(content), "b"))),
      "b",
    ),
  );

test("what a section holds", () => {
  const of = (lines: string) => holdingOf(credentialsSection(read(`[b]\n${lines}`), "b"));
  const id = (value: string) => `aws_access_key_id = ${value}\n`;
  const secret = "aws_secret_access_key = s\n";
  const token = "aws_session_token = t\n";
  for (const [holding, lines] of [
    ["nothing", ""],
    ["nothing", "region = x\nexpiration = 2030-01-01T00:00:00Z\n"],
    ["nothing", "aws_access_key_id =\naws_secret_access_key =\n"],
    ["long-term keys", id("AKIA1") + secret],
    ["long-term keys", id("AKIA1") + secret + token],
    ["long-term keys", id("minio") + secret],
    ["long-term keys", secret],
    ["long-term keys", id("AKIA1")],
    ["session", id("ASIA1") + secret + token],
    ["session", id("ASIA1") + secret],
    ["session", id("local") + secret + token],
    ["session", `${id("local")}${secret}aws_security_token = t\n`],
  ] as const)
    assert.is(of(lines), holding, lines);
});

test("the config file is not the section, but it may hold the same keys", () => {
  const keys = "aws_access_key_id = AKIA1\naws_secret_access_key = s\n";
  const profiles = read(
    `[b]\n${keys}[other]\n${keys.replace("= s", "= t")}`,
    `[profile twin]\n${keys}[profile b]\nregion = x\n`,
  );
  const section = credentialsSection(profiles, "b");
  assert.equal([...section.keys()], ["aws_access_key_id", "aws_secret_access_key"]);
  assert.equal(otherHolders(profiles, section, "b"), ["twin"]);
});

test("random files: in, in again and out: every other byte stays, and a region of ours goes with the session", () => {
  const row = fc.constantFrom(
    ..."output = text|region = mine|# c|; aws_session_token = c|  # c| more|s3 =|    k = v|nonsense|aws_access_key_id = ASIAOLD|aws_secret_access_key=old|aws_session_token : old|aws_security_token = old|expiration = then| |\t|é = ü".split(
      "|",
    ),
    Buffer.from("# \xfc\xa0", "latin1").toString("latin1"),
  );
  const body = fc.array(row, { maxLength: 7 });
  const files = fc.tuple(
    body,
    fc.option(body),
    body,
    fc.constantFrom("\n", "\r\n"),
    fc.boolean(),
    fc.option(fc.constant("eu-west-1")),
  );
  for (const [first, second, third, eol, open, region] of fc.sample(files, { numRuns: 3000, seed: 2 })) {
    const head = ["[a]", ...first, ""].join(eol);
    const middle = second === null ? "" : ["[b]", ...second, ""].join(eol);
    const tail = ["[c]", ...third].join(eol) + (open ? "" : eol);
    const content = Buffer.from(head + (middle === "" ? tail : middle + tail), "latin1");
    const written = write(content, region ?? undefined);
    const again = write(written, region ?? undefined);
    const cleared = clear(written);
    const shown = JSON.stringify([content, written, cleared].map((bytes) => bytes.toString("latin1")));
    assert.equal(again, written, shown);
    for (const text of [written.toString("latin1"), cleared.toString("latin1")]) {
      assert.ok(text.startsWith(head), shown);
      assert.ok(middle === "" ? text.startsWith(head + tail) : text.endsWith(tail), shown);
    }
    assert.is(holdingOf(credentialsSection(read(written), "b")), "session", shown);
    assert.is(holdingOf(credentialsSection(read(cleared), "b")), "nothing", shown);
    const had = credentialsSection(read(content), "b");
    const untouched = ![
      "aws_access_key_id",
      "aws_secret_access_key",
      "aws_session_token",
      "aws_security_token",
      "expiration",
      "region",
    ].some((key) => had.has(key));
    const kept = second !== null && second.length > 0;
    if (untouched && kept) assert.is(cleared.toString("latin1"), content.toString("latin1"), shown);
    if (had.has("region")) assert.ok(credentialsSection(read(cleared), "b").has("region"), shown);
  }
});

test.run();
