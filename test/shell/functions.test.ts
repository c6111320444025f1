/** Which functions there are after loading, and that those of others stay theirs. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Home, makeHome } from "../support/home.ts";
import { insteadOfLauncher, integratedShells, runIntegrated } from "../support/integration.ts";

/** In each shell: define a function that prints a word, list the functions there are, list the variables' names. */
const ways: Readonly<
  Record<
    string,
    { define: (name: string, word: string) => string; functions: string; variables: string; remove: string }
  >
> = {
  bash: {
    define: (name, word) => `function ${name} { echo ${word}; }`,
    functions: "compgen -A function",
    variables: "compgen -v",
    remove: "unset -f",
  },
  zsh: {
    define: (name, word) => `function ${name} { echo ${word}; }`,
    functions: "print -l ${(k)functions}",
    variables: "print -l ${(k)parameters}",
    remove: "unset -f",
  },
  fish: {
    define: (name, word) => `function ${name}; echo ${word}; end`,
    functions: "functions -a -n | string split ', '",
    variables: "set -n",
    remove: "functions -e",
  },
};

/** A launcher that keeps the words of each call, a line a call. */
function withSpy(home: Home): Home {
  home.write("spy", '#!/bin/sh\necho "$*" >>"$HOME/log"\n', 0o755);
  return home;
}

