import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout, with a slash at the end. */
export const checkout = fileURLToPath(new URL("../../", import.meta.url));
const shipped = ["src", "shell", "scripts", "package.json"];

/**
 * A package built from the sources as they stand, in a folder of its own (with a blank in its path, as people have), so that a
 * test never sees a `dist/` of yesterday and two runs never build over each other. One build serves every test of the same sources.
 * Returns the folder, with a slash at the end; `shell/awsmfa` in it is the command.
 */
export function buildPackage(): string {
  const store = `${checkout}.tmp/built packages`;
  const built = `${store}/${sourcesHash()}/`;
  if (existsSync(built)) {
    // Lately used: see `sweep`.
    utimesSync(built, new Date(), new Date());
    return built;
  }
  mkdirSync(store, { recursive: true });
  sweep(store);
  const draft = mkdtempSync(`${store}/draft-`);
  // Tests that become another user must be able to come in.
  chmodSync(draft, 0o755);
  for (const name of shipped) cpSync(checkout + name, `${draft}/${name}`, { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, [`${draft}/scripts/build.mjs`], {
    encoding: "utf8",
  });
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`the build failed: ${stderr}`);
  }
  try {
    renameSync(draft, built);
  } catch {
    // Another test process was faster with the same bytes.
    rmSync(draft, { recursive: true, force: true });
  }
  return built;
}

/**
 * The built package where any user can run it, for tests that become another one: a checkout may lie in a home that nobody else can enter.
 * undefined, with a visible SKIP, where nobody else can run this Node or the copy.
 */
export function packageForAnyone(folder: string): string | undefined {
  const copy = `${folder}/a package for anyone/`;
  for (const name of ["dist", "shell", "package.json"])
    cpSync(buildPackage() + name, copy + name, { recursive: true });
  const closed = [process.execPath, `${copy}shell/awsmfa`].find((path) => !isOpenToAll(path));
  if (closed !== undefined) console.log(`SKIP another user: ${closed} is out of their reach`);
  return closed === undefined ? copy : undefined;
}

/** May everybody run this program, and enter each folder on the way? */
export function isOpenToAll(path: string): boolean {
  if ((statSync(path).mode & 0o005) !== 0o005) return false;
  for (let folder = dirname(path); folder !== "/"; folder = dirname(folder))
    if ((statSync(folder).mode & 0o001) === 0) return false;
  return true;
}

function sourcesHash(): string {
  const hash = createHash("sha256");
  for (const path of shipped.flatMap((name) => listFiles(name)).sort())
    hash.update(`${path}\0`).update(readFileSync(checkout + path));
  return hash.digest("hex").slice(0, 16);
}

function listFiles(path: string): string[] {
  if (!statSync(checkout + path).isDirectory()) return [path];
  return readdirSync(checkout + path).flatMap((name) => listFiles(`${path}/${name}`));
}

/** Takes away what nobody can be using any more. */
function sweep(store: string): void {
  const old = Date.now() - 900_000;
  for (const name of readdirSync(store)) {
    if (statSync(`${store}/${name}`).mtimeMs < old)
      rmSync(`${store}/${name}`, { recursive: true, force: true });
  }
}
