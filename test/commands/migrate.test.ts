/** `migrate` over homes as the ancestors left them: what is found, what is written, what goes, and that nothing is ever run. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Home, makeHome } from "../support/home.ts";
import { installedShells, runProgram, runProgramAsync } from "../support/shell.ts";
import { closeTerminals, openTerminal } from "../support/terminal.ts";

test.after(closeTerminals);

const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const script = `#!/bin/bash -e
# Configuration
DEFAULT_REGION="eu-west-1"
ACCOUNT_ID="012345678910"
USERNAME="user1"
ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE"
SECRET_ACCESS_KEY="${secret}"

unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
export AWS_DEFAULT_REGION=$DEFAULT_REGION
export AWS_ACCESS_KEY_ID=$ACCESS_KEY_ID
export AWS_SECRET_ACCESS_KEY=$SECRET_ACCESS_KEY
CRED=$(aws sts get-session-token --serial-number "arn:aws:iam::$ACCOUNT_ID:mfa/$USERNAME" --token-code $1 --output text)
export AWS_ACCESS_KEY_ID=$(echo $CRED | cut -d ' ' -f 2)
CRED=$(aws sts assume-role --role-arn "arn:aws:iam::$2:role/$3" --role-session-name mfacli --output text)
export AWS_ACCESS_KEY_ID=$(echo $CRED | cut -d ' ' -f 2)
`;

/** A home with these files, paths relative to it; a program named \`aws\` in it tells when it is run. */
function newHome(files: Record<string, string>): Home {
  const home = makeHome();
  for (const [path, content] of Object.entries(files)) home.write(path, content, 0o644);
  home.write("bin/aws", '#!/bin/sh\ntouch "$HOME/was-run"\n', 0o755);
  return home;
}
const read = (home: Home, path: string) => readFileSync(`${home.path}/${path}`, "utf8");
const migrate = async (home: Home, ...args: string[]) => {
  const done = await runProgramAsync("awsmfa", ["migrate", ...args], { env: home.env });
  assert.not.ok(existsSync(`${home.path}/was-run`), "something of what was found was run");
  assert.not.match(done.stdout + done.stderr, secret);
  return done;
};
const mode = (home: Home, path: string) => statSync(`${home.path}/${path}`).mode & 0o777;

const functions = `# mine
export EDITOR=vi
function aws_acc1() { . ~/.aws/mfacli.sh $1 111122223333 admin; }
# Aws role deligation
aws_acc2 () {
  source "$HOME/.aws/mfacli.sh" "$1" '444455556666' team/Ops
}
touch "$HOME/was-run"; : $(touch "$HOME/was-run")
`;
const roles = `[profile user1]
mfa_serial = arn:aws:iam::012345678910:mfa/user1
region = eu-west-1
[profile acc1]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = user1
region = eu-west-1
[profile acc2]
role_arn = arn:aws:iam::444455556666:role/team/Ops
source_profile = user1
region = eu-west-1
`;
const keys = `[user1]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`;

test("functions around mfacli.sh become roles over the user whose keys the script holds; the old way stays", async () => {
  const home = newHome({ ".zshrc": functions, ".aws/mfacli.sh": script });
  const { status, stderr } = await migrate(home, "--yes");
  assert.is(status, 0, stderr);
  assert.is(read(home, ".aws/config"), roles);
  assert.is(read(home, ".aws/credentials"), keys);
  assert.is(mode(home, ".aws/credentials"), 0o600);
  assert.is(read(home, ".zshrc"), functions);
  assert.is(read(home, ".aws/mfacli.sh"), script);
  assert.match(stderr, `${home.path}/.zshrc:3: aws_acc1`);
  assert.match(stderr, "as before, until the old lines go (--remove-old): aws_acc1, aws_acc2");

  const again = await migrate(home, "--yes");
  assert.match(again.stderr, "nothing is left to write");
  assert.is(read(home, ".aws/config"), roles);
});

