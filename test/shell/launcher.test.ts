/**
 * The launcher under every POSIX sh there is, and the functions of each shell: an answer that is certain comes from its file, and each cause of
 * doubt starts Node.
 * "Node" is a stub here that names itself: what real Node answers is held by the scenarios, and that both agree by `hot-equals-cold`.
 */
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lchownSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fingerprint, overriding, savePrepared } from "../../src/output/prepared.ts";
import { type Home, makeHome } from "../support/home.ts";
import { checkout } from "../support/package.ts";
import { type Finished, locateProgram, plainArgs, runProgram } from "../support/shell.ts";

/** A way to ask: the program, and the words in front of what is asked. */
type Way = (root: string) => readonly [program: string, ...words: string[]];

/** The launcher, under every sh. */
const launchers: Readonly<Record<string, Way>> = waysOf({
  dash: (root) => ["dash", `${root}/shell/awsmfa`],
  "bash --posix": (root) => ["bash", "--posix", `${root}/shell/awsmfa`],
  "busybox sh": (root) => ["busybox", "sh", `${root}/shell/awsmfa`],
  mksh: (root) => ["mksh", `${root}/shell/awsmfa`],
  "zsh --emulate sh": (root) => ["zsh", "--emulate", "sh", `${root}/shell/awsmfa`],
});

/** What a shell's function does, up to the eval: the answer without the launcher, or the launcher at a doubt. */
const asFunction = `
  __awsmfa_folder=$1 __awsmfa_launcher=$2
  shift 2
  LOAD
  if __awsmfa_take_prepared "$@"; then printf %s "$__awsmfa_answer"; else exec "$__awsmfa_launcher" "$@"; fi`;
const asFishFunction = `
  set -g __awsmfa_folder $argv[1]
  set -g __awsmfa_launcher $argv[2]
  source "$__awsmfa_folder/init.fish"
  source "$__awsmfa_folder/switch.fish"
  set -l __awsmfa_answer
  if __awsmfa_take_prepared $argv[3..-1]; printf %s $__awsmfa_answer; else; exec "$__awsmfa_launcher" $argv[3..-1]; end`;
const paths = (root: string, shell: string) => [`${root}/shell/${shell}`, `${root}/shell/awsmfa`];
const functions: Readonly<Record<string, Way>> = waysOf({
  "a function of bash": (root) => {
    const script = asFunction.replace("LOAD", 'source "$__awsmfa_folder/switch.bash"');
    return ["bash", ...plainArgs("bash"), "-c", script, "bash", ...paths(root, "bash")];
  },
  "a function of zsh": (root) => {
    const script = asFunction.replace(
      "LOAD",
      'emulate zsh -o noaliases -c "source $__awsmfa_folder:q/switch.zsh"',
    );
    return ["zsh", ...plainArgs("zsh"), "-c", script, "zsh", ...paths(root, "zsh")];
  },
  "a function of fish": (root) => [
    "fish",
    ...plainArgs("fish"),
    "-c",
    asFishFunction,
    ...paths(root, "fish"),
  ],
});

function waysOf(ways: Readonly<Record<string, Way>>): Readonly<Record<string, Way>> {
  const isThere = ([name, way]: [string, Way]) => {
    if (locateProgram(way("")[0])) return true;
    console.log(`SKIP the launcher under ${name}: not installed (needed in CI)`);
    return false;
  };
  return Object.fromEntries(Object.entries(ways).filter(isThere));
}

const body = "{ AWS_SECRET_ACCESS_KEY='it''s \\ back\tslash'; };\n";
const argv = ["exports", "acc1", "--shell", "zsh"];

/** Takes `..` for the folder before, as Node does, and tells what it was given. */
const stub = `#!/bin/sh
file=$(printf '%s\\n' "$1" | sed -e ':a' -e 's#/[^/]*/\\.\\./#/#' -e 'ta')
shift
printf 'NODE %s %s\\n' "$file" "$*"
`;

interface Installation {
  readonly home: Home;
  readonly root: string;
  readonly file: string;
  run(words: readonly string[], change?: Record<string, string | undefined>): Finished;
  prepare(change?: Partial<Parameters<typeof savePrepared>[1]>): void;
}

