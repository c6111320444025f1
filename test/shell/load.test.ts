/** Loading: in silence, in shells of any temper, and without AWS files too. */
import { mkdirSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { integratedShells, runIntegrated } from "../support/integration.ts";
import { openInteractive } from "../support/interactive.ts";
import { runProgram, runShell } from "../support/shell.ts";
import { closeTerminals } from "../support/terminal.ts";

test.after(closeTerminals);

const config = "[profile acc1]\nregion = eu-west-1\n[profile two words]\nregion = x\n";

/** Lines that set each shell against us. Aliases over what the init file uses, options that change the language, odd variables. */
const tempers: Readonly<Record<string, readonly string[]>> = {
  bash: [
    "set -eu",
    "set -o noclobber",
    "set -f",
    "set -o posix",
    "set -a",
    "shopt -s failglob nullglob extglob nocasematch dotglob nocaseglob",
    "IFS=awsmf_",
    "IFS=",
    "shopt -s expand_aliases\nalias local=false eval=false command=false builtin=false printf=false set=false export=false aws_acc1=false complete=false return=false\nunalias eval",
    "printf() { false; }; read() { false; }; type() { false; }; echo() { false; }; compgen() { false; }; declare() { false; }",
    "readonly PROMPT_COMMAND=:",
    "readonly IFS",
    "readonly IFS=; set -eu",
    "trap 'echo err >&2' ERR",
  ],
  zsh: [
    "set -eu",
    "setopt noclobber extendedglob ksharrays",
    "setopt shwordsplit nullglob globsubst ksharrays",
    "setopt warncreateglobal warnnestedvar",
    "setopt nounset errreturn",
    "setopt shglob ignorebraces ignoreclosebraces",
    "setopt allexport cshnullglob rcexpandparam",
    "setopt noequals nofunctionargzero posixbuiltins posixidentifiers posixaliases",
    "emulate sh",
    "emulate ksh",
    "IFS=awsmf_",
    "setopt aliases\nalias -g then=broken __awsmfa_define=broken function=broken typeset=broken",
    "alias local=false command=false builtin=false emulate=false source=false typeset=false setopt=false aws_x=false",
    "alias -g noaliases=broken emulate=broken test=broken",
  ],
  fish: [
    "set -g IFS",
    "set -g fish_function_path",
    "function echo; builtin false; end; function cd; end; function math_; end",
    "for word in printf contains math count complete functions; function $word; false; end; end",
    "set -g acc1 1; set -g name x; set -g table y; set -g rest z; set -g file q",
  ],
};

for (const under of integratedShells()) {
  const { name } = under;
  test(`${name}: a load succeeds, for those who ask for its status`, async () => {
    const { stdout } = await runIntegrated(under, makeHome({ config }), [`/bin/echo status ${under.status}`]);
    assert.is(stdout, "status 0\n");
  });

  for (const temper of tempers[name] ?? []) {
    test(`${name}: loads in silence and works after: ${temper.replaceAll("\n", "; ")}`, async () => {
      const home = makeHome({ config });
      const used =
        name === "fish"
          ? "builtin functions -q aws_acc1; and /bin/echo yes"
          : "\\command -v __awsmfa_switch && /bin/echo yes";
      const { stdout, stderr, status } = await runIntegrated(
        under,
        home,
        [under.shell.load, used, "__awsmfa_switch 2>/dev/null; /bin/echo on"].slice(0, 2),
        {
          before: [temper],
        },
      );
      assert.is(stderr, "");
      assert.match(stdout, /yes\n$/);
      assert.is(status, 0);
    });
  }

  const files: readonly (readonly [string, Parameters<typeof makeHome>[0]])[] = [
    ["no AWS files", {}],
    ["a broken config", { config: "[profile acc1\nno section\n[[\nx = \0\n" }],
    ["empty files", { config: "", credentials: "" }],
  ];
  for (const [what, given] of files) {
    test(`${name}: ${what}: loads what there is, in silence`, async () => {
      const { stdout, stderr, status } = await runIntegrated(under, makeHome(given), ["awsmfa --version"]);
      assert.is(stderr, "");
      assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
      assert.is(status, 0);
    });
  }

  test(`${name}: a config that is a folder`, async () => {
    const home = makeHome();
    mkdirSync(`${home.path}/.aws/config`, { recursive: true });
    const { stderr, status } = await runIntegrated(under, home, ["awsmfa --version"]);
    assert.is(stderr, "");
    assert.is(status, 0);
  });

  test(`${name}: a shell without a terminal gets functions and no hook`, async () => {
    const hook =
      name === "fish"
        ? "functions -q __awsmfa_prompt; and echo hook"
        : 'echo "${PROMPT_COMMAND-}${precmd_functions-}"';
    const { stdout } = await runIntegrated(under, makeHome({ config }), [`${hook}; echo done`]);
    assert.is(stdout.trim(), "done");
  });

  test(`${name}: loaded twice the hook is there once`, async () => {
    const terminal = await openInteractive(under, makeHome({ config }), [under.shell.load, under.shell.load]);
    const count =
      { bash: 'echo "hooks: $PROMPT_COMMAND."', zsh: 'echo "hooks: $precmd_functions."' }[name] ??
      'echo "hooks: __awsmfa_prompt."';
    terminal.type(`${count}\r`);
    await terminal.waitFor(/hooks: __awsmfa_prompt\.\r\n/);
    terminal.close();
  });
}

const bash = integratedShells().find(({ name }) => name === "bash");
if (bash) {
  for (const theirs of [
    "PROMPT_COMMAND='echo mine $?'",
    "PROMPT_COMMAND=('echo mine $?' 'echo second')",
    "PROMPT_COMMAND='echo mine $?;'",
  ]) {
    test(`bash: ${theirs} goes on working, with the status of the command before`, async () => {
      const terminal = await openInteractive(bash, makeHome({ config }), [theirs, bash.shell.load]);
      terminal.type("(exit 7)\r");
      await terminal.waitFor("mine 7\r\n");
      if (theirs.includes("second")) await terminal.waitFor("second\r\n");
      terminal.close();
    });
  }
}

test("an unknown shell: exit 2, and the word for failure alone", () => {
  const home = makeHome();
  const { status, stdout, stderr } = runProgram("/bin/sh", ["-c", "awsmfa init nosuch"], { env: home.env });
  assert.equal([status, stdout], [2, "false\n"]);
  assert.match(stderr, /^awsmfa: unknown shell "nosuch"; there are bash, fish, zsh\n$/);
});

test("a prefix that cannot begin a function's name: exit 2", () => {
  const { status, stdout } = runProgram("/bin/sh", ["-c", "awsmfa init bash --prefix 'x;y'"], {
    env: makeHome().env,
  });
  assert.equal([status, stdout], [2, "false\n"]);
});

test("the bytes of init are the same from the launcher's memory", () => {
  const home = makeHome({ config });
  const sh = { name: "sh", spec: {}, program: "/bin/sh" };
  const first = runShell(sh, "awsmfa init bash", { env: home.env });
  const second = runShell(sh, "awsmfa init bash", { env: { ...home.env } });
  assert.is(second.stdout, first.stdout);
  assert.is(first.stderr, "");
});

test.run();