test("--remove-old takes out the functions and the keys in the script, nothing else, and leaves private copies", async () => {
  const home = newHome({ ".zshrc": functions, ".aws/mfacli.sh": script });
  const { status, stderr } = await migrate(home, "--yes", "--remove-old");
  assert.is(status, 0, stderr);
  assert.is(
    read(home, ".zshrc"),
    '# mine\nexport EDITOR=vi\n# Aws role deligation\ntouch "$HOME/was-run"; : $(touch "$HOME/was-run")\n',
  );
  assert.is(read(home, ".aws/mfacli.sh"), script.replace(/^(SECRET_ACCESS_KEY|ACCESS_KEY_ID)=.*\n/gm, ""));
  assert.is(read(home, ".zshrc.before-awsmfa"), functions);
  assert.is(read(home, ".aws/mfacli.sh.before-awsmfa"), script);
  assert.equal(
    [mode(home, ".zshrc"), mode(home, ".zshrc.before-awsmfa"), mode(home, ".aws/mfacli.sh.before-awsmfa")],
    [0o644, 0o600, 0o600],
  );
  assert.is(read(home, ".aws/credentials"), keys);
});

test("--remove-old leaves a start-up file that runs: `:` where nothing else is left in a block", async () => {
  const before = `if [ -f ~/.aws/mfacli.sh ]; then
  aws_one() { . ~/.aws/mfacli.sh $1 222222222222 developer; }
fi
if true
then eval $(aws-mfa-secure completion_script)
fi
if which aws-mfa-secure >/dev/null; then
  eval $(aws-mfa-secure completion_script)
fi
export LATER=1
`;
  const home = newHome({ ".bashrc": before, ".aws/mfacli.sh": script });
  const { status, stderr } = await migrate(home, "--yes", "--remove-old");
  assert.is(status, 0, stderr);
  assert.is(
    read(home, ".bashrc"),
    before
      .replace("aws_one() { . ~/.aws/mfacli.sh $1 222222222222 developer; }", ":")
      .replace("  eval $(aws-mfa-secure completion_script)", "  :"),
  );
  for (const { program, name } of installedShells().filter(({ name }) => name !== "fish")) {
    const { status, stderr } = runProgram(program, ["-n", `${home.path}/.bashrc`], { env: home.env });
    assert.equal([status, stderr], [0, ""], name);
  }
});

test("--dry-run writes nothing and shows no secret; without a terminal only --yes goes on", async () => {
  const home = newHome({ ".zshrc": functions, ".aws/mfacli.sh": script });
  const dry = await migrate(home, "--dry-run", "--remove-old");
  assert.is(dry.status, 0);
  assert.match(dry.stdout, "+source_profile = user1\n");
  assert.match(dry.stdout, "-function aws_acc1() {");
  assert.match(dry.stdout, "-SECRET_ACCESS_KEY=****");
  const bare = await migrate(home);
  assert.equal([bare.status, bare.stdout], [2, ""]);
  assert.match(bare.stderr, "--yes");
  assert.not.ok(existsSync(`${home.path}/.aws/config`));
  assert.is(read(home, ".zshrc"), functions);
});

test("on a terminal it asks: anything but y leaves everything as it was", async () => {
  const home = newHome({ ".bashrc": functions, ".aws/mfacli.sh": script });
  for (const [typed, isWritten] of [
    ["\r", false],
    ["n\r", false],
    ["\x03", false],
    ["y\r", true],
  ] as const) {
    const terminal = openTerminal("/bin/sh", ["-c", "exec awsmfa migrate"], { env: home.env });
    await terminal.waitFor("Write this? [y/N] ");
    terminal.type(typed);
    if (typed.length > 1) await terminal.waitFor(typed[0]!);
    assert.is(await terminal.ended, typed === "\x03" ? 130 : 0);
    assert.is(existsSync(`${home.path}/.aws/config`), isWritten, JSON.stringify(typed));
  }
});

