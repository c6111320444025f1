import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Env } from "../types.ts";
import type { Finding } from "./finding.ts";

/** Another `awsmfa` that PATH finds, and an `awsmfa` or `aws` that it does not. `launcher` is the installed command that is running. */
export function examinePath(env: Env, launcher: string): Finding[] {
  const all = onPath("awsmfa", env);
  const others = all.filter((path) => realpathSync(path) !== realpathSync(launcher));
  const findings: Finding[] = others.map((path) => ({
    level: "warning",
    what: `another awsmfa is on PATH: ${path}`,
    cure: "remove it, or put the folder of the one you want first in PATH",
  }));
  if (all.length === others.length) {
    findings.push({
      level: "warning",
      what: `this awsmfa is not on PATH: ${launcher}`,
      cure: "put its folder, or a link to it, on PATH",
    });
  }
  if (onPath("aws", env).length === 0) {
    findings.push({
      level: "note",
      what: "the AWS CLI (aws) is not on PATH",
      cure: "install it, if you want to use it",
    });
  }
  return findings;
}

/** Every executable of this name that PATH would find, first come first. */
export function onPath(name: string, env: Env): string[] {
  const folders = (env.PATH ?? "").split(":").filter(isAbsolute);
  return [...new Set(folders)].map((folder) => join(folder, name)).filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
