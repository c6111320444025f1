/** What RULES hold off when printed code meets a real shell in an odd state. Each test names what went wrong without it. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type EnvChange, toEnvChange, unsetsChange } from "../../src/output/env-change.ts";
import { renderShell } from "../../src/output/render.ts";
import { allReaders, ownReaders, type Reader, trace } from "../support/printed-code.ts";

const secrets = { secretAccessKey: "SECRETSECRET", sessionToken: "TOKENTOKEN" };
const change = toEnvChange({
  profile: "acc1",
  credentials: { accessKeyId: "ASIANEW", ...secrets, expiration: new Date(1.8e12) },
  region: { value: "eu-west-1", fallback: false },
});
const before = { AWS_ACCESS_KEY_ID: "OLD", AWS_SECRET_ACCESS_KEY: "OLDSECRET", AWS_PROFILE: "me" };
const readers = allReaders();
const only = (...names: string[]) => readers.filter(({ name }) => names.includes(name));
const status = (reader: Reader) => (reader.name === "fish" ? 'echo "[$status]"\n' : 'echo "[$?]"\n');

/** The change, evaluated after some preparation of the shell. */
function runAfter(
  reader: Reader,
  preparation: string,
  env: Record<string, string> = before,
  what: EnvChange = change,
) {
  return trace(
    reader,
    env,
    ({ snapshot, evaluated }) =>
      `${preparation}\n${evaluated(renderShell(what, reader.shell))}${status(reader)}${snapshot()}`,
  );
}

for (const reader of readers) {
  // A cut answer left a new key id with half a secret (RULES 14).
  test(`${reader.name}: an answer cut anywhere changes nothing and fails`, () => {
    const whole = renderShell(change, reader.shell);
    const end = whole.lastIndexOf(reader.name === "fish" ? "end;" : "};");
    const cuts = [
      1,
      2,
      9,
      ...Array.from({ length: 40 }, (_, index) => Math.floor((end * (index + 1)) / 41)),
      end - 1,
      end,
    ];
    const { stdout, snapshots } = trace(reader, before, ({ snapshot, evaluated }) =>
      cuts
        .map((cut) => inSubshell(reader, evaluated(whole.slice(0, cut)) + status(reader)) + snapshot())
        .join(""),
    );
    assert.is(stdout.match(/\[0\]/g), null);
    for (const snapshot of snapshots) assert.equal(snapshot, before);
  });

  test(`${reader.name}: errexit, nounset, noclobber, noglob and a strange IFS change nothing about it`, () => {
    const { stdout, stderr, snapshots } = runAfter(reader, strict(reader.name), {});
    assert.is(stdout, "[0]\n");
    assert.is(stderr, "");
    assert.is(snapshots[0]!.AWS_SECRET_ACCESS_KEY, "SECRETSECRET");
    assert.is(runAfter(reader, strict(reader.name), snapshots[0], unsetsChange()).stdout, "[0]\n");
  });

  test(`${reader.name}: nothing of ours stays in the shell but exported variables`, () => {
    const { stdout } = trace(
      reader,
      {},
      ({ evaluated }) =>
        `${evaluated(renderShell(change, reader.shell))}${evaluated(renderShell(unsetsChange(), reader.shell))}set`,
    );
    assert.not.match(stdout.replace(/^_=.*$/m, ""), /awsmfa|AWS/);
  });

  test(`${reader.name}: keys that stood there are replaced with a word, a switch over a switch says nothing`, () => {
    const first = runAfter(reader, "");
    assert.match(first.stderr, /^awsmfa: the AWS keys that stood in this shell were replaced/);
    assert.not.match(first.stderr, /OLD/);
    assert.is(runAfter(reader, "", first.snapshots[0]).stderr, "");
    assert.is(runAfter(reader, "", before, unsetsChange()).stderr, "");
  });
}

function inSubshell(reader: Reader, code: string): string {
  // dash leaves a script at a syntax error inside eval; fish has no subshells and does not need one.
  return reader.name === "fish" ? code : `( ${code} ) 2>/dev/null\n`;
}

function strict(name: string): string {
  if (name === "fish") return "set -g IFS x";
  const options: Record<string, string> = {
    bash: "set -o posix; shopt -s failglob nullglob extglob",
    zsh: "setopt ksharrays shwordsplit extendedglob globsubst rcquotes warncreateglobal ignorebraces magicequalsubst posixbuiltins",
  };
  return `set -euC\nset -f\n${options[name] ?? ""}\nIFS=AE_x`;
}

for (const reader of readers.filter(({ name }) => name !== "fish")) {
  // zsh aborted half-way with a new key and the old secret; bash went on and said 0 (RULES 16).
  for (const name of ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWSMFA_WAS_AWS_PROFILE", "AWS_SECURITY_TOKEN"]) {
    test(`${reader.name}: a readonly ${name} means: changed nothing, named it, failed`, () => {
      const { stdout, stderr, snapshots } = runAfter(reader, `export ${name}=x; readonly ${name}`);
      assert.is(stdout, "[1]\n");
      assert.match(stderr, new RegExp(`^awsmfa: ${name} is readonly`));
      assert.is(stderr.trim().split("\n").length, 1);
      assert.equal(snapshots[0], Object.fromEntries(Object.entries({ ...before, [name]: "x" }).sort()));
    });
  }

  test(`${reader.name}: unquoted, by backticks, in a folder of files whose names would match`, () => {
    const { stdout, stderr, snapshots } = trace(
      reader,
      {},
      ({ snapshot, evaluated }) =>
        `touch export set -- '\\export' "'export'" a\n${evaluated(renderShell(change, reader.shell)).replace(/"\$\((.*)\)"/, "`$1`")}${status(reader)}${snapshot()}`,
    );
    assert.is(stderr, "");
    assert.is(stdout, "[0]\n");
    assert.is(snapshots[0]!.AWS_SESSION_TOKEN, "TOKENTOKEN");
  });

  test(`${reader.name}: one line, free of glob characters, every statement ended by ;`, () => {
    for (const what of [change, unsetsChange()])
      assert.match(renderShell(what, reader.shell), /^[^*?[\]\n]*;\n$/);
  });
}

