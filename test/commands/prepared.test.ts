/** Hot equals cold: what the launcher prints by itself is, byte for byte, what Node prints; when it may not, Node is started. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Home, makeHome } from "../support/home.ts";
import { buildPackage } from "../support/package.ts";
import { type Finished, installedShells, runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());
const shells = installedShells().map(({ name }) => name);

interface Installation {
  readonly home: Home;
  readonly run: (words: readonly string[], more?: Record<string, string>) => Promise<Finished>;
  /** How often Node was started until now. */
  readonly starts: () => number;
  readonly prepared: () => string[];
}

/** The built package, copied, with a recorded Node that keeps count of its starts. */
function install(): Installation {
  const home = makeHome(sts.awsFiles);
  const root = `${home.path}/the package`;
  mkdirSync(root);
  for (const name of ["dist", "shell", "package.json"]) {
    cpSync(`${buildPackage()}${name}`, `${root}/${name}`, { recursive: true });
  }
  const log = `${home.path}/starts`;
  writeFileSync(log, "");
  const node = home.write("node", `#!/bin/sh\necho x >>'${log}'\nexec '${process.execPath}' "$@"\n`, 0o755);
  writeFileSync(`${root}/dist/node-path`, `${node}\n`);
  return {
    home,
    run: (words, more = {}) =>
      runProgramAsync(`${root}/shell/awsmfa`, words, { env: { ...home.env, ...more } }),
    starts: () => readFileSync(log, "utf8").length / 2,
    prepared: () => {
      const folder = `${home.path}/.cache/awsmfa/prepared`;
      return existsSync(folder) ? readdirSync(folder).sort() : [];
    },
  };
}

async function signIn({ run }: Installation, profile = "acc1"): Promise<void> {
  const { status, stderr } = await run(["exports", profile, "--shell", "bash"], {
    AWSMFA_CODE: sts.freshCode(),
  });
  assert.is(status, 0, stderr);
}

const shapes = (shell: string) => [
  ["init", shell],
  ["init", shell, "--prefix", "acc_"],
  ["exports", "acc1", "--shell", shell],
  ["credential-process", "acc1"],
];

for (const shell of shells) {
  test(`${shell}: hot bytes are cold bytes, and no Node is started for them`, async () => {
    const place = install();
    await signIn(place);
    for (const words of shapes(shell)) {
      const cold = await place.run(words, { AWSMFA_PREPARED: "0" });
      assert.is(cold.status, 0, cold.stderr);
      await place.run(words);
      const before = place.starts();
      const hot = await place.run(words);
      assert.is(place.starts(), before, `${words.join(" ")} started Node`);
      assert.equal(hot, cold, words.join(" "));
    }
  });
}

test("a session of a length of its own is not prepared: the same line without it means another", async () => {
  const place = install();
  const words = ["exports", "acc1", "--shell", "bash", "--duration", "30m"];
  const { status, stderr } = await place.run(words, { AWSMFA_CODE: sts.freshCode() });
  assert.is(status, 0, stderr);
  assert.equal(place.prepared(), []);
});

test("what is prepared is private", async () => {
  const place = install();
  await signIn(place);
  const folder = `${place.home.path}/.cache/awsmfa/prepared`;
  assert.equal(place.prepared(), ["exports acc1 --shell bash"]);
  assert.is(statSync(folder).mode & 0o777, 0o700);
  assert.is(statSync(`${folder}/exports acc1 --shell bash`).mode & 0o777, 0o600);
});

test("a relative XDG_CACHE_HOME puts no session into the folder that one is in", async () => {
  const place = install();
  await signIn(place);
  const more = { XDG_CACHE_HOME: "here" };
  assert.is((await place.run(["exports", "acc1", "--shell", "bash"], more)).status, 0);
  assert.not.ok(existsSync(`${place.home.path}/here`));
  assert.is((await place.run(["forget", "--all"], more)).status, 0);
  assert.equal(place.prepared(), []);
});