for (const under of integratedShells()) {
  const { name, shell } = under;
  const way = ways[name];
  if (!way) throw new Error(`test/shell/functions.test.ts does not know ${name}`);
  const named = (config: string) => withSpy(makeHome({ config }));
  const useSpy = (home: Home) => insteadOfLauncher(under, `${home.path}/spy`);

  test(`${name}: every profile has its function, whatever it is called`, async () => {
    const home = named(
      [
        "plain",
        "a.b-c_d",
        '"two words"',
        "team:dev",
        '"it\'s"',
        "$(touch${IFS}pwned)",
        "=ls",
        "ünï",
        "-dash",
        "semi;colon",
      ]
        .map((profile) => `[profile ${profile}]\nregion = x\n`)
        .join(""),
    );
    const functions = [
      "plain",
      "a.b-c_d",
      "two_words",
      "team_dev",
      "it_s",
      "__touch__IFS_pwned_",
      "_ls",
      "_n_",
      "-dash",
      "semi_colon",
    ];
    const { stdout, stderr } = await runIntegrated(under, home, [
      useSpy(home),
      ...functions.map((one) => `aws_${one}`),
      'cat "$HOME/log"; test -e "$HOME/pwned" && echo pwned',
    ]);
    const words = [
      "plain",
      "a.b-c_d",
      "two words",
      "team:dev",
      "it's",
      "$(touch${IFS}pwned)",
      "=ls",
      "ünï",
      "--profile=-dash",
      "semi;colon",
    ];
    assert.equal(stdout.split("\n"), [...words.map((word) => `exports ${word} --shell ${name}`), ""], stderr);
  });

  // Shells pass over the empty line of a nameless profile: the next profile's name was then defined as a function, and ran in bash.
  test(`${name}: a profile without a name, or with a NUL byte in it, moves nothing in the tables`, async () => {
    const hostile = "g { :; };touch pwned;function h";
    const home = named(
      `[profile ""]\n[profile a]\nawsmfa_function = f1\n[profile "${hostile}"]\nawsmfa_function = f2\n` +
        `[profile n\0l]\n[profile z]\nawsmfa_function = f3\n`,
    );
    home.write(".aws/credentials", "[ ]\n");
    const { stdout, stderr } = await runIntegrated(under, home, [
      useSpy(home),
      "f1; f2; f3",
      'cat "$HOME/log"; test -e pwned && echo pwned',
    ]);
    assert.is(stderr, "");
    assert.is(stdout, ["a", hostile, "z"].map((word) => `exports ${word} --shell ${name}\n`).join(""));
  });

  test(`${name}: commands, aliases and functions of others are left alone`, async () => {
    const home = named(
      "[profile completer]\n[profile profiles]\n[profile short]\n[profile ok]\n[profile x]\nawsmfa_function = ls\n",
    );
    home.write("bin/aws_completer", "#!/bin/sh\necho the completer\n", 0o755);
    const { stdout, stderr } = await runIntegrated(
      under,
      home,
      [useSpy(home), "aws_completer", "aws_profiles", "aws_ok", 'cat "$HOME/log"; ls "$HOME/bin"'],
      { before: [way.define("aws_profiles", "theirs"), "alias aws_short='echo short'"] },
    );
    assert.is(stdout, `the completer\ntheirs\nexports ok --shell ${name}\naws_completer\nshow\n`, stderr);
  });

  // Few names are looked up one by one in some shells, and hundreds by a look at the folders.
  for (const taken of ["completer", "p200"]) {
    test(`${name}: of hundreds of names as well, one that is a command already is left alone: aws_${taken}`, async () => {
      const profiles = ["completer", ...Array.from({ length: 400 }, (_, index) => `p${index}`)];
      const home = named(profiles.map((profile) => `[profile ${profile}]\n`).join(""));
      home.write(`bin/aws_${taken}`, "#!/bin/sh\necho theirs\n", 0o755);
      const lines = [useSpy(home), `aws_${taken}`, "aws_p0", "aws_p399", 'cat "$HOME/log"'];
      // Named twice, a folder is looked at once.
      const env = { PATH: `${home.path}/bin:${home.env.PATH}` };
      const { stdout, stderr } = await runIntegrated(under, home, lines, { env });
      const ours = ["p0", "p399"].map((profile) => `exports ${profile} --shell ${name}\n`).join("");
      assert.is(stdout, `theirs\n${ours}`, stderr);
    });
  }

  test(`${name}: no builtin is hidden by a prefix`, async () => {
    const home = named("[profile d]\n[profile x]\n");
    const before = shell.load;
    const { stdout, stderr } = await runIntegrated(under, home, [
      before.replace(`init ${name}`, `init ${name} --prefix pw`),
      useSpy(home),
      "pwd",
      'pwx; cat "$HOME/log"',
    ]);
    assert.is(stdout, `${home.path}\nexports x --shell ${name}\n`, stderr);
  });

  test(`${name}: loading again takes removed profiles away, but not what somebody changed`, async () => {
    const home = named("[profile gone]\n[profile stays]\n[profile changed]\n");
    const { stdout, stderr } = await runIntegrated(under, home, [
      way.define("aws_changed", "changed"),
      `printf '[profile stays]\\n[profile new]\\n' >"$HOME/.aws/config"`,
      shell.load,
      shell.load,
      useSpy(home),
      `${way.functions} | grep ^aws_ | sort`,
      'aws_changed; aws_new; cat "$HOME/log"',
    ]);
    assert.is(stdout, `aws_changed\naws_new\naws_stays\nchanged\nexports new --shell ${name}\n`, stderr);
  });

  test(`${name}: nothing of ours but functions and private names`, async () => {
    const { stdout, stderr } = await runIntegrated(
      under,
      named("[profile acc1]\n"),
      ['echo "== after"', `${way.functions}; ${way.variables}`],
      { before: [`${way.functions}; ${way.variables}`] },
    );
    const [before = "", after = ""] = stdout.split("== after\n");
    const known = new Set(before.split("\n"));
    // bash makes these when they are first used.
    const shells = new Set([
      "BASH_REMATCH",
      "BASH_LINENO",
      "PIPESTATUS",
      "_",
      "match",
      "mbegin",
      "mend",
      "MATCH",
      "reply",
    ]);
    const added = after
      .split("\n")
      .filter((word) => !known.has(word) && !shells.has(word) && !word.startsWith("__awsmfa_"));
    assert.equal(added.sort(), ["aws_acc1", "awsmfa"], stderr);
  });
}

const bash = integratedShells().find(({ name }) => name === "bash");
if (bash) {
  // Split at blanks the second word was defined as a function, and what is in it ran.
  for (const temper of ["readonly IFS", "readonly IFS=", "readonly IFS=_"]) {
    test(`bash: ${temper}: no part of a profile's name becomes a function, or runs`, async () => {
      const home = makeHome({ config: '[profile "a f()(:);>pwned;g"]\n[profile x_touch]\n[profile b]\n' });
      const { stdout, stderr } = await runIntegrated(
        bash,
        home,
        ["builtin compgen -A function | builtin command grep -v __awsmfa_", "ls"],
        { before: [temper] },
      );
      assert.is(stdout, "awsmfa\nbin\n", stderr);
      assert.is(stderr, "");
    });
  }

  test("bash: posix mode gets the functions whose names it allows", async () => {
    const home = makeHome({ config: "[profile a-b]\n[profile ab]\n" });
    const { stdout, stderr } = await runIntegrated(bash, home, ["declare -F | grep 'aws_'; echo going on"], {
      args: ["--posix"],
    });
    assert.is(stdout, "declare -f aws_ab\ngoing on\n", stderr);
    assert.is(stderr, "");
  });
}

test.run();
