import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname } from "node:path";
import type { Home } from "./home.ts";
import { buildPackage, checkout } from "./package.ts";
import { runProgram } from "./shell.ts";

/**
 * A project in this home that has installed the packed tarball, offline, as a user would. `packages` of the checkout stand beside it.
 * Returns the project's folder.
 */
export function installPackage(home: Home, packages: readonly string[] = []): string {
  const folder = `${home.path}/project`;
  home.write("project/package.json", '{ "name": "project", "private": true, "type": "module" }\n');
  npm(home, buildPackage(), "pack", "--ignore-scripts", "--pack-destination", folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  npm(home, folder, "install", "--offline", "--no-audit", "--no-fund", `./${tarball}`);
  for (const name of packages) {
    const link = `${folder}/node_modules/${name}`;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(`${checkout}node_modules/${name}`, link);
  }
  return folder;
}

function npm({ env }: Home, cwd: string, ...words: string[]): void {
  const { status, stderr } = runProgram("npm", words, { env, cwd });
  if (status !== 0) throw new Error(`npm ${words.join(" ")}: ${stderr}`);
}