/** An installation with a stub for Node, in a folder with a blank in its name, and one prepared answer. */
function install(way: Way = (root) => ["dash", `${root}/shell/awsmfa`]): Installation {
  const home = makeHome({ config: "[profile acc1]\n", credentials: "[acc1]\n" });
  const root = `${home.path}/the clone`;
  mkdirSync(`${root}/dist`, { recursive: true });
  cpSync(`${checkout}shell`, `${root}/shell`, { recursive: true });
  writeFileSync(`${root}/dist/build-id`, "build1\n");
  writeFileSync(`${root}/dist/main.js`, "");
  const node = home.write("stub/node", stub, 0o755);
  writeFileSync(`${root}/dist/node-path`, `${node}\n`);
  const aws = (name: string) => ({
    path: `${home.path}/.aws/${name}`,
    state: "read" as const,
    content: readFileSync(`${home.path}/.aws/${name}`),
  });
  const prepare: Installation["prepare"] = (change = {}) =>
    savePrepared(
      { env: home.env, home: home.path, packageRoot: root },
      {
        argv,
        bytes: Buffer.from(body),
        until: new Date(Date.now() + 3_000_000),
        now: new Date(),
        regionMatters: true,
        namesPlace: false,
        fingerprint: fingerprint({ config: aws("config"), credentials: aws("credentials") }),
        ...change,
      },
    );
  prepare();
  return {
    home,
    root,
    file: `${home.path}/.cache/awsmfa/prepared/${argv.join(" ")}`,
    prepare,
    run: (words, change = {}) => {
      const env = Object.fromEntries(
        Object.entries({ ...home.env, ...change }).filter(
          (pair): pair is [string, string] => pair[1] !== undefined,
        ),
      );
      const [program, ...options] = way(root);
      return runProgram(locateProgram(program)!, [...options, ...words], { env, cwd: home.path });
    },
  };
}

type EnvDoubt = Record<string, string | undefined>;

/** Each row makes one doubt, in the files or by the variables it returns; the answer must come from Node. */
const doubts: Record<string, (place: Installation) => unknown> = {
  "the config was edited": ({ home }) => {
    home.write(".aws/config", "[profile acc2]\n");
  },
  "the credentials were edited": ({ home }) => {
    home.write(".aws/credentials", "[acc2]\n");
  },
  "text moved from one file to the other": ({ home }) => {
    home.write(".aws/config", "[profile acc1]\n[acc1]\n");
    home.write(".aws/credentials", "");
  },
  "the config was removed": ({ home }) => rmSync(`${home.path}/.aws/config`),
  "the config was replaced by an older file of the same length": ({ home }) => {
    const older = home.write(".aws/older", "[profile acc9]\n");
    utimesSync(older, 1, 1);
    renameSync(older, `${home.path}/.aws/config`);
  },
  "a link in the config's place was swapped": ({ home }) => {
    home.write(".aws/other", "[profile acc3]\n");
    rmSync(`${home.path}/.aws/config`);
    symlinkSync("other", `${home.path}/.aws/config`);
  },
  "the config is a FIFO, which would block whoever opens it": ({ home }) => {
    rmSync(`${home.path}/.aws/config`);
    runProgram("/usr/bin/mkfifo", [`${home.path}/.aws/config`], { env: home.env });
  },
  "the session has less than the margin left": ({ prepare }) =>
    prepare({ until: new Date(Date.now() - 1000) }),
  "a careless copy gave the file the time of the copy": ({ file }) =>
    utimesSync(file, new Date(), new Date()),
  "the file was cut, and has its time again": ({ file }) => {
    const { atime, mtime } = statSync(file);
    truncateSync(file, readFileSync(file).length - 1);
    utimesSync(file, atime, mtime);
  },
  "the file was cut in its header": ({ file }) => truncateSync(file, 30),
  "the file is empty": ({ file }) => truncateSync(file, 0),
  "the header is no header": ({ file }) => writeFileSync(file, `x y z\n-\n${body}`),
  "a number is an expression": ({ file }) =>
    writeFileSync(file, readFileSync(file, "utf8").replace(/ \d+ own /, " x[$(touch${IFS}ran)] own ")),
  "a number is octal": ({ file }) =>
    writeFileSync(file, readFileSync(file, "utf8").replace(/ (\d+) own /, " 0$1 own ")),
  "the file is readable by the group": ({ file }) => chmodSync(file, 0o640),
  "the folder is open to others": ({ file }) => chmodSync(file.slice(0, file.lastIndexOf("/")), 0o755),
  "the file is a link": ({ file }) => {
    renameSync(file, `${file}.away`);
    symlinkSync(`${file}.away`, file);
  },
  "the file bears another's name": ({ file, run }) => {
    renameSync(file, file.replace("acc1", "acc2"));
    assert.match(run(["exports", "acc2", "--shell", "zsh"]).stdout, /^NODE /);
  },
  "another build wrote it": ({ root }) => writeFileSync(`${root}/dist/build-id`, "build2\n"),
  "the installation was never built": ({ root }) => rmSync(`${root}/dist/build-id`),
  "HOME is empty": () => ({ HOME: "" }),
  "HOME is unset": () => ({ HOME: undefined }),
  "HOME is relative": ({ home }) => ({ HOME: ".", XDG_CACHE_HOME: `${home.path}/.cache` }),
  "HOME has a line end": ({ home }) => ({ HOME: `${home.path}\n`, XDG_CACHE_HOME: `${home.path}/.cache` }),
  "XDG_CACHE_HOME is relative": () => ({ XDG_CACHE_HOME: ".cache" }),
  "the person has a region of their own": () => ({ AWS_REGION: "eu-west-1" }),
  "the person changed the region since the switch": () => ({
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-north-1",
    AWSMFA_REGION: "eu-north-1",
    AWSMFA_WAS_AWS_REGION: "-",
    AWSMFA_WAS_AWS_DEFAULT_REGION: "-",
  }),
  "the person had a region before the switch": () => ({
    AWS_REGION: "eu-north-1",
    AWS_DEFAULT_REGION: "eu-north-1",
    AWSMFA_REGION: "eu-north-1",
    AWSMFA_WAS_AWS_REGION: "+eu-west-1",
    AWSMFA_WAS_AWS_DEFAULT_REGION: "-",
  }),
};
// A code always reaches Node, which would not keep what it answers to one.
for (const name of [...overriding, "AWSMFA_CODE"]) {
  doubts[`${name} is set, even empty`] = () => ({ [name]: "" });
}

