import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { locateProgram, runProgram } from "../support/shell.ts";

const bash = locateProgram("bash") ?? "bash";

test("without the integration it says which line to add where", () => {
  const { env } = makeHome({ config: "[profile acc1]\n" });
  const { status, stdout, stderr } = runProgram(bash, ["--norc", "-c", "awsmfa use acc1 123456; exit $?"], {
    env,
  });
  assert.equal([status, stdout], [2, ""]);
  assert.match(stderr, '~/.bashrc and open a new shell: eval "$(awsmfa init bash)"\n');
  assert.not.match(stderr, "123456");
});

test("its help is the command's, in a shell with the integration too", () => {
  const { env } = makeHome();
  const { status, stdout } = runProgram(
    bash,
    ["--norc", "-c", 'eval "$(awsmfa init bash)"; awsmfa use --help'],
    { env },
  );
  assert.is(status, 0);
  assert.match(stdout, "awsmfa use acc1");
});

test.run();
