import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fileStore, type StoredSession } from "../../../src/session/store/store.ts";
import { isUsable } from "../../../src/session/store/usable.ts";

const key = "a".repeat(64);
const stored: StoredSession = {
  key,
  profile: "acc1",
  kind: "role",
  sourceAccessKeyId: "AKIAEXAMPLE",
  serialNumber: undefined,
  roleArn: "arn:aws:iam::222222222222:role/x",
  userName: "alex",
  session: {
    credentials: {
      accessKeyId: "ASIAEXAMPLE",
      secretAccessKey: "se/cr+et",
      sessionToken: "to\"ken'\\",
      expiration: new Date("2030-01-01T12:00:00.000Z"),
    },
    receivedAt: new Date("2030-01-01T11:00:00.123Z"),
    assumedRole: { arn: "arn:aws:sts::222222222222:assumed-role/x/alex", id: "AROA:alex" },
  },
};

const folder = mkdtempSync(join(tmpdir(), "awsmfa store-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

function place() {
  const cache = `${mkdtempSync(`${folder}/`)}/.cache/awsmfa`;
  return { cache, file: `${cache}/sessions/${key}.json`, store: fileStore(cache) };
}

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("clear deletes what is not trusted or not whole, too, and nothing else", () => {
  const { cache, file, store } = place();
  store.put(stored);
  chmodSync(file, 0o644);
  const folder = `${cache}/sessions`;
  const others = [`${"b".repeat(64)}.json`, ".4711-0.tmp", "a person's own"];
  for (const name of others) writeFileSync(`${folder}/${name}`, "{");
  assert.equal(store.list(), []);
  store.clear();
  assert.equal(readdirSync(folder), ["a person's own"]);
  place().store.clear();
});

test("what is put is what is got, in a file and folders that only the owner may read", () => {
  const { cache, file, store } = place();
  assert.is(store.get(key), undefined);
  store.put(stored);
  assert.equal(JSON.parse(JSON.stringify(store.get(key))), JSON.parse(JSON.stringify(stored)));
  assert.equal(store.list(), [store.get(key)]);
  assert.equal([mode(cache), mode(`${cache}/sessions`), mode(file)], ["700", "700", "600"]);
});

test("what a killed process left half written is swept an hour later", () => {
  const { cache, store } = place();
  const folder = `${cache}/sessions`;
  store.put(stored);
  writeFileSync(`${folder}/.77-0.tmp`, "half");
  const { session } = stored;
  store.put({ ...stored, session: { ...session, receivedAt: new Date() } });
  assert.ok(existsSync(`${folder}/.77-0.tmp`));
  store.put(stored);
  assert.equal(readdirSync(folder), [`${key}.json`]);
});

test("forget says whether there was one", () => {
  const { file, store } = place();
  store.put(stored);
  assert.is(store.forget(key), true);
  assert.is(store.forget(key), false);
  assert.not(existsSync(file));
});

for (const [what, spoil] of [
  ["readable by others", (file: string) => chmodSync(file, 0o640)],
  [
    "a symbolic link",
    (file: string) => {
      renameSync(file, `${file}.real`);
      symlinkSync(`${file}.real`, file);
    },
  ],
  ["cut off", (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 200))],
  ["empty", (file: string) => writeFileSync(file, "")],
  [
    "of another version",
    (file: string) => writeFileSync(file, readFileSync(file, "utf8").replace('"version": 1', '"version": 2')),
  ],
  [
    "another session's",
    (file: string) => writeFileSync(file, readFileSync(file, "utf8").replace(key, "b".repeat(64))),
  ],
  [
    "a folder",
    (file: string) => {
      renameSync(file, `${file}.real`);
      mkdirSync(file);
    },
  ],
] as const) {
  test(`a session file that is ${what} is as good as not there`, () => {
    const { file, store } = place();
    store.put(stored);
    spoil(file);
    assert.is(store.get(key), undefined);
    assert.equal(store.list(), []);
  });
}

test("a link in the place of a session is replaced, and what it pointed to is left alone", () => {
  const { cache, file, store } = place();
  store.put(stored);
  renameSync(file, `${cache}/elsewhere`);
  linkSync(`${cache}/elsewhere`, `${cache}/kept`);
  symlinkSync(`${cache}/elsewhere`, file);
  store.put({ ...stored, profile: "other" });
  assert.is(store.get(key)?.profile, "other");
  assert.match(readFileSync(`${cache}/kept`, "utf8"), '"acc1"');
});

const { session } = stored;
const rows: [string, string, number, boolean][] = [
  ["just received", "2030-01-01T11:00:01Z", 300, true],
  ["a second inside the margin", "2030-01-01T11:55:01Z", 300, false],
  ["a second before the margin", "2030-01-01T11:54:59Z", 300, true],
  ["over", "2030-01-01T12:00:01Z", 0, false],
  ["the clock was set back behind its receipt", "2030-01-01T10:00:00Z", 300, false],
];
for (const [what, at, margin, wanted] of rows) {
  test(`usable? ${what}: ${wanted}`, () => assert.is(isUsable(session, new Date(at), margin), wanted));
}

test("a session that claims to last longer than any can is not used", () => {
  const expiration = new Date("2031-01-01T12:00:00Z");
  const odd = { ...session, credentials: { ...session.credentials, expiration } };
  assert.is(isUsable(odd, new Date("2030-01-01T11:00:01Z"), 300), false);
});

test("clear goes on behind what is no file", () => {
  const cache = mkdtempSync(join(tmpdir(), "awsmfa-store-"));
  const store = fileStore(cache);
  store.put(stored);
  mkdirSync(`${cache}/sessions/${"0".repeat(64)}.json/in it`, { recursive: true });
  store.clear();
  assert.equal(readdirSync(`${cache}/sessions`), []);
  rmSync(cache, { recursive: true });
});

test.run();