test("a function that does more keeps its lines, and the script its keys; a profile in the way is not touched", async () => {
  const startUp =
    'aws_acc1() { . ~/.aws/mfacli.sh $1 111122223333 admin; PS1="acc1 "; }\nfunction aws_acc2() { . ~/.aws/mfacli.sh $1 2 x; }\n';
  const config = "[profile acc2]\nrole_arn = arn:aws:iam::9:role/other\nsource_profile = user1\n";
  const home = newHome({ ".bash_profile": startUp, ".aws/mfacli.sh": script, ".aws/config": config });
  const { status, stderr } = await migrate(home, "--yes", "--remove-old");
  assert.is(status, 0, stderr);
  assert.match(stderr, /not converted: profile acc2 has role_arn already \(.*config:2\)/);
  assert.ok(read(home, ".aws/config").startsWith(config));
  assert.match(
    read(home, ".aws/config"),
    "[profile acc1]\nrole_arn = arn:aws:iam::111122223333:role/admin\n",
  );
  assert.is(read(home, ".bash_profile"), startUp);
  assert.is(read(home, ".aws/mfacli.sh"), script);
});

test("keys that a profile holds already are not written twice", async () => {
  const credentials = keys.replace("user1", "bastion");
  const home = newHome({ ".bashrc": functions, ".aws/mfacli.sh": script, ".aws/credentials": credentials });
  assert.is((await migrate(home, "--yes")).status, 0);
  assert.is(read(home, ".aws/credentials"), credentials);
  assert.is(
    read(home, ".aws/config"),
    roles
      .replaceAll("user1\n", "bastion\n")
      .replace("profile user1", "profile bastion")
      .replace("mfa/bastion", "mfa/user1"),
  );
});

test("a function that calls aws sts itself, over a profile, keeps its name", async () => {
  const startUp = `prod() {
  local out=$(aws sts assume-role --profile me --role-arn arn:aws:iam::1:role/prod --serial-number arn:aws:iam::2:mfa/me --role-session-name ops --token-code "$1")
  export AWS_ACCESS_KEY_ID=$(echo $out | jq -r .Credentials.AccessKeyId)
}
`;
  const config =
    "[profile me]\nregion = eu-west-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n";
  const home = newHome({ ".bashrc": startUp, ".aws/config": config });
  const { stderr } = await migrate(home, "--yes", "--remove-old");
  assert.is(
    read(home, ".aws/config"),
    `${config}mfa_serial = arn:aws:iam::2:mfa/me\n[profile prod]\nrole_arn = arn:aws:iam::1:role/prod\nsource_profile = me\nrole_session_name = ops\nawsmfa_function = prod\n`,
    stderr,
  );
  assert.is(read(home, ".bashrc"), "");
});

test("[x-long-term]: device and role become settings of the AWS CLI's own; old keys and sessions go when told to", async () => {
  const credentials = `[dev-long-term]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = x
aws_mfa_device = arn:aws:iam::1:mfa/me
assume_role = arn:aws:iam::2:role/dev
# mine
[dev]
assumed_role = True
assumed_role_arn = arn:aws:iam::2:role/dev
aws_access_key_id = ASIAX
aws_secret_access_key = y
aws_session_token = z
aws_security_token = z
expiration = 2015-12-21 23:07:09
[dev-staging]
assumed_role = True
assumed_role_arn = arn:aws:iam::3:role/staging
aws_access_key_id = ASIAY
aws_secret_access_key = y
aws_session_token = z
aws_security_token = z
expiration = 2015-12-21 23:07:09
`;
  const files = {
    ".aws/credentials": credentials,
    ".aws/config": "[profile dev]\nregion = eu-west-1\n",
    ".profile": "export MFA_STS_DURATION=7200\n",
  };
  const config = `[profile dev]
region = eu-west-1
role_arn = arn:aws:iam::2:role/dev
source_profile = dev-long-term
duration_seconds = 7200
[profile dev-long-term]
mfa_serial = arn:aws:iam::1:mfa/me
region = eu-west-1
[profile dev-staging]
role_arn = arn:aws:iam::3:role/staging
source_profile = dev-long-term
`;
  const home = newHome(files);
  assert.is((await migrate(home, "--yes")).status, 0);
  assert.is(read(home, ".aws/config"), config);
  assert.is(read(home, ".aws/credentials"), credentials);
  const { stderr } = await migrate(home, "--yes", "--remove-old");
  assert.is(read(home, ".aws/config"), config, stderr);
  assert.is(
    read(home, ".aws/credentials"),
    "[dev-long-term]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n# mine\n",
  );
  assert.is(read(home, ".aws/credentials.before-awsmfa"), credentials);
  assert.is(mode(home, ".aws/credentials.before-awsmfa"), 0o600);
});

