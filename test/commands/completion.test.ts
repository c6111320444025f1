import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { locateProgram, runProgram } from "../support/shell.ts";

const config = "[profile acc1]\n[profile acc2]\n[profile team:dev]\n";
const ask = (line: string, env: Readonly<Record<string, string>> = {}) => {
  const home = makeHome({ config });
  const query = { COMP_LINE: line, COMP_POINT: String(line.length), ...env };
  return runProgram("/bin/sh", ["-c", "awsmfa complete-line"], { env: { ...home.env, ...query } });
};

test("COMP_LINE is answered, one candidate a line", () => {
  assert.equal(ask("awsmfa explain ac").stdout, "acc1\nacc2\n");
  assert.equal(ask("awsmfa exports --shell z").stdout, "zsh\n");
  assert.match(ask("awsmfa un", { SHELL: "/bin/fish" }).stdout, /^unsets\t\w/);
});

test("nothing of the line is evaluated, and nothing is known of an odd one", () => {
  const { stdout, stderr, status } = ask("awsmfa $(touch pwned) `touch pwned` ");
  assert.equal([stdout, stderr, status], ["", "", 0]);
});

test("without COMP_LINE it is wrong usage", () => {
  const { status, stdout } = runProgram("/bin/sh", ["-c", "awsmfa complete-line"], { env: makeHome().env });
  assert.equal([status, stdout], [2, ""]);
});

const bash = locateProgram("bash");
if (bash) {
  test("bash's own `complete -C` can use it", () => {
    const home = makeHome({ config });
    const script =
      'complete -C "awsmfa complete-line" awsmfa; COMP_LINE="awsmfa explain team" COMP_POINT=19 awsmfa complete-line awsmfa team explain';
    assert.is(runProgram(bash, ["--norc", "-c", script], { env: home.env }).stdout, "team:dev\n");
  });

  test("the completion alone defines no function of a profile, and completes", () => {
    const home = makeHome({ config });
    const script = [
      // As bash-completion leaves it behind after a TAB on a command that it does not know.
      "complete -F _minimal awsmfa",
      'eval "$(awsmfa completion bash)"',
      "COMP_LINE='awsmfa explain team:p' COMP_LINE='awsmfa explain tea' COMP_POINT=18",
      "__awsmfa_complete",
      'echo "${COMPREPLY[@]}"; declare -F | grep " aws_"; complete -p awsmfa',
    ].join("\n");
    const { stdout, stderr } = runProgram(bash, ["--norc", "-c", script], { env: home.env });
    assert.is(stdout, "team:dev\ncomplete -F __awsmfa_complete awsmfa\n", stderr);
  });
}

test.run();
