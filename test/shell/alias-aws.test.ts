/** `init --alias-aws`: `aws` with the session it needs, and without the command where none is needed. In every shell. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Home, makeHome } from "../support/home.ts";
import {
  type IntegratedShell,
  insteadOfLauncher,
  integratedShells,
  runIntegrated,
} from "../support/integration.ts";
import { openInteractive } from "../support/interactive.ts";
import { locateProgram, runProgram } from "../support/shell.ts";
import { startTestSts, type TestSts } from "../support/sts.ts";
import { closeTerminals } from "../support/terminal.ts";

let sts: TestSts;
test.before(async () => {
  sts = await startTestSts();
});
test.after(() => sts.close());
test.after(closeTerminals);

const plainProfile = "\n[profile plain]\naws_access_key_id = AKIAPLAIN\naws_secret_access_key = x\n";

/** A home with an `aws` that tells how it was called, and a launcher that keeps a line of each call. */
function homeWithAws(program = "aws"): Home {
  const home = makeHome({ ...sts.awsFiles, config: sts.awsFiles.config + plainProfile });
  const said = '[%s]|" "$@"; echo "$(printenv AWS_ACCESS_KEY_ID | cut -c1-4) $(printenv AWS_PROFILE)"';
  home.write(`bin/${program}`, `#!/bin/sh\nprintf "aws "; printf "${said}\n`, 0o755);
  home.write("spy", '#!/bin/sh\necho "command $*"\nexec awsmfa "$@"\n', 0o755);
  return home;
}

/** The home's PATH, with links to all but the AWS CLI in the place of the system's folders. */
function pathWithoutAws({ path, env }: Home): string {
  mkdirSync(`${path}/system`);
  for (const folder of ["/usr/bin", "/bin"])
    for (const name of readdirSync(folder)) {
      const link = `${path}/system/${name}`;
      if (name !== "aws" && !existsSync(link)) symlinkSync(`${folder}/${name}`, link);
    }
  return `${env.PATH}:${path}/system`
    .split(":")
    .filter((folder) => !/^\/(usr\/(local\/)?)?bin$/.test(folder))
    .join(":");
}

const withAws = ({ name, shell }: IntegratedShell) => ({
  ...shell,
  load: shell.load.replace(`init ${name}`, `init ${name} --alias-aws`),
});

function set({ name }: IntegratedShell, variable: string, text: string | undefined): string {
  if (name === "fish") return text === undefined ? `set -eg ${variable}` : `set -gx ${variable} '${text}'`;
  return text === undefined ? `unset ${variable}` : `export ${variable}='${text}'`;
}

