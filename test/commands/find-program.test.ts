import { test } from "uvu";
import * as assert from "uvu/assert";
import { cannotStart } from "../../src/commands/find-program.ts";
import { makeHome } from "../support/home.ts";

const home = makeHome();
home.write("one/aws", "#!/bin/sh\n", 0o644);
home.write("two/aws", "#!/bin/sh\n", 0o755);
home.write("three/aws/file", "");
const path = (...folders: string[]) => ({
  PATH: folders.map((folder) => `${home.path}/${folder}`).join(":"),
});

test("found where execvp would find it: a file that cannot be run and a folder are passed over", () => {
  assert.is(cannotStart("aws", path("three", "one", "two")), undefined);
  assert.is(cannotStart(`${home.path}/two/aws`, {}), undefined);
});

test("a shell's status and a reason where it cannot be", () => {
  assert.is(cannotStart("aws", path("none", "three"))?.status, 127);
  assert.is(cannotStart(`${home.path}/none`, {})?.status, 127);
  assert.equal(cannotStart("aws", path("one")), {
    status: 126,
    why: `${home.path}/one/aws is not executable`,
  });
});

test.run();