for (const [name, way] of Object.entries({ ...launchers, ...functions })) {
  const under = `under ${name}`;

  test(`a certain answer comes byte for byte, ${under}`, () => {
    const { run, home, root } = install(way);
    assert.equal(run(argv), { status: 0, signal: null, stdout: body, stderr: "" });
    // What our own switch set is no override.
    const ours = { AWS_REGION: "x", AWS_DEFAULT_REGION: "x", AWSMFA_REGION: "x" };
    const was = { AWSMFA_WAS_AWS_REGION: "-", AWSMFA_WAS_AWS_DEFAULT_REGION: "-" };
    assert.is(run(argv, { ...ours, ...was }).stdout, body);
    // Without any node on PATH, and with the recorded one gone.
    rmSync(`${root}/dist/node-path`);
    assert.is(run(argv, { PATH: "/usr/bin:/bin" }).stdout, body);
    assert.is(run(argv, { XDG_CACHE_HOME: `${home.path}/.cache` }).stdout, body);
  });

  for (const [cause, doubt] of Object.entries(doubts)) {
    test(`Node is started when ${cause}, ${under}`, () => {
      const place = install(way);
      assert.is(place.run(argv).stdout, body, "served before the doubt");
      const change = (doubt(place) ?? {}) as EnvDoubt;
      const { stdout, status } = place.run(argv, change);
      assert.is(stdout, `NODE ${place.root}/dist/main.js ${argv.join(" ")}\n`);
      assert.is(status, 0);
      assert.not.match(runProgram("/bin/ls", [place.home.path], { env: place.home.env }).stdout, /ran/);
    });
  }

  test(`odd names, codes and other commands reach Node, ${under}`, () => {
    const { run, file } = install(way);
    const rows = [
      ["exports", "acc1", "123456", "--shell", "zsh"],
      ["exports", "--shell", "zsh", "acc1"],
      ["exports", "-acc1", "--shell", "zsh"],
      ["exports", "../acc1", "--shell", "zsh"],
      ["exports", "acc1 ", "--shell", "zsh"],
      ["exports", "acc1", "--shell zsh"],
      ["exports acc1 --shell zsh"],
      ["exports", "acc1", "--format", "zsh"],
      ["list"],
      [],
    ];
    for (const words of rows) {
      copyFileSync(file, `${file.slice(0, file.lastIndexOf("/"))}/copy`);
      assert.match(run(words).stdout, /^NODE /, words.join("|"));
    }
  });

  test(`a region matters only to an answer that depends on it, ${under}`, () => {
    const { run, prepare } = install(way);
    prepare({ regionMatters: false });
    assert.is(run(argv, { AWS_REGION: "eu-west-1" }).stdout, body);
  });
}