test("a code always reaches Node, and the session it opens is the one that is served", async () => {
  const place = install();
  await signIn(place);
  const before = place.starts();
  await place.run(["exports", "acc1", "--shell", "bash"], { AWSMFA_CODE: sts.freshCode() });
  assert.is(place.starts(), before + 1);
});

test("a session that the person's own region shaped is not served to those who have none", async () => {
  const place = install();
  const config = readFileSync(`${place.home.path}/.aws/config`, "utf8");
  place.home.write(".aws/config", config.replace(/(\[profile bastion\]\n)region = .*\n/, "$1"));
  const words = ["exports", "acc1", "--shell", "bash"];
  const opened = await place.run(words, { AWSMFA_CODE: sts.freshCode(), AWS_REGION: "eu-north-1" });
  assert.is(opened.status, 0, opened.stderr);
  assert.equal(place.prepared(), []);
  const without = await place.run(words);
  assert.equal([without.status, without.stdout], [4, "false\n"]);
});

test("forget takes the prepared sessions along, and leaves init", async () => {
  const place = install();
  await signIn(place);
  await place.run(["init", "bash"]);
  await place.run(["credential-process", "acc1"]);
  assert.is(place.prepared().length, 3);
  assert.is((await place.run(["forget", "acc1"])).status, 0);
  assert.equal(place.prepared(), ["init bash"]);
  assert.is((await place.run(["exports", "acc1", "--shell", "bash"])).status, 4);
});

/** What somebody else's program or the environment has a say in must not be repeated (RULES 1); nor a long-term key (SPEC §5). */
const unprepared: Record<string, { config: string; env?: Record<string, string> }> = {
  "keys as they are": {
    config: "[profile p]\naws_access_key_id = AKIA1\naws_secret_access_key = long-term\n",
  },
  "a credential_process": {
    config:
      '[profile p]\ncredential_process = printf \'{"Version":1,"AccessKeyId":"AKIA1","SecretAccessKey":"long-term"}\'\n',
  },
  "keys of the environment": {
    config:
      "[profile p]\nrole_arn = arn:aws:iam::222222222222:role/developer\ncredential_source = Environment\n",
    env: { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "long-term" },
  },
};
for (const [name, { config, env = {} }] of Object.entries(unprepared)) {
  test(`${name}: nothing is prepared`, async () => {
    const place = install();
    place.home.write(".aws/config", config);
    place.home.write(".aws/credentials", "");
    await place.run(["exports", "p", "--shell", "bash"], env);
    await place.run(["credential-process", "p"], env);
    assert.equal(place.prepared(), []);
  });
}

test("mfa_process: nothing is prepared, since a program had a say in it", async () => {
  const place = install();
  const code = place.home.write("bin/code", `#!/bin/sh\necho ${sts.freshCode()}\n`, 0o755);
  place.home.write(
    ".aws/config",
    sts.awsFiles.config.replace("mfa_serial", `mfa_process = '${code}'\nmfa_serial`),
  );
  const { status, stderr } = await place.run(["exports", "acc1", "--shell", "bash"]);
  assert.is(status, 0, stderr);
  assert.equal(place.prepared(), []);
});

test("a region of the person's own is asked for where the profile has none, and only there", async () => {
  const place = install();
  await signIn(place);
  const rows: [string, number][] = [
    ["acc1", 0],
    ["plain", 1],
  ];
  place.home.write(
    ".aws/config",
    `${sts.awsFiles.config}\n[profile plain]\nrole_arn = arn:aws:iam::222222222222:role/developer\nsource_profile = bastion\nservices = sandbox\n`,
  );
  for (const [profile, more] of rows) {
    const words = ["exports", profile, "--shell", "bash"];
    assert.is((await place.run(words)).status, 0);
    const before = place.starts();
    assert.is((await place.run(words, { AWS_REGION: "eu-north-1" })).status, 0);
    assert.is(place.starts(), before + more, profile);
  }
});

test.run();
