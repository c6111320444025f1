/**
 * `aws_<profile>` with a stored session takes what Node prepared without starting even the launcher, whatever state the shell is in, and leaves
 * nothing of its own behind. Which answers it may take: launcher.test.ts.
 */
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
    xtrace: ["exec 9>&2 2>/dev/null; set -x"],
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
    xtrace: ["exec 9>&2 2>/dev/null; setopt xtrace"],
    "functions of the same names": ["function test read find cksum cat { false }"],
    aliases: ["setopt aliases; alias -g find=false cksum=false read=false; alias exec=false command=false"],
    "descriptor 3 in use": ["exec 3</dev/null"],
    "variables of the same names": [theirs.map((name) => `${name}=theirs`).join("; ")],
  },
  fish: {
    "functions of the same names": [
      "function find; false; end; function cksum; false; end; function cat; false; end",
    ],
    "variables of the same names": [theirs.map((name) => `set -g ${name} theirs`).join("; ")],
  },
};

for (const under of integratedShells()) {
  const home = makeHome(sts.awsFiles);
  test.before(async () => {
    const first = await runIntegrated(under, home, [`aws_acc1 ${sts.freshCode()} && show AWSMFA_PROFILE`]);
    assert.is(first.stdout, "AWSMFA_PROFILE=acc1\n", first.stderr);
  });

  for (const [state, lines] of Object.entries({ "nothing special": [], ...states[under.name] })) {
    test(`${under.name}: a stored session takes no launcher, with ${state}`, async () => {
      const none = home.write("bin/none", '#!/bin/sh\necho "the launcher was started" >&2\nexit 9\n', 0o755);
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
    });
  }
}

test.run();