for (const [name, way] of Object.entries(functions)) {
  test(`a certain answer takes no launcher, under ${name}`, () => {
    const { run, root } = install(way);
    rmSync(`${root}/shell/awsmfa`);
    assert.is(run(argv).stdout, body);
  });
}

for (const [name, way] of Object.entries(launchers)) {
  const under = `under ${name}`;

  test(`an answer that names its place is served there only, ${under}`, () => {
    const { run, prepare, root } = install(way);
    prepare({ argv: ["init", "zsh"], until: undefined, namesPlace: true });
    assert.is(run(["init", "zsh"]).stdout, body);
    renameSync(root, `${root} moved`);
    mkdirSync(root);
    symlinkSync(`${root} moved/shell`, `${root}/shell`);
    renameSync(`${root} moved/dist`, `${root}/dist`);
    symlinkSync(`${root}/dist`, `${root} moved/dist`);
    const moved = runProgram(`${root} moved/shell/awsmfa`, ["init", "zsh"], { env: install(way).home.env });
    assert.match(moved.stdout, /^NODE /);
  });

  // Whoever could plant a link where the clone once lay would have had their files named in what is eval'd.
  test(`an answer that names a place is not served where that has become a link to this one, ${under}`, () => {
    const { home, root, prepare } = install(way);
    prepare({ argv: ["init", "zsh"], until: undefined, namesPlace: true });
    renameSync(root, `${root} moved`);
    symlinkSync(`${root} moved`, root);
    const [program, ...words] = way(`${root} moved`);
    const { stdout } = runProgram(locateProgram(program)!, [...words, "init", "zsh"], { env: home.env });
    assert.match(stdout, /^NODE /);
  });

  test(`what a person exports reaches the programs behind Node, ${under}`, () => {
    const { home, run, file } = install(way);
    const names =
      "self root link folder node missing build file line place home config credentials facts fact format by words size region shape";
    const theirs = Object.fromEntries(names.split(" ").map((name) => [name, "theirs"]));
    home.write("stub/node", "#!/bin/sh\nexec env\n", 0o755);
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(/ (\d+) (\d+) (\d+) (\d+) exports/, " 1 2 3 4 exports"),
    );
    const seen = `\n${run(argv, theirs).stdout}`;
    for (const name of Object.keys(theirs))
      assert.ok(seen.includes(`\n${name}=theirs\n`), `${name}\n${seen}`);
  });

  test(`a clone whose name ends with a line's end is not taken for another, ${under}`, () => {
    const { home, root } = install(way);
    renameSync(root, `${root}\n`);
    mkdirSync(`${root}/dist`, { recursive: true });
    writeFileSync(`${root}/dist/main.js`, "");
    writeFileSync(
      `${root}/dist/node-path`,
      `${home.write("stub/other", "#!/bin/sh\necho OTHER\n", 0o755)}\n`,
    );
    const [program, ...words] = way(`${root}\n`);
    const { stdout } = runProgram(locateProgram(program)!, [...words, "list"], { env: home.env });
    assert.match(stdout, /^NODE /);
  });

  test(`it finds its own place through any chain of links, ${under}`, () => {
    const { run, home, root } = install(way);
    mkdirSync(`${home.path}/a b`);
    symlinkSync(`${root}/shell/awsmfa`, `${home.path}/a b/first`);
    symlinkSync("../a b/first", `${home.path}/a b/second`);
    symlinkSync("a b/second", `${home.path}/third`);
    symlinkSync(`${root}/shell`, `${home.path}/fourth`);
    const [program, ...words] = way(root);
    // Node takes `fourth/..` for the folder that `fourth` lies in.
    for (const self of ["third", "fourth/awsmfa"]) {
      const line = [...words.slice(0, -1), self, "list"];
      const { stdout } = runProgram(locateProgram(program)!, line, { env: home.env, cwd: home.path });
      assert.is(stdout, `NODE ${root}/dist/main.js list\n`, self);
    }
    assert.match(run(["list"]).stdout, /^NODE /);
  });

  test(`without Node it says so, and prints the word for fail only where code is wanted, ${under}`, () => {
    const { run, root } = install(way);
    rmSync(`${root}/dist/node-path`);
    // Not /usr/bin, where a machine may have its Node; printf is no builtin in every sh.
    mkdirSync(`${root}/few programs`);
    symlinkSync(locateProgram("printf")!, `${root}/few programs/printf`);
    for (const command of ["init", "exports", "unsets", "unset", "completion"]) {
      const { stdout, stderr, status } = run([command, "x"], { PATH: `${root}/few programs` });
      assert.equal([stdout, status], ["false\n", 2]);
      assert.match(stderr, /Node is missing/);
    }
  });

  test(`what makes Node run or print foreign things does not reach it, ${under}`, () => {
    const { run, home, root } = install(way);
    const node = home.write(
      "stub/node",
      '#!/bin/sh\nprintf "%s|%s\\n" "${NODE_OPTIONS-}" "${NODE_DEBUG-}"\n',
      0o755,
    );
    writeFileSync(`${root}/dist/node-path`, `${node}\n`);
    const seen = (NODE_OPTIONS: string) => run(["list"], { NODE_OPTIONS, NODE_DEBUG: "http" }).stdout;
    for (const option of [
      "--require x",
      "-r x",
      "--import x",
      "--loader=x",
      "--experimental-loader x",
      "--inspect",
      "--report-on-signal",
      '"-r" x',
      '"--re\\quire" x',
      // This Node may not know them, and would end before it prints the word for fail.
      "--experimental-strip-types",
      "--no-such-option --use-bundled-ca",
      "--max-old-space-size=1",
    ]) {
      assert.is(seen(option), "|\n", option);
    }
    assert.is(seen("--use-openssl-ca"), "--use-openssl-ca|\n");
    assert.is(seen("--trace-warnings --use-openssl-ca --nope"), "--use-openssl-ca|\n");
  });

  test(`a clone that is not built says so, and prints the word for fail where code is wanted, ${under}`, () => {
    const { run, root } = install(way);
    rmSync(`${root}/dist/main.js`);
    const { stdout, stderr, status } = run(["init", "zsh"]);
    assert.equal([stdout, status], ["false\n", 2]);
    assert.match(stderr, /^awsmfa: .* is not built: run its install\.sh\n$/);
    assert.is(run(["list"]).stdout, "");
  });

  test(`what init printed for one home is not served in another, ${under}`, () => {
    const { run, prepare, home } = install(way);
    const caches = { XDG_CACHE_HOME: `${home.path}/.cache` };
    prepare({ argv: ["init", "zsh"], until: undefined, namesPlace: true });
    assert.is(run(["init", "zsh"], caches).stdout, body);
    const other = makeHome({ config: "[profile acc1]\n", credentials: "[acc1]\n" });
    assert.match(run(["init", "zsh"], { ...caches, HOME: other.path }).stdout, /^NODE /);
  });
}