for (const under of integratedShells()) {
  const { name } = under;
  const aliased: IntegratedShell = { ...under, shell: withAws(under) };
  const run = async (
    home: Home,
    lines: readonly string[],
    options: Parameters<typeof runIntegrated>[3] = {},
  ) => {
    const spied = [insteadOfLauncher(under, `${home.path}/spy`), ...lines];
    return runIntegrated(aliased, home, spied, options);
  };

  test(`${name}: nothing of ours is started where a profile needs nothing, and each word arrives as it was`, async () => {
    const { stdout, stderr } = await run(homeWithAws(), [
      "aws s3 ls",
      "aws --profile plain s3 ls",
      "aws s3 ls --profile=plain",
      "aws 'a b' '' '*' \"it's\" --page-size 3 '$(x)'",
      set(under, "AWS_PROFILE", "plain"),
      "aws s3 ls",
      set(under, "AWS_PROFILE", undefined),
      set(under, "AWS_ACCESS_KEY_ID", "AKIAOWN"),
      set(under, "AWS_SECRET_ACCESS_KEY", "x"),
      "aws s3 ls",
    ]);
    assert.equal(
      stdout.split("\n"),
      [
        "aws [s3]|[ls]| ",
        "aws [--profile]|[plain]|[s3]|[ls]| ",
        "aws [s3]|[ls]|[--profile=plain]| ",
        "aws [a b]|[]|[*]|[it's]|[--page-size]|[3]|[$(x)]| ",
        "aws [s3]|[ls]| plain",
        "aws [s3]|[ls]|AKIA ",
        "",
      ],
      stderr,
    );
  });

  test(`${name}: after a switch aws runs as it is; an ended session and other profiles go by awsmfa session`, async () => {
    const home = homeWithAws();
    const { stdout, stderr } = await runIntegrated(aliased, home, [
      `aws_acc1 ${sts.freshCode()}`,
      insteadOfLauncher(under, `${home.path}/spy`),
      "aws s3 ls",
      "aws s3 ls --profile acc2",
      "aws --profile plain s3 ls",
      set(under, "AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z"),
      "aws s3 ls",
      set(under, "AWS_CREDENTIAL_EXPIRATION", "x[$(touch pwned)]"),
      "aws s3 ls",
    ]);
    assert.equal(
      stdout.split("\n"),
      [
        "aws [s3]|[ls]|ASIA ",
        "command session s3 ls --profile acc2",
        "aws [s3]|[ls]|ASIA acc2",
        "aws [--profile]|[plain]|[s3]|[ls]|ASIA ",
        "command session s3 ls",
        "aws [s3]|[ls]|ASIA acc1",
        "command session s3 ls",
        "aws [s3]|[ls]|ASIA ",
        "",
      ],
      stderr,
    );
    assert.not.ok(existsSync(`${home.path}/pwned`));
  });

  test(`${name}: any doubt goes by awsmfa session`, async () => {
    const home = homeWithAws();
    home.write("spy", '#!/bin/sh\necho "command $*"\n', 0o755);
    const doubts = [
      "--prof plain s3",
      "--p=plain s3",
      "--profile plain --profile plain s3",
      "--profile acc1 s3",
      "s3 --profile nobody",
      "s3 --profile",
      "s3 --profile=",
      "s3 --profile --debug",
      "s3 -- --profile plain",
      "-p plain s3",
      "--duration 1h s3",
      "--duration=1h s3",
      ...["--account=1", "--role x", "--role-arn=x", "--role-session-name x", "--external-id x"].map(
        (own) => `${own} s3`,
      ),
      ...["--session-policy={}", "--policy-arn x", "--tag a=b"].map((own) => `${own} s3`),
    ];
    const variables: readonly (readonly [string, string])[] = [
      ["AWS_PROFILE", "acc1"],
      ["AWS_DEFAULT_PROFILE", "acc1"],
      ["AWS_MFA_SERIAL", "arn:aws:iam::111111111111:mfa/alex"],
      ["AWSMFA_PROFILE", "acc1"],
      ["AWS_CONFIG_FILE", "/dev/null"],
    ];
    const lines = [
      ...doubts.map((words) => `aws ${words}`),
      ...variables.flatMap(([variable, text]) => [
        set(under, variable, text),
        "aws s3",
        set(under, variable, undefined),
      ]),
      `printf '[profile plain]\\nmfa_serial = x\\n' >>"$HOME/.aws/config"`,
      "aws s3 --profile plain",
    ];
    const { stdout, stderr } = await run(home, lines);
    const expected = [...doubts, ...variables.map(() => "s3"), "s3 --profile plain"];
    assert.equal(stdout.split("\n"), [...expected.map((words) => `command session ${words}`), ""], stderr);
  });

  test(`${name}: the status of aws is that of the function, and its input is the person's`, async () => {
    const home = homeWithAws();
    home.write("bin/aws", "#!/bin/sh\ncat\nexit 7\n", 0o755);
    const { stdout, stderr } = await run(home, [
      `echo in | aws s3`,
      `aws s3 </dev/null; echo "status ${under.status}"`,
    ]);
    assert.is(stdout, "in\nstatus 7\n", stderr);
  });

  test(`${name}: a function or an alias of that name is left alone, ours goes when it is not wanted any more`, async () => {
    const theirs = name === "fish" ? "function aws; echo theirs; end" : "function aws { echo theirs; }";
    const mine = await runIntegrated(aliased, homeWithAws(), ["aws s3"], { before: [theirs] });
    assert.is(mine.stdout, "theirs\n", mine.stderr);
    const home = homeWithAws();
    const taken = await runIntegrated(aliased, home, [aliased.shell.load, under.shell.load, "type aws"]);
    assert.match(taken.stdout, /^aws is .*\/bin\/aws'?\n$/, taken.stderr);
    if (name === "fish") return;
    const alias = await runIntegrated(aliased, homeWithAws(), ["eval 'aws s3'; unalias aws; eval 'aws s3'"], {
      before: [name === "bash" ? "shopt -s expand_aliases" : ":", "alias aws='echo alias'"],
    });
    assert.is(alias.stdout, "alias s3\naws [s3]| \n", alias.stderr);
  });

  test(`${name}: no program aws, no function`, async () => {
    const home = homeWithAws("no-aws");
    const word = name === "fish" ? "functions -q aws" : "typeset -f aws >/dev/null";
    const env = { PATH: pathWithoutAws(home) };
    const { stdout, stderr } = await runIntegrated(aliased, home, [`${word} && echo yes || echo no`], {
      env,
    });
    assert.is(stdout, "no\n", stderr);
  });

  test(`${name}: TAB after aws asks aws_completer, as before`, async () => {
    const home = homeWithAws();
    home.write(
      "bin/aws_completer",
      '#!/bin/sh\nprintf "%s\\n" "$COMP_LINE" >>"$HOME/asked"\necho s3-from-the-completer\n',
      0o755,
    );
    // As the AWS CLI's guide says for each shell.
    const register: Readonly<Record<string, readonly string[]>> = {
      bash: [`complete -C aws_completer aws`],
      zsh: [
        "autoload -Uz bashcompinit compinit",
        "compinit -u -D",
        "bashcompinit",
        "complete -C aws_completer aws",
      ],
      fish: [
        "complete --command aws --no-files --arguments '(begin; set --local --export COMP_SHELL fish; set --local --export COMP_LINE (commandline); aws_completer | sed \\'s/ $//\\'; end)'",
      ],
    };
    const terminal = await openInteractive(aliased, home, [...(register[name] ?? []), aliased.shell.load]);
    terminal.type("aws s3-fr\t\r");
    await terminal.waitFor("aws [s3-from-the-completer]|");
    assert.match(readFileSync(`${home.path}/asked`, "utf8"), "aws s3-fr");
    terminal.close();
  });

  test(`${name}: loading again after a change of the AWS files keeps both options`, async () => {
    const home = homeWithAws();
    const load = under.shell.load.replace(`init ${name}`, `init --alias-aws ${name} --renew`);
    const terminal = await openInteractive(under, home, [load]);
    home.write(".aws/config", "[profile new]\n");
    terminal.type("\r");
    await terminal.waitFor("READY> ");
    terminal.type('echo "<$__awsmfa_renew$__awsmfa_aws>"; aws --profile new s3\r');
    await terminal.waitFor("<11>\r\n");
    await terminal.waitFor("aws [--profile]|[new]|[s3]|");
    terminal.close();
  });

  test(`${name}: each order of init's words has its prepared answer`, () => {
    const home = homeWithAws();
    for (const words of [
      [name, "--renew", "--alias-aws"],
      [name, "--alias-aws", "--renew"],
      ["--renew", name, "--prefix", "acc_"],
    ]) {
      const answer = () =>
        runProgram(locateProgram("sh")!, ["-c", 'awsmfa init "$@"', "sh", ...words], { env: home.env });
      const { stdout } = answer();
      const file = `${home.path}/.cache/awsmfa/prepared/init ${words.join(" ")}`;
      assert.ok(existsSync(file), file);
      assert.is(answer().stdout, stdout);
      assert.ok(readFileSync(file, "utf8").endsWith(stdout));
    }
  });
}

test.run();
