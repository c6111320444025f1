import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { examineAwsFiles } from "../../src/doctor/aws-files.ts";
import { examineCache } from "../../src/doctor/file-modes.ts";
import { readProfiles } from "../../src/profiles/read.ts";
import { type AwsFiles, makeHome } from "../support/home.ts";
import { packageForAnyone } from "../support/package.ts";
import { runProgram } from "../support/shell.ts";

const keys = "[a]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n";

/** What is found where these files, and their folder, have these modes. */
function found(files: AwsFiles, modes: { config?: number; credentials?: number; folder?: number }) {
  const home = makeHome(files);
  for (const [name, mode] of Object.entries({ folder: 0o700, ...modes }))
    chmodSync(`${home.path}/.aws/${name === "folder" ? "" : name}`, mode);
  return examineAwsFiles(readProfiles({}, home.path)).map(({ level, what, cure }) =>
    `${level}: ${what} → ${cure}`.replaceAll(home.path, "~"),
  );
}

const table: [string, ReturnType<typeof found>, string[]][] = [
  ["private files", found({ config: "[default]\n", credentials: keys }, {}), []],
  [
    "a config without keys may be read",
    found({ config: "[default]\n" }, { config: 0o644, folder: 0o755 }),
    [],
  ],
  [
    "credentials that others can read",
    found({ credentials: keys }, { credentials: 0o640 }),
    [
      "warning: ~/.aws/credentials holds keys and others can read it (mode 640) → chmod 600 '~/.aws/credentials'",
    ],
  ],
  [
    "keys in the config file",
    found({ config: keys.replace("[a]", "[profile a]") }, { config: 0o604 }),
    ["warning: ~/.aws/config holds keys and others can read it (mode 604) → chmod 600 '~/.aws/config'"],
  ],
  [
    "a config that others can change",
    found({ config: "[default]\n" }, { config: 0o664 }),
    [
      "error: others can change ~/.aws/config (mode 664), and so choose programs that run as you (credential_process) → chmod go-w '~/.aws/config'",
    ],
  ],
  [
    "a folder in which others can exchange it",
    found({ config: "[default]\n" }, { folder: 0o777 }),
    [
      "error: others can change ~/.aws (mode 777), and so choose programs that run as you (credential_process) → chmod go-w '~/.aws'",
    ],
  ],
  ["a sticky folder", found({ config: "[default]\n" }, { folder: 0o1777 }), []],
];
for (const [what, actual, expected] of table) test(what, () => assert.equal(actual, expected));

test("a broken file is told once", () => {
  assert.is(found({ config: "region = x\n[default]\n" }, {}).length, 1);
});

test("a cache: nothing yet, private, open, a link, and somebody else's", () => {
  const { path } = makeHome();
  const cache = `${path}/c'e`;
  const look = () => examineCache(cache).map(({ what, cure }) => `${what} → ${cure}`.replaceAll(path, "~"));
  assert.equal(look(), []);
  mkdirSync(cache, { mode: 0o700 });
  mkdirSync(`${cache}/sessions`, { mode: 0o700 });
  mkdirSync(`${cache}/other`, { mode: 0o755 });
  assert.equal(look(), []);
  chmodSync(`${cache}/sessions`, 0o750);
  symlinkSync("/", `${cache}/prepared`);
  assert.equal(look(), [
    "~/c'e/sessions is open to others (mode 750), so no session is kept or found there → chmod go= '~/c'\\''e/sessions'",
    "~/c'e/prepared is a link, so no session is kept or found there → remove it: rm -rf '~/c'\\''e/prepared'",
  ]);
  rmSync(`${cache}/prepared`);
  chmodSync(`${cache}/sessions`, 0o700);
  // Who can merely look into it sees no session.
  chmodSync(cache, 0o755);
  assert.equal(look(), []);
  chmodSync(cache, 0o777);
  assert.equal(look(), [
    "others can change ~/c'e (mode 777), and put other folders in the place of ours → chmod go-w '~/c'\\''e'",
  ]);
  assert.match(examineCache("/dev/null")[0]?.what ?? "", "/dev/null is no folder");
});

// Only root can give a file away.
if (process.geteuid?.() === 0) {
  test("files of another user", () => {
    const home = makeHome({ config: "[default]\n" });
    chownSync(`${home.path}/.aws/config`, 4711, 4711);
    const [finding] = examineAwsFiles(readProfiles({}, home.path));
    assert.match(finding?.what ?? "", /config belongs to another user, who can change it/);
  });

  const open = packageForAnyone(makeHome().path);
  // doctor itself fell over what it was made to tell: such a folder cannot be looked into.
  for (const name of open === undefined ? [] : ["cache/sessions", "cache", "."]) {
    test(`a cache of which ${name} is another user's alone: told, and not looked into`, async () => {
      const { path, env } = makeHome();
      const folder = `${path}/of a person/cache`;
      mkdirSync(`${folder}/sessions`, { recursive: true, mode: 0o700 });
      for (const each of [path, `${path}/of a person`, folder, `${folder}/sessions`])
        chownSync(each, 4711, 4711);
      chownSync(`${path}/of a person/${name}`, 0, 0);
      chmodSync(dirname(path), 0o755);
      const asThem = ["--reuid=4711", "--regid=4711", "--clear-groups", `${open}shell/awsmfa`, "doctor"];
      const themselves = { ...env, AWSMFA_CACHE_DIR: folder };
      const { status, stdout } = runProgram("setpriv", asThem, { env: themselves });
      assert.match(stdout, /error .*(belongs to another user|cannot be looked into)/);
      assert.is(status, 3);
    });
  }
}

test.run();
