import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "../types.ts";
import type { Surroundings, TextFile } from "./finding.ts";
import { readShellText, type ShellCommand } from "./shell-text.ts";
import { sourcedFile } from "./sts-function.ts";

/** Start-up files of the shells people have, in the home unless a variable says otherwise. */
const startUpNames = [
  ".profile",
  ".bash_profile",
  ".bash_login",
  ".bashrc",
  ".bash_aliases",
  ".bash_functions",
  ".aliases",
  ".functions",
];
const zshNames = [".zshenv", ".zprofile", ".zshrc", ".zlogin"];
const startUpFolders = [".bashrc.d", ".zshrc.d", ".profile.d"];

/** No start-up file of a person's own is longer; what is longer is not read. */
const longestFile = 1 << 18;

/** Reads the start-up files, what they source, and the scripts that their functions name; looks for the caches of others. Runs nothing. */
export function readSurroundings(env: Env, home: string): Surroundings {
  const startUps = new Map<string, TextFile>();
  const scripts = new Map<string, TextFile>();
  const queue = startUpPaths(env, home);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const file = startUps.has(path) ? undefined : readText(path);
    if (!file || startUps.size >= 100) continue;
    startUps.set(path, file);
    const { commands, functions } = readShellText(file.text);
    queue.push(...sourcedPaths(commands, home));
    for (const script of sourcedPaths(
      functions.flatMap((each) => each.commands),
      home,
    )) {
      const text = scripts.has(script) ? undefined : readText(script);
      if (text) scripts.set(script, text);
    }
  }
  const sessions = join(home, ".aws/aws-mfa-secure-sessions");
  return {
    home,
    startUps: [...startUps.values()],
    scripts,
    sessionFiles: filesIn(sessions).filter(isSession),
  };
}

function startUpPaths(env: Env, home: string): string[] {
  const fish = join(env.XDG_CONFIG_HOME || join(home, ".config"), "fish");
  return [
    ...startUpNames.map((name) => join(home, name)),
    ...zshNames.map((name) => join(env.ZDOTDIR || home, name)),
    ...startUpFolders.flatMap((name) => filesIn(join(home, name))),
    join(fish, "config.fish"),
    ...["conf.d", "functions"].flatMap((name) => filesIn(join(fish, name))),
  ];
}

function sourcedPaths(commands: readonly ShellCommand[], home: string): string[] {
  const known = { home, args: [], variables: new Map<string, string | undefined>() };
  return commands.flatMap((command) => sourcedFile(command, known)?.path ?? []);
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .sort();
  } catch {
    return [];
  }
}

/** A file's text; undefined where there is none, or none that could be a start-up file. A FIFO is never opened. */
function readText(path: string): TextFile | undefined {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > longestFile) return undefined;
    const content = readFileSync(path);
    return { path, content, text: new TextDecoder().decode(content) };
  } catch {
    return undefined;
  }
}

/** What aws-mfa-secure writes: one JSON object with these keys. */
function isSession(path: string): boolean {
  try {
    const { access_key_id, session_token } = JSON.parse(readText(path)?.text ?? "") as Record<
      string,
      unknown
    >;
    return typeof access_key_id === "string" && typeof session_token === "string";
  } catch {
    return false;
  }
}