test("[aws-mfa]: works as it is; roles over the rewritten [default] start from the keys", async () => {
  const credentials = `[default]
aws_access_key_id = ASIAX
aws_secret_access_key = y
aws_session_token = z
output = text
[aws-mfa]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = x
mfa_serial = arn:aws:iam::1:mfa/me
`;
  const config =
    "[profile r]\nrole_arn = arn:aws:iam::2:role/r\nsource_profile = default\n[profile s]\nrole_arn = arn:aws:iam::2:role/s\nsource_profile = other\n";
  const home = newHome({ ".aws/credentials": credentials, ".aws/config": config });
  const { stderr } = await migrate(home, "--yes");
  assert.match(stderr, "works as it is: awsmfa write 123456");
  assert.is(read(home, ".aws/config"), config.replace("= default", "= aws-mfa"));
  assert.is(read(home, ".aws/credentials"), credentials);
  await migrate(home, "--yes", "--remove-old");
  assert.is(read(home, ".aws/credentials"), credentials.replace(/^aws_.*\n(?=[\s\S]*\[aws-mfa)/gm, ""));
});

test("aws-mfa-secure: alias and completion, variables, cache", async () => {
  const startUp = `alias aws="aws-mfa-secure session"
eval $(aws-mfa-secure completion_script)
export AWS_MFA_TTL=3600
export AWS_MFA_SERIAL=arn:aws:iam::1:mfa/me
export AWS_PROFILE=mfa
echo aws-mfa-secure is mine
`;
  const credentials = "[mfa]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n";
  const cache =
    '{"access_key_id":"ASIA","secret_access_key":"s","session_token":"t","expiration":"2019-11-10T05:51:14Z"}';
  const files = {
    ".bashrc": startUp,
    ".aws/credentials": credentials,
    ".aws/aws-mfa-secure-sessions/mfa": cache,
    ".aws/aws-mfa-secure-sessions/notes": "mine",
  };
  const home = newHome(files);
  assert.is((await migrate(home, "--yes")).status, 0);
  assert.is(read(home, ".aws/config"), "[profile mfa]\nmfa_serial = arn:aws:iam::1:mfa/me\n");
  assert.is(read(home, ".bashrc"), startUp);
  await migrate(home, "--yes", "--remove-old");
  assert.is(
    read(home, ".bashrc"),
    'alias aws="awsmfa session"\nexport AWS_MFA_TTL=3600\nexport AWS_PROFILE=mfa\necho aws-mfa-secure is mine\n',
  );
  assert.not.ok(existsSync(`${home.path}/.aws/aws-mfa-secure-sessions/mfa`));
  assert.is(read(home, ".aws/aws-mfa-secure-sessions/notes"), "mine");
  assert.is(read(home, ".bashrc.before-awsmfa"), startUp);
});

test("nothing that came before: a word, and nothing is touched", async () => {
  const home = newHome({ ".bashrc": "export A=1\nalias ll='ls -l'\nf() { aws s3 ls; }\n" });
  const { status, stdout, stderr } = await migrate(home, "--yes", "--remove-old");
  assert.equal([status, stdout, stderr], [0, "", "awsmfa: nothing was found that came before\n"]);
  assert.not.ok(existsSync(`${home.path}/.aws`));
});

test.run();
