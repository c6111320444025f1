import { userInfo } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { locateHome } from "../src/context.ts";
import { makeHome } from "./support/home.ts";
import { packageForAnyone } from "./support/package.ts";
import { locateProgram, runProgram } from "./support/shell.ts";

test("HOME is the home where it is absolute; else the passwd database knows", () => {
  assert.is(locateHome({ HOME: "/some/where" }), "/some/where");
  for (const HOME of ["", ".", "relative", undefined]) assert.is(locateHome({ HOME }), userInfo().homedir);
});

// A container may run us as a number that no passwd knows: Node's look-up threw, and stdout stayed empty.
const setpriv = locateProgram("setpriv");
const home = makeHome();
const open = setpriv !== undefined && process.getuid?.() === 0 ? packageForAnyone(home.path) : undefined;
if (setpriv !== undefined && open !== undefined) {
  const { PATH = "" } = home.env;
  const nobody = ["--reuid", "54321", "--regid", "54321", "--clear-groups"];
  const run = (...words: string[]) =>
    runProgram(setpriv, [...nobody, `${open}shell/awsmfa`, ...words], { env: { PATH }, cwd: "/" });

  test("a user without a home gets answers and refusals like anybody", () => {
    assert.is(run("init", "bash").status, 0);
    assert.match(run("unsets", "--shell", "bash").stdout, /^\{ /);
    const { stdout, stderr, status } = run("exports", "acc1", "--shell", "bash");
    assert.equal([stdout, status], ["false\n", 3]);
    assert.match(stderr, /^awsmfa: [^\n]*acc1[^\n]*\n$/);
  });
} else console.log("SKIP a user who is in no passwd: only root can become one, by setpriv");

test.run();
