import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { loadShell, type Shell } from "../../src/output/shell.ts";
import { checkout } from "./package.ts";
import { type Finished, installedShells, locateProgram, plainArgs, runProgram } from "./shell.ts";

/** A real shell, and the folder of `shell/` whose code it is fed. */
export interface Reader {
  readonly name: string;
  readonly program: readonly string[];
  readonly shell: Shell;
}

const byBusybox: Readonly<Record<string, readonly string[]>> = { ash: ["busybox", "ash"] };

/** Every installed shell with a folder of its own. */
export function ownReaders(): Reader[] {
  return installedShells().map(({ name, program }) => ({
    name,
    program: [program, ...plainArgs(name)],
    shell: loadShell(checkout, name),
  }));
}

/** The same, and every other shell that a folder's `names` claim (dash for bash's code, say), where it is installed. */
export function allReaders(): Reader[] {
  const own = ownReaders();
  const others = own.flatMap(({ shell }) =>
    shell.names
      .filter((name) => !own.some((reader) => reader.name === name))
      .flatMap((name) => {
        const [command = name, ...args] = byBusybox[name] ?? [];
        const program = locateProgram(command);
        if (program === undefined)
          console.log(`SKIP ${name}: not installed, ${shell.name}'s code is not tried in it`);
        return program === undefined ? [] : [{ name, program: [program, ...args], shell }];
      }),
  );
  return [...own, ...others];
}

/** What a run of a script left: beside the usual, the environment as each `snapshot` saw it. */
export interface Traced extends Finished {
  readonly snapshots: readonly Readonly<Record<string, string>>[];
}

/**
 * Runs a script made from pieces in a real shell: each piece is code, `snapshot` takes the exported environment at that point, and
 * `evaluated(text)` is how that shell evaluates text that a program printed. The script comes from a file, so its size is no matter.
 */
export function trace(
  reader: Reader,
  env: Readonly<Record<string, string>>,
  write: (tools: { snapshot: () => string; evaluated: (text: string) => string; folder: string }) => string,
): Traced {
  const folder = mkdtempSync(`${tmpdir()}/printed-code-`);
  let texts = 0;
  let snapshots = 0;
  const snapshot = () => `/usr/bin/env -0 >'${folder}/env${snapshots++}'\n`;
  const evaluated = (text: string) => {
    const path = `${folder}/text${texts++}`;
    writeFileSync(path, text);
    return reader.name === "fish" ? `/bin/cat '${path}' | source\n` : `eval "$(/bin/cat '${path}')"\n`;
  };
  try {
    writeFileSync(`${folder}/script`, write({ snapshot, evaluated, folder }));
    const [program, ...args] = reader.program;
    const done = runProgram(program!, [...args, `${folder}/script`], {
      env: { PATH: "/usr/bin:/bin", HOME: folder, ...env },
      cwd: folder,
    });
    const paths = Array.from({ length: snapshots }, (_, index) => `${folder}/env${index}`);
    return { ...done, snapshots: paths.map(readSnapshot) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Only the variables that awsmfa may touch: every shell adds some of its own. */
function readSnapshot(path: string): Record<string, string> {
  const lines = readText(path).split("\0");
  const entries = lines.map(
    (line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const,
  );
  return Object.fromEntries(entries.filter(([name]) => /^(AWS|AWSMFA|AWSUME)_/.test(name)).sort());
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Texts that something between Node and a variable might take for code. Each tries to leave a file behind if it runs. */
export const hostileTexts: readonly string[] = [
  "",
  "'",
  "''",
  "'''",
  '"',
  "\\",
  "\\\\",
  "\\'",
  "\\n",
  "end\\",
  "'; touch pwned; '",
  "\\'; touch pwned; #",
  "$(touch pwned)",
  "`touch pwned`",
  "(touch pwned)",
  "${HOME}",
  "$HOME",
  "$$",
  "a;touch pwned",
  "a\ntouch pwned\n",
  "line\n",
  "\n",
  "two\n\n",
  "\r\n",
  "a\tb  c ",
  " lead",
  "-n",
  "-e",
  "--",
  "-x",
  "=ls",
  "~",
  "~root",
  "*",
  "?",
  "[a]",
  "{a,b}",
  "!",
  "!!",
  "!ls",
  "^a^b",
  "#",
  "%",
  "%1",
  "&",
  "|",
  "<",
  ">",
  "+",
  "+a+b",
  "-",
  "x=y",
  "a[$(touch pwned)]",
  "NAME VALUE BODY",
  "$&$'$`",
  "é€𝄞",
  "\u{feff}bom",
  "‘’‚‛",
  "e\u0301",
  "\u0001\u0002\u001b[31m\u007f",
  "\u0085\u2028",
  "IQoJb3JpZ2luX2VjE//+=",
];
