/**
 * `aws_<profile>` with a stored session takes what Node prepared without starting even the launcher, whatever state the shell is in, and leaves
 * nothing of its own behind. Which answers it may take: launcher.test.ts.
 */
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { insteadOfLauncher, integratedShells, runIntegrated } from "../support/integration.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());

/** Variables that shell/prepared.sh uses too, with values of the person's. */
const theirs = ["file", "folder", "line", "root", "size", "words", "config", "facts", "region"];

/** What each shell's person may have done to their shell. */
const states: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  bash: {
    "strict options": ["set -eufC; shopt -s failglob nullglob dotglob nocasematch"],
    "an IFS of letters and digits": ["IFS=aeiou0123456789/"],
    "posix mode": ["set -o posix"],
    xtrace: ["set -x"],
    "functions of the same names": [
      "test() { false; }; read() { false; }; find() { false; }; cksum() { false; }; cat() { false; }",
    ],
    aliases: [
      "shopt -s expand_aliases; alias find=false cksum=false read=false '[=false' exec=false command=false",
    ],
    "descriptor 3 in use": ["exec 3</dev/null"],
    "variables of the same names": [theirs.map((name) => `${name}=theirs`).join("; ")],
  },
  zsh: {
    "strict options": [
      "setopt err_exit no_unset no_clobber ksh_arrays sh_word_split glob_subst null_glob warn_create_global",
    ],
    "an IFS of letters and digits": ["IFS=aeiou0123456789/"],
    xtrace: ["setopt xtrace"],
    "functions of the same names": ["function test read find cksum cat { false }"],
    aliases: ["setopt aliases; alias -g find=false cksum=false read=false; alias exec=false command=false"],
    "descriptor 3 in use": ["exec 3</dev/null"],
    "variables of the same names": [theirs.map((name) => `${name}=theirs`).join("; ")],
  },
  fish: {
    "a trace": ["set -g fish_trace 1"],
    "functions of the same names": [
      "function find; false; end; function cksum; false; end; function cat; false; end",
    ],
    "variables of the same names": [theirs.map((name) => `set -g ${name} theirs`).join("; ")],
  },
};

/** What a shell itself makes known by then: zsh, with the module that reads from a descriptor. */
const shellsOwn: Readonly<Record<string, readonly string[]>> = { zsh: ["errnos", "sysparams"] };

/** What no test of ours can be relied on in. */
const odd: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bash: {
    "a function named [": "function [ { return 0; }",
    "a function named command": "function command { return 0; }",
    "locals that inherit, of numbers": `declare -i ${theirs.join(" ")}; shopt -s localvar_inherit`,
  },
  zsh: {
    "a function named [": "function '[' { return 0 }",
    "a function named command": "function command { return 0 }",
    "a readonly IFS": "readonly IFS",
  },
};

for (const under of integratedShells()) {
  const home = makeHome(sts.awsFiles);
  const none = home.write("bin/none", '#!/bin/sh\necho "the launcher was started" >&2\nexit 9\n', 0o755);
  let secret = "";
  test.before(async () => {
    const first = await runIntegrated(under, home, [
      `aws_acc1 ${sts.freshCode()} && show AWSMFA_PROFILE AWS_SECRET_ACCESS_KEY`,
    ]);
    const [, profile, key] =
      /^AWSMFA_PROFILE=(.*)\nAWS_SECRET_ACCESS_KEY=(.{40})\n$/.exec(first.stdout) ?? [];
    assert.is(profile, "acc1", first.stderr);
    secret = key!;
  });

  for (const [state, lines] of Object.entries({ "nothing special": [], ...states[under.name] })) {
    test(`${under.name}: a stored session takes no launcher, with ${state}`, async () => {
      const names = theirs.map((name) => `"$${name}"`).join(" ");
      const { stdout, stderr } = await runIntegrated(
        under,
        home,
        // A second switch, too: what the first one set is no override.
        [
          insteadOfLauncher(under, none),
          ...lines,
          "aws_acc1 && aws_acc1 && show AWSMFA_PROFILE AWS_REGION",
          `echo ${names}`,
        ],
        { before: theirs.map((name) => (under.name === "fish" ? `set -g ${name} ''` : `${name}=`)) },
      );
      const left = state === "variables of the same names" ? "theirs" : "";
      const rest = `${theirs.map(() => left).join(" ")}\n`;
      assert.is(stdout, `AWSMFA_PROFILE=acc1\nAWS_REGION=eu-west-1\n${rest}`, stderr);
      // bash traces each test, and what it tests.
      assert.not.match(stderr, secret);
      if (!/trace/.test(state)) assert.is(stderr, "");
    });
  }

  // What shell/prepared.sh assigns is for its callers to keep to themselves.
  test(`${under.name}: a switch leaves no variable but its own`, async () => {
    const list = { bash: "compgen -v", zsh: "print -l ${(k)parameters}", fish: "set -n" }[under.name];
    const lines = [
      `${list} >"$HOME/before"`,
      insteadOfLauncher(under, none),
      "aws_acc1",
      `${list} >"$HOME/after"`,
    ];
    const { stderr } = await runIntegrated(under, home, lines);
    const [before, after] = ["before", "after"].map((name) =>
      readFileSync(`${home.path}/${name}`, "utf8").split("\n"),
    );
    const ours = /^(AWS(|MFA|UME)_|__awsmfa_)/;
    const left = after!.filter((name) => !before!.includes(name) && !ours.test(name));
    assert.equal([left, stderr], [shellsOwn[under.name] ?? [], ""]);
  });

  test(`${under.name}: what a later build prepared is left to the launcher`, async () => {
    const older = under.name === "fish" ? "set -g __awsmfa_build older" : "__awsmfa_build=older";
    const lines = ["aws_acc1", insteadOfLauncher(under, none), older, "aws_acc1", "echo on"];
    const { stdout, stderr } = await runIntegrated(under, home, lines);
    assert.equal([stdout, stderr], ["on\n", "the launcher was started\n"]);
  });

  for (const [state, line] of Object.entries(odd[under.name] ?? {})) {
    test(`${under.name}: it is left to the launcher, with ${state}`, async () => {
      const lines = [insteadOfLauncher(under, none), line, "aws_acc1", "echo on"];
      const { stdout, stderr } = await runIntegrated(under, home, lines);
      assert.equal([stdout, stderr], ["on\n", "the launcher was started\n"]);
    });
  }
}

test.run();
