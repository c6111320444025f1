/** install.sh in a copy of the checkout, with blanks in every path, under each POSIX shell there is. */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Home, makeHome } from "./support/home.ts";
import { checkout, isOpenToAll } from "./support/package.ts";
import { installedShells, locateProgram, runProgram } from "./support/shell.ts";

const shells = installedShells();
const sh = ["sh", "busybox", "mksh"].filter((name) => locateProgram(name) !== undefined);
const clone = copyCheckout(makeHome());

/** A clone as it is right after `npm ci`. The packages are the checkout's own: fetching them is npm's business. */
function copyCheckout(home: Home): string {
  const folder = `${home.path}/check out`;
  for (const name of ["src", "shell", "scripts", "package.json", "package-lock.json", "install.sh"]) {
    cpSync(checkout + name, `${folder}/${name}`, { recursive: true });
  }
  symlinkSync(`${checkout}node_modules`, `${folder}/node_modules`);
  return folder;
}

interface Run {
  env?: Record<string, string>;
  program?: string;
  cwd?: string;
  from?: string;
}

function install(
  home: Home,
  words: readonly string[],
  { env = {}, program = "sh", cwd, from = clone }: Run = {},
) {
  const applet = program === "busybox" ? ["sh"] : [];
  const path = [`${home.path}/bin`, dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(
    ":",
  );
  const whole = { ...home.env, PATH: path, SHELL: "/bin/bash", ...env };
  return runProgram(program, [...applet, `${from}/install.sh`, ...words], {
    env: whole,
    ...(cwd ? { cwd } : {}),
  });
}

/** Every path under a home, with what a file holds or a link names. */
function snapshot(home: Home): Record<string, string> {
  const paths = readdirSync(home.path, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    paths.map((path) => {
      const stat = lstatSync(`${home.path}/${path}`);
      if (stat.isSymbolicLink()) return [path, `→ ${readlinkSync(`${home.path}/${path}`)}`];
      return [path, stat.isFile() ? readFileSync(`${home.path}/${path}`, "utf8") : "/"];
    }),
  );
}

for (const program of sh) {
  test(`${program}: install with --yes, twice, and undo: every byte of the home as it was`, () => {
    const home = makeHome();
    home.write(".bashrc", "# a last line without its end");
    home.write(".zshrc", "");
    const before = snapshot(home);
    const first = install(home, ["--yes"], { program });
    assert.is(first.status, 0, first.stderr);
    const command = `${home.path}/.local/bin/awsmfa`;
    assert.is(
      readFileSync(`${home.path}/.bashrc`, "utf8"),
      `# a last line without its end\neval "$('${command}' init bash)"\n`,
    );
    assert.match(runProgram(command, ["--version"], { env: home.env }).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.is(readlinkSync(`${home.path}/.local/lib/awsmfa`), clone);
    const between = snapshot(home);
    assert.is(install(home, ["--yes"], { program }).status, 0);
    assert.equal(snapshot(home), between);
    const undone = install(home, ["--uninstall"], { program });
    assert.is(undone.status, 0, undone.stderr);
    assert.equal(snapshot(home), before);
    assert.is(install(home, ["--uninstall"], { program }).status, 0);
    assert.equal(snapshot(home), before);
  });
}

test("without --yes and without a terminal no file is touched: the lines are shown", () => {
  const home = makeHome();
  home.write(".bashrc", "# mine\n");
  const { status, stdout } = install(home, []);
  assert.is(status, 0);
  assert.is(readFileSync(`${home.path}/.bashrc`, "utf8"), "# mine\n");
  assert.ok(
    stdout.includes(
      `put this into ${home.path}/.bashrc: eval "$('${home.path}/.local/bin/awsmfa' init bash)"`,
    ),
    stdout,
  );
  assert.match(stdout, /\ndone: put the line for your shell in its place, then open a new one\n$/);
});

test("where the command's folder is on PATH the line is the plain one", () => {
  const home = makeHome();
  home.write(".bashrc", "# mine\n");
  assert.is(install(home, ["--yes", "--prefix", home.path]).status, 0);
  assert.is(readFileSync(`${home.path}/.bashrc`, "utf8"), '# mine\neval "$(awsmfa init bash)"\n');
});

for (const { name, program } of shells) {
  test(`${name}: the added line loads the integration in a new shell, the command's folder being on no PATH`, () => {
    const home = makeHome({ config: "[profile acc1]\nregion = eu-west-1\n" });
    const { stdout } = install(home, ["--yes"], { env: { SHELL: program } });
    assert.match(stdout, /added to /);
    const env = { ...home.env, PATH: "/usr/bin:/bin" };
    const { stdout: type } = runProgram(program, ["-i", "-c", "type aws_acc1"], { env });
    assert.match(type, /aws_acc1 is a( shell)? function/);
  });
}

test("a start-up file changed since keeps every other line", () => {
  const home = makeHome();
  home.write(".bashrc", "# one\n");
  install(home, ["--yes"]);
  const rc = readFileSync(`${home.path}/.bashrc`, "utf8");
  home.write(".bashrc", `# zero\n${rc}# two\\n \n`);
  assert.is(install(home, ["--uninstall"]).status, 0);
  assert.is(readFileSync(`${home.path}/.bashrc`, "utf8"), "# zero\n# one\n# two\\n \n");
});

test("a start-up file that is a link stays one", () => {
  const home = makeHome();
  const real = home.write("dot files/bashrc", "# mine\n");
  symlinkSync(real, `${home.path}/.bashrc`);
  install(home, ["--yes"]);
  assert.match(readFileSync(real, "utf8"), /init bash/);
  install(home, ["--uninstall"]);
  assert.ok(lstatSync(`${home.path}/.bashrc`).isSymbolicLink());
  assert.is(readFileSync(real, "utf8"), "# mine\n");
});

test("a checkout that was moved takes its links over; what lies in the place of the second is left alone", () => {
  const home = makeHome();
  const [command, folder] = [`${home.path}/.local/bin/awsmfa`, `${home.path}/.local/lib/awsmfa`];
  install(home, ["--yes"]);
  for (const link of [command, folder]) {
    const away = readlinkSync(link).replace(clone, `${home.path}/away`);
    rmSync(link);
    symlinkSync(away, link);
  }
  assert.is(install(home, ["--yes"]).status, 0);
  assert.equal(
    [command, folder].map((link) => readlinkSync(link)),
    [`${clone}/shell/awsmfa`, clone],
  );
  for (const [link, elsewhere] of [
    [folder, home.path],
    [command, `${home.path}/theirs, not there today`],
  ] as const) {
    rmSync(link);
    symlinkSync(elsewhere, link);
  }
  install(home, ["--uninstall"]);
  assert.equal(
    [folder, command].map((link) => readlinkSync(link)),
    [home.path, `${home.path}/theirs, not there today`],
    "made to lead elsewhere",
  );
  const other = makeHome();
  other.write(".local/lib/awsmfa/theirs", "");
  assert.is(install(other, ["--yes"]).status, 0);
  install(other, ["--uninstall"]);
  assert.ok(existsSync(`${other.path}/.local/lib/awsmfa/theirs`));
  assert.not(existsSync(`${other.path}/.local/bin`));
});

test("somebody else's awsmfa is left alone", () => {
  const home = makeHome();
  home.write(".local/bin/awsmfa", "theirs");
  const before = snapshot(home);
  const { status, stderr } = install(home, ["--yes"]);
  assert.is(status, 1);
  assert.match(stderr, /exists and is not this checkout's/);
  assert.equal(snapshot(home), before);
});

// Each run took the seconds of a build, and so did each `npm test`. The build itself is a stand-in here.
test("what is built already is not built again, until a source is edited, removed or built by another Node", () => {
  const home = makeHome();
  const clone = copyCheckout(makeHome());
  const id = `${clone}/dist/build-id`;
  writeFileSync(
    `${clone}/scripts/build.mjs`,
    `import { mkdirSync, writeFileSync } from "node:fs";
mkdirSync("dist", { recursive: true });
writeFileSync("dist/node-path", process.execPath);
writeFileSync("dist/build-id", "");\n`,
  );
  const isBuiltAgain = () => {
    const before = statSync(id).mtimeMs;
    assert.is(install(home, ["--yes"], { from: clone }).status, 0);
    return statSync(id).mtimeMs > before;
  };
  install(home, ["--yes"], { from: clone });
  assert.not(isBuiltAgain());
  writeFileSync(`${clone}/src/errors.ts`, `${readFileSync(`${clone}/src/errors.ts`, "utf8")}\n`);
  assert.ok(isBuiltAgain(), "edited");
  writeFileSync(`${clone}/shell/zsh/more.zsh`, "");
  install(home, ["--yes"], { from: clone });
  rmSync(`${clone}/shell/zsh/more.zsh`);
  assert.ok(isBuiltAgain(), "removed");
  writeFileSync(`${clone}/dist/node-path`, "/another/node\n");
  assert.ok(isBuiltAgain(), "another Node");
});

test("from any directory, through a relative path, with a relative --prefix", () => {
  const home = makeHome();
  const { status } = install(home, ["--yes", "--prefix=my tools"], { cwd: home.path });
  assert.is(status, 0);
  assert.is(readlinkSync(`${home.path}/my tools/bin/awsmfa`), `${clone}/shell/awsmfa`);
});

test("what is missing is said: Node, a newer Node, npm", () => {
  const home = makeHome();
  const only = (...programs: string[]) => {
    const folder = `${home.path}/only ${programs.join(" ")}`;
    for (const name of ["sh", "dirname", "mktemp", "rm", "cut", "id", "getent", ...programs]) {
      home.write(
        `only ${programs.join(" ")}/${name}`,
        `#!/bin/sh\nexec ${locateProgram(name)} "$@"\n`,
        0o700,
      );
    }
    return folder;
  };
  const program = locateProgram("sh") ?? "/bin/sh";
  const from = copyCheckout(home);
  const none = install(home, ["--try"], { program, from, env: { PATH: only() } });
  assert.is(none.status, 1);
  assert.match(none.stderr, /Node 20\.17 or newer is missing; npm is missing \(https:/);
  home.write("old/node", '#!/bin/sh\ntest "$1" = -v && echo v18.20.4\nexit 1\n', 0o700);
  const old = install(home, ["--try"], { program, from, env: { PATH: `${home.path}/old:${only()}` } });
  assert.is(old.status, 1);
  assert.match(old.stderr, /Node v18\.20\.4 at .*old\/node is too old: 20\.17 or newer is needed/);
  assert.is(existsSync(`${home.path}/.local`), false);
});

test("a checkout that cannot be written to, and is not built, is reported; a built one is used", () => {
  const asUser =
    process.getuid?.() === 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
  if (asUser.length > 0 && !(locateProgram("setpriv") && isOpenToAll(process.execPath))) {
    console.log(
      "SKIP a read-only checkout: root may write anywhere, and setpriv or a Node for others is missing",
    );
    return;
  }
  const home = makeHome();
  chmodSync(home.path, 0o755);
  const copy = copyCheckout(home);
  const words = [...asUser, "sh", `${copy}/install.sh`, "--try"];
  const env = { ...home.env, PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, SHELL: "/bin/bash" };
  const tryReadOnly = () => {
    chmodSync(copy, 0o555);
    const run = runProgram(words[0] ?? "sh", words.slice(1), { env });
    chmodSync(copy, 0o755);
    return run;
  };
  const { status, stderr } = tryReadOnly();
  assert.is(status, 1);
  assert.match(
    stderr,
    /cannot write to .*check out, and it is not built yet: clone it to a folder of your own/,
  );
  assert.is(runProgram(process.execPath, [`${copy}/scripts/build.mjs`], { env }).status, 0);
  const built = tryReadOnly();
  assert.is(built.status, 0, built.stdout + built.stderr);
  assert.match(built.stdout, /using .*check out as it was built: it cannot be written to\n/);
});

for (const { name, program } of shells) {
  test(`${name}: --try shows the main job, asks nothing, leaves nothing`, () => {
    const home = makeHome();
    const before = snapshot(home);
    const { status, stdout, stderr } = install(home, ["--try"], { env: { SHELL: program } });
    assert.is(status, 0, stdout + stderr);
    const steps = [...stdout.matchAll(/^\$ (.*)$/gm)].map(([, line]) => line?.replace(/\d{6}/, "CODE"));
    assert.equal(steps.slice(1), [
      "aws_acc1 CODE",
      "awsmfa whoami",
      "aws_acc2",
      "awsmfa whoami",
      "awsmfa unsets",
    ]);
    assert.is(stdout.match(/^ {2}ok: /gm)?.length, 6);
    assert.match(stdout, /It works/);
    assert.equal(snapshot(home), before);
  });
}

test("--try with HOME unset, empty or missing", () => {
  const home = makeHome();
  for (const words of [["-u", "HOME"], ["HOME="], ["HOME=/nonexistent"]]) {
    const path = `${dirname(process.execPath)}:/usr/bin:/bin`;
    const { status, stdout, stderr } = runProgram("env", [...words, "sh", `${clone}/install.sh`, "--try"], {
      env: { ...home.env, PATH: path },
    });
    assert.is(status, 0, stdout + stderr);
  }
});

test("a word it does not know: exit 2 and the usage", () => {
  const { status, stderr } = install(makeHome(), ["--frobnicate"]);
  assert.is(status, 2);
  assert.match(stderr, /^Usage: /);
});

test.run();