test("an exported function of a command's name is not called where sh is bash", () => {
  if (!locateProgram("bash")) return;
  // In posix mode bash takes over no function of a name like `[`.
  const { run } = install((root) => ["bash", `${root}/shell/awsmfa`]);
  for (const name of ["cat", "cksum", "test", "[", "read", "find", "command", "printf"]) {
    const { stdout } = run(argv, { [`BASH_FUNC_${name}%%`]: "() { echo STOLEN; }" });
    assert.is(stdout, body, name);
  }
});

test("doubt means Node, too, where sh is bash and was started with errexit", () => {
  if (!locateProgram("bash")) return;
  const { run, file } = install(launchers["bash --posix"]);
  rmSync(file);
  assert.match(run(argv, { SHELLOPTS: "errexit" }).stdout, /^NODE /);
});

test("it finds its own place where bash was told its name alone and looked through PATH", () => {
  if (!locateProgram("bash")) return;
  const { home, root } = install();
  const env = { ...home.env, PATH: `${root}/shell:${home.env.PATH}` };
  const at = (cwd: string) => runProgram(locateProgram("bash")!, ["awsmfa", "list"], { env, cwd }).stdout;
  assert.is(at(home.path), `NODE ${root}/dist/main.js list\n`);
  assert.is(at(`${root}/shell`), "NODE ./../dist/main.js list\n");
});

