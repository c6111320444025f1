/** `add`: what it writes, what it refuses, and that the new profile opens. */
import { existsSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardDevice, standardKey } from "../../src/sandbox/standard-directory.ts";
import { makeHome } from "../support/home.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";
import { closeTerminals, openTerminal } from "../support/terminal.ts";

const sts = await startTestSts();
test.after(() => sts.close());
test.after(closeTerminals);
type Home = ReturnType<typeof makeHome>;
const newHome = (config = "") => makeHome({ ...sts.awsFiles, config: `${sts.awsFiles.config}${config}` });
const read = (home: Home, name: "config" | "credentials") => {
  const path = `${home.path}/.aws/${name}`;
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
};
const both = (home: Home) => [read(home, "config"), read(home, "credentials")];
const awsmfa = (home: Home, args: readonly string[], input = "") =>
  runProgramAsync("awsmfa", args, { env: home.env, input });

test("a role in another account, and it opens", async () => {
  const home = newHome();
  const args = ["add", "acc9", "--account", "222222222222", "--role", "developer", "--source", "bastion"];
  const { status, stdout, stderr } = await awsmfa(home, [
    ...args,
    "--region",
    "eu-west-2",
    "services=sandbox",
  ]);
  assert.equal([status, stdout], [0, ""], stderr);
  assert.equal(both(home), [
    `${sts.awsFiles.config}[profile acc9]\nrole_arn = arn:aws:iam::222222222222:role/developer\nsource_profile = bastion\nregion = eu-west-2\nservices = sandbox\n`,
    sts.awsFiles.credentials,
  ]);
  const opened = await awsmfa(home, ["whoami", "acc9", sts.freshCode()]);
  assert.match(opened.stdout, /assumed-role\/developer/, opened.stderr);
});

test("--mfa-serial auto: IAM tells the device of the source, or of the keys that are being added", async () => {
  const home = newHome();
  const role = await awsmfa(home, [
    "add",
    "acc9",
    "--role-arn",
    "arn:aws:iam::1:role/x",
    "--source",
    "bastion",
    "--mfa-serial",
    "auto",
  ]);
  assert.is(role.status, 0, role.stderr);
  assert.match(read(home, "config")!, `source_profile = bastion\nmfa_serial = ${standardDevice}\n`);

  const keys = `${standardKey.accessKeyId}\n${standardKey.secretAccessKey}\n`;
  const user = await awsmfa(home, ["add", "me", "--mfa-serial", "auto", "services=sandbox"], keys);
  assert.is(user.status, 0, user.stderr);
  assert.match(read(home, "config")!, `[profile me]\nservices = sandbox\nmfa_serial = ${standardDevice}\n`);
  assert.match(
    read(home, "credentials")!,
    /\[me\]\naws_access_key_id = AKIASANDBOXALEX00001\naws_secret_access_key = sandbox\//,
  );
  assert.not.match(user.stderr, standardKey.secretAccessKey);

  const before = both(home);
  const wrong = await awsmfa(
    home,
    ["add", "other", "--mfa-serial", "auto", "services=sandbox"],
    "AKIAX\nwrong\n",
  );
  assert.is(wrong.status, 1, wrong.stderr);
  assert.equal(both(home), before);
});

test("a first profile on a fresh machine, typed at the terminal, masked", async () => {
  const home = makeHome();
  const terminal = openTerminal(
    "/bin/sh",
    ["-c", 'exec awsmfa add bastion --region eu-west-1 --mfa-serial "$1"', "sh", standardDevice],
    { env: home.env },
  );
  await terminal.waitFor("aws_access_key_id: ");
  terminal.type("AKIATYPED\r");
  await terminal.waitFor("aws_secret_access_key: ");
  terminal.type("typed/by+hand\r");
  const [seen] = await terminal.waitFor(/[\s\S]*config was written/);
  assert.is(await terminal.ended, 0);
  assert.not.match(seen, "typed/by");
  assert.match(seen, "*************");
  assert.equal(both(home), [
    `[profile bastion]\nmfa_serial = ${standardDevice}\nregion = eu-west-1\n`,
    "[bastion]\naws_access_key_id = AKIATYPED\naws_secret_access_key = typed/by+hand\n",
  ]);
});

test("Ctrl-C at the question leaves everything as it was", async () => {
  const home = makeHome();
  const terminal = openTerminal("/bin/sh", ["-c", "exec awsmfa add bastion aws_access_key_id=AKIA"], {
    env: home.env,
  });
  await terminal.waitFor("aws_secret_access_key: ");
  terminal.type("half\x03");
  assert.is(await terminal.ended, 130);
  assert.equal(both(home), [undefined, undefined]);
});

