import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { buildPackage } from "./package.ts";

/** A throw-away home with its own environment; gone when the test process ends, kept (and named) when a test failed. */
export interface Home {
  /** Absolute, without a slash at the end; a blank is in it. */
  readonly path: string;
  /** The whole environment for children: nothing of the person's own. Copy and add: `{ ...home.env, AWS_REGION: "x" }`. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file (path relative to the home) with its folders; returns its absolute path. */
  write(path: string, content: string | Uint8Array, mode?: number): string;
}

/** What the AWS files of a test home say; undefined: no such file. */
export interface AwsFiles {
  readonly config?: string;
  readonly credentials?: string;
}

/** Where the homes of this test process are; undefined before the first. */
let parent: string | undefined;
let count = 0;

/** Makes a home with these AWS files and the freshly built `awsmfa` on its PATH (`bin` in the home comes first). */
export function makeHome(files: AwsFiles = {}): Home {
  if (parent === undefined) {
    parent = mkdtempSync(`${tmpdir()}/awsmfa-test-`);
    // Tests that become another user must be able to come through.
    chmodSync(parent, 0o711);
    process.on("exit", tidy);
  }
  const path = `${parent}/home ${++count}`;
  const home: Home = {
    path,
    env: scrubbedEnv(path),
    write: (name, content, mode) => write(path, name, content, mode),
  };
  mkdirSync(`${path}/bin`, { recursive: true });
  if (files.config !== undefined) home.write(".aws/config", files.config);
  if (files.credentials !== undefined) home.write(".aws/credentials", files.credentials);
  return home;
}

/** The explicit list of variables a child gets: the machine's own (`AWS_CA_BUNDLE`, `NODE_EXTRA_CA_CERTS`, …) stay out. */
function scrubbedEnv(home: string): Record<string, string> {
  const path = `${home}/bin:${buildPackage()}shell:${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;
  return {
    HOME: home,
    PATH: path,
    LANG: "C.UTF-8",
    LC_ALL: "C.UTF-8",
    TERM: "xterm",
    TMPDIR: tmpdir(),
    PS1: "$ ",
  };
}

function write(home: string, name: string, content: string | Uint8Array, mode = 0o600): string {
  const path = `${home}/${name}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

function tidy(): void {
  if (parent === undefined) return;
  if (process.exitCode) console.error(`kept for a look: ${parent}`);
  else rmSync(parent, { recursive: true, force: true });
}