// `cd clone; sh shell/awsmfa init zsh`: the next clone, entered the same way, was given the first one's files.
test("an answer that names its place is of one clone, however that is spelled", () => {
  const { home, root, prepare } = install();
  const enter = (cwd: string) =>
    runProgram(locateProgram("dash")!, ["shell/awsmfa", "init", "zsh"], { env: home.env, cwd }).stdout;
  prepare({ argv: ["init", "zsh"], until: undefined, namesPlace: true });
  assert.is(enter(root), body);
  assert.match(enter(install().root), /^NODE /);
});

// A link takes a process to read, which every new shell and every SDK call of an installed awsmfa paid.
for (const [layout, folder] of Object.entries({
  "install.sh": "lib/awsmfa",
  npm: "lib/node_modules/awsmfa",
})) {
  test(`where ${layout} put it, its link is not read`, () => {
    const { home, root } = install();
    home.write(
      "bin/readlink",
      '#!/bin/sh\necho "$*" >>"$HOME/read"\nexec /usr/bin/env -i readlink "$@"\n',
      0o755,
    );
    const command = `${home.path}/bin/awsmfa`;
    const run = () => runProgram(command, ["list"], { env: home.env }).stdout;
    symlinkSync(`${root}/shell/awsmfa`, command);
    assert.is(run(), `NODE ${root}/dist/main.js list\n`);
    assert.ok(existsSync(`${home.path}/read`), "without the folder");
    rmSync(`${home.path}/read`);
    mkdirSync(dirname(`${home.path}/${folder}`), { recursive: true });
    // Another's, which the command does not lead to.
    symlinkSync(install().root, `${home.path}/${folder}`);
    assert.is(run(), `NODE ${root}/dist/main.js list\n`);
    rmSync(`${home.path}/read`);
    rmSync(`${home.path}/${folder}`);
    symlinkSync(root, `${home.path}/${folder}`);
    assert.is(run(), `NODE ${home.path}/${folder}/dist/main.js list\n`);
    assert.not(existsSync(`${home.path}/read`), "with it");
    if (process.getuid?.() !== 0) return console.log("SKIP somebody else's lib: only root can give one away");
    // Somebody else could exchange the folder between the look at it and its use.
    lchownSync(`${home.path}/lib`, 65534, 65534);
    run();
    assert.ok(existsSync(`${home.path}/read`), "somebody else's lib");
  });
}

// The answer's end is the time that its file bears, its making the time of the file's last change of state, which nobody can set.
for (const [name, way] of Object.entries({ dash: launchers.dash, ...functions })) {
  test(`the clock decides: set back or at the end of the session, Node is started, under ${name}`, () => {
    const faketime = locateProgram("faketime");
    if (!faketime) return console.log("SKIP the clock: faketime is not installed (needed in CI)");
    const { home, root } = install(way);
    const [program, ...words] = way!(root);
    const at = (time: string) => {
      const line = ["-f", time, locateProgram(program)!, ...words, ...argv];
      return runProgram(faketime, line, { env: { ...home.env, NO_FAKE_STAT: "1" } }).stdout;
    };
    for (const time of ["+0s", "+40m"]) assert.is(at(time), body, time);
    for (const time of ["-2m", "-2d", "+51m", "+2d"]) assert.match(at(time), /^NODE /, time);
  });
}

test("an end that is further away than any session's is not believed", () => {
  const { run, prepare, file } = install();
  rmSync(file);
  prepare({ until: new Date(Date.now() + 200_000_000) });
  assert.match(run(argv).stdout, /^NODE /);
});

test("a hard link of the answer elsewhere does not matter, a folder in its place does", () => {
  const { run, file } = install();
  linkSync(file, `${file}.too`);
  assert.is(run(argv).stdout, body);
  rmSync(file);
  mkdirSync(file);
  assert.match(run(argv).stdout, /^NODE /);
});

test.run();
