/** `list` and `doctor` know the names that the very shell they are typed in has left alone. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { integratedShells, runIntegrated } from "../support/integration.ts";

const config = ["completer", "theirs", "ok", '"x y"', "z"]
  .map((profile) => `[profile ${profile}]\nregion = x\n`)
  .join("");
const named = `${config}awsmfa_function = mine\n[profile y]\nawsmfa_function = ls\n`;

for (const under of integratedShells()) {
  const { name, shell } = under;
  const define = (word: string) =>
    name === "fish" ? `function ${word}; echo theirs; end` : `function ${word} { echo theirs; }`;
  const inShell = (lines: readonly string[], options: { args?: readonly string[] } = {}) => {
    const home = makeHome({ config: named });
    home.write("bin/aws_completer", "#!/bin/sh\n", 0o755);
    return runIntegrated(under, home, lines, { ...options, before: [define("aws_theirs")] });
  };
  const functions = async (...lines: string[]) => {
    const { stdout } = await inShell([...lines, "awsmfa list --json"]);
    return (JSON.parse(stdout) as { function: string | null }[]).map((profile) => profile.function);
  };

  test(`${name}: list shows as - what this shell left alone, and why`, async () => {
    const { status, stdout, stderr } = await inShell(["awsmfa list"]);
    assert.equal([status, stderr], [0, ""]);
    assert.match(stdout, /^completer +- /m);
    assert.match(stdout, /^ok +aws_ok /m);
    assert.match(stdout, /^z +mine /m);
    for (const [profile, left] of Object.entries({
      theirs: "aws_theirs",
      completer: "aws_completer",
      y: "ls",
    }))
      assert.match(stdout, `\n${profile}: no function: ${left} is a command, an alias or another function`);
  });

  // fish's own `grep` is a function in a file, which was lost while the other side of the pipe looked for ours.
  test(`${name}: list into grep`, async () => {
    const { status, stdout, stderr } = await inShell(["awsmfa list | grep mine"]);
    assert.equal([status, stderr], [0, ""]);
    assert.match(stdout, /^z +mine [^\n]*\n$/);
  });

  test(`${name}: list --json has null for it; what became somebody else's after the load counts too`, async () => {
    assert.equal(await functions(), [null, null, "aws_ok", "aws_x_y", "mine", null]);
    assert.equal(await functions(define("aws_x_y"), define("mine")), [
      null,
      null,
      "aws_ok",
      null,
      null,
      null,
    ]);
  });

  test(`${name}: in a script that this shell starts nothing is known of it`, async () => {
    const { stdout } = await inShell(["sh -c 'awsmfa list --json'"]);
    assert.is(JSON.parse(stdout)[0].function, "aws_completer");
  });

  test(`${name}: list knows the prefix of this shell`, async () => {
    const again = shell.load.replace(`init ${name}`, `init ${name} --prefix acc-`);
    const { stdout, stderr } = await inShell([again, "awsmfa list"]);
    assert.match(stdout, /^ok +acc-ok /m, stderr);
    assert.match(stdout, /^theirs +acc-theirs /m);
  });

  test(`${name}: doctor names what was left alone, and is content with the integration`, async () => {
    const { stdout, stderr } = await inShell(["awsmfa doctor"]);
    assert.match(stdout, "profile theirs has no function: aws_theirs is a command", stderr);
    assert.not.match(stdout, "profile ok");
    assert.not.match(stdout, "has not loaded");
  });

  test(`${name}: without the integration doctor says how to load it here`, async () => {
    const home = makeHome({ config: named });
    const { stdout, stderr } = await runIntegrated(under, home, ["command awsmfa doctor", "true"]);
    assert.ok(stdout.includes("this shell has not loaded awsmfa"), stderr);
    assert.ok(stdout.includes(`add this line to ${shell.rc} and open a new shell: ${shell.load}\n`), stdout);
  });
}

for (const under of integratedShells().filter(({ name }) => name === "bash")) {
  // Posix mode leaves out every name with a dash, and a variable has an end: `awsmfa list` could not be started.
  test("bash: thousands of names left out do not keep list from starting", async () => {
    const profiles = Array.from({ length: 7000 }, (_, at) => `[profile account-${at}-administrator]\n`);
    const home = makeHome({ config: profiles.join("") });
    const lines = ["set -o posix", under.shell.load, "awsmfa list --json"];
    const { status, stdout, stderr } = await runIntegrated(under, home, lines);
    assert.equal([status, stderr], [0, ""]);
    assert.is(JSON.parse(stdout)[0].function, null);
  });
}

test.run();