// `typeset -i AWS_REGION` made it -1, and `declare -i` executed the value (RULES 16).
for (const reader of only("bash", "zsh", "ksh", "mksh")) {
  for (const attribute of [
    "-i",
    "-u",
    "-l",
    ...(reader.name === "mksh" ? [] : ["-a"]),
    ...(reader.name === "zsh" ? ["-L 2", "-Z 9"] : []),
  ]) {
    test(`${reader.name}: typeset ${attribute} on a name is stripped`, () => {
      const typed = ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWSMFA_WAS_AWS_PROFILE", "AWSMFA_PROFILE"];
      const { snapshots } = runAfter(reader, `typeset ${attribute} ${typed.join(" ")}`, {
        AWS_PROFILE: "Me",
      });
      assert.equal(
        typed.map((name) => snapshots[0]![name]),
        ["eu-west-1", "ASIANEW", "+Me", "acc1"],
      );
    });
  }
}

// Under an alias the bare word would be another command (RULES 18).
for (const reader of only("bash", "zsh", "dash")) {
  test(`${reader.name}: aliases over the words it uses take no part`, () => {
    const global = reader.name === "zsh" ? "alias -g AWS_REGION=oops\nalias -g acc1=oops\n" : "";
    const words = ["export", "unset", "test", "set", "echo", "false"].map(
      (word) => `alias ${word}='/bin/echo stolen'\n`,
    );
    const options = reader.name === "bash" ? "shopt -s expand_aliases\n" : "";
    const { stdout, snapshots } = trace(
      reader,
      {},
      ({ snapshot, evaluated }) =>
        `${options}${global}${words.join("")}${evaluated(renderShell(change, reader.shell))}${snapshot()}`,
    );
    assert.is(stdout, "");
    assert.is(snapshots[0]!.AWS_REGION, "eu-west-1");
  });
}

// A traced rc file or function would print the secret (RULES 19). dash has no way to ask whether it traces.
for (const reader of only("bash", "zsh", "fish")) {
  test(`${reader.name}: sourced under trace it shows no secret, and tracing goes on afterwards`, () => {
    const [on, source] = reader.name === "fish" ? ["set -g fish_trace 1", "source"] : ["set -x", "."];
    const { stderr, snapshots } = trace(reader, {}, ({ snapshot, evaluated, folder }) => {
      evaluated(renderShell(change, reader.shell));
      return `${on}\n${source} '${folder}/text0'\necho later\n${snapshot()}`;
    });
    assert.is(snapshots[0]!.AWS_SESSION_TOKEN, "TOKENTOKEN");
    assert.not.match(stderr, /SECRETSECRET|TOKENTOKEN|ASIANEW/);
    assert.match(stderr, /echo later/);
  });
}

for (const withoutConfig of only("fish")) {
  // With --no-config fish has no universal variables; its home is a folder of the test's own.
  const reader = { ...withoutConfig, program: withoutConfig.program.slice(0, 1) };

  // `set -e` without -g erased it for every shell, for good (RULES 17).
  for (const name of ["AWS_PROFILE", "AWS_SECRET_ACCESS_KEY", "AWSMFA_PROFILE"]) {
    test(`fish: a universal ${name} is refused with the cure, and stays`, () => {
      const { stdout, stderr } = trace(
        reader,
        {},
        ({ evaluated }) =>
          `set -U ${name} mine\n${evaluated(renderShell(change, reader.shell))}echo "[$status] $AWS_ACCESS_KEY_ID $${name}"\nset -qU ${name}; and echo there`,
      );
      assert.is(stdout, "[1]  mine\nthere\n");
      assert.match(stderr, `awsmfa: ${name} is a universal variable`);
      assert.match(stderr, `set -eU ${name}`);
    });
  }

  test("fish: a universal AWS_REGION is shadowed while a switch lasts, then shows again", () => {
    const { stdout } = trace(
      reader,
      {},
      ({ evaluated }) =>
        `set -Ux AWS_REGION mine\n${evaluated(renderShell(change, reader.shell))}echo $AWS_REGION\n${evaluated(renderShell(unsetsChange(), reader.shell))}echo $AWS_REGION\nset -qg AWS_REGION; or echo universal again`,
    );
    assert.is(stdout, "eu-west-1\nmine\nuniversal again\n");
  });

  test("fish: eval (…), which joins lines by blanks, does the same as source", () => {
    const { stdout } = trace(reader, {}, ({ evaluated, folder }) => {
      evaluated(renderShell(change, reader.shell));
      return `eval (/bin/cat '${folder}/text0'); echo "[$status] $AWS_SESSION_TOKEN"`;
    });
    assert.is(stdout, "[0] TOKENTOKEN\n");
  });
}

test("every shell's word for failure fails in it", () => {
  for (const reader of ownReaders()) {
    assert.is(
      trace(reader, {}, ({ evaluated }) => `${evaluated("false\n")}${status(reader)}`).stdout,
      "[1]\n",
    );
  }
});

test.run();