test("what no profile can be made of changes nothing, and says why", async () => {
  const home = newHome();
  const before = both(home);
  const role = ["--role", "x", "--account", "1"];
  const rows: [number, RegExp, string[]][] = [
    [3, /config:\d+: there is a profile acc1 already/, ["acc1", ...role, "--source", "bastion"]],
    [3, /no profile bastoin; did you mean bastion/, ["new", ...role, "--source", "bastoin"]],
    [2, /--source/, ["new", ...role]],
    [2, /--role/, ["new", "--source", "bastion"]],
    [2, /--role x needs --account/, ["new", "--role", "x", "--source", "bastion"]],
    [2, /twelve digits/, ["new", "--role", "x", "--account", "abc", "--source", "bastion"]],
    [2, /role's ARN/, ["new", "--role-arn", "foo", "--source", "bastion"]],
    [2, /--region/, ["new", ...role, "--source", "bastion", "--region", "a;b"]],
    [2, /--mfa-serial/, ["new", ...role, "--source", "bastion", "--mfa-serial", "a b"]],
    [
      3,
      /nothing was added, .*duration_seconds = 5/,
      ["new", ...role, "--source", "bastion", "duration_seconds=5"],
    ],
    [2, /one line/, ["new", ...role, "--source", "bastion", "output=a\nb"]],
    [2, /no value was given for aws_access_key_id/, ["new"]],
    [2, /one line/, ["new]\n[evil", ...role, "--source", "bastion"]],
    [2, /is a secret/, ["new", "aws_access_key_id=AKIA", "aws_secret_access_key=SECRET"]],
  ];
  for (const [expected, reason, args] of rows) {
    const { status, stdout, stderr } = await awsmfa(home, ["add", ...args]);
    assert.equal([status, stdout], [expected, ""], `${args.join(" ")}: ${stderr}`);
    assert.match(stderr, reason);
    assert.match(stderr, /^awsmfa: [^\n]+\n$/);
    assert.not.match(stderr, "SECRET");
    assert.equal(both(home), before);
  }
});

test("--dry-run shows both files as a diff and writes neither", async () => {
  const home = makeHome({ config: "[default]\nregion = eu-west-1\n" });
  const { status, stdout } = await awsmfa(
    home,
    ["add", "me", "--region", "eu-west-3", "--dry-run"],
    "AKIA1\nhush\n",
  );
  assert.is(status, 0);
  assert.is(
    stdout.replaceAll(home.path, "~"),
    "--- /dev/null\n+++ ~/.aws/credentials\n@@ -0,0 +1,3 @@\n+[me]\n+aws_access_key_id = AKIA1\n+aws_secret_access_key = ********\n" +
      "--- ~/.aws/config\n+++ ~/.aws/config\n@@ -1,2 +1,4 @@\n [default]\n region = eu-west-1\n+[profile me]\n+region = eu-west-3\n",
  );
  assert.equal(both(home), ["[default]\nregion = eu-west-1\n", undefined]);
});

// An unset $NAME came to [profile ""], which nothing can name.
test("an empty name is refused before anything is asked for, that of a stand-in as well", async () => {
  const home = newHome();
  const before = both(home);
  const role = ["--role-arn", "arn:aws:iam::1:role/x", "--source", "bastion"];
  for (const words of [
    ["add", "", ...role],
    ["add", " ", ...role],
    ["add", ""],
    ["set", "acc1", "--credential-process", "--as", ""],
  ]) {
    const { status, stdout, stderr } = await awsmfa(home, words);
    const line = "awsmfa: the profile's name is empty: is the variable set that names it?\n";
    assert.equal([status, stdout, stderr], [2, "", line], words.join(" "));
  }
  assert.equal(both(home), before);
});

test("a role lies in the partition of its source", async () => {
  const home = makeHome({
    config: "[profile cn]\nregion = cn-north-1\naws_access_key_id = AKIA\naws_secret_access_key = s\n",
  });
  const { status, stderr } = await awsmfa(home, [
    "add",
    "x",
    "--account",
    "1",
    "--role",
    "r",
    "--source",
    "cn",
  ]);
  assert.is(status, 0, stderr);
  assert.match(read(home, "config")!, "role_arn = arn:aws-cn:iam::1:role/r\n");
});

test.run();
