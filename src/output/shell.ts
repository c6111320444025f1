import { existsSync, readdirSync, readFileSync } from "node:fs";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { type Quotes, quote } from "./quote.ts";

/**
 * The templates of `shell.json` from which printed code is made. Holes are whole words in capitals: NAME (a variable), NAMES
 * (some, blanks between), REMOVED (those that must be able to vanish), WAS (where a former value is kept), OURS, VALUE (quoted
 * already), BODY (statements, each ending in `;`).
 */
export const templateNames = [
  /** One compound command: cut short it is a syntax error and does nothing. */
  "group",
  /** BODY if every one of NAMES can be written, else a message and failure. */
  "probe",
  /** BODY with tracing off, which comes back afterwards. */
  "quiet",
  /** Exports NAME with VALUE; NAME is unset by then. */
  "set",
  "unset",
  /** Keeps in WAS what NAME is: `+value` or `-`. Exported, the same in each shell, so that a child shell of another kind can restore. */
  "save",
  /** Makes NAME what WAS says. */
  "restore",
  "ifEmpty",
  "ifFilled",
  /** BODY if NAME and OURS hold the same text. */
  "ifSame",
  /** VALUE as a line on stderr. */
  "say",
  /** How a person evaluates what a command prints; BODY is the command. */
  "evaluate",
] as const;
export type TemplateName = (typeof templateNames)[number];

/** A shell as its folder under `shell/` describes it. */
export interface Shell {
  /** The folder's name, and what `--shell` and `init` take. */
  readonly name: string;
  /** Names of processes that understand its code. */
  readonly names: readonly string[];
  /** The line for the rc file. */
  readonly load: string;
  readonly rc: string;
  readonly quote: Quotes;
  readonly templates: Readonly<Record<TemplateName, string>>;
  /** Gives NAME, a private variable of the integration, the text VALUE. */
  readonly assign: string;
  /** How it takes the names of thousands of functions as a list, where that is quicker for it than a text; `between` two of them. */
  readonly list: { readonly assign: string; readonly between: string };
  /** Reads `$__awsmfa_file`, one of `files`. */
  readonly source: string;
  /** The files of its folder, by what they are for: all of the integration, or completion alone. */
  readonly files: Readonly<Record<Part, string>>;
  /** What stands before and behind a command whose output is to be a word. */
  readonly substitute: readonly [string, string];
  /** What a person's home has and a fresh one lacks: lines of the start-up file, and folders. */
  readonly homeLines: readonly string[];
  readonly homeFolders: readonly string[];
}

export type Part = "init" | "completion";

/** The names of the shells there are: the folders of `shell/` with a `shell.json`, sorted. */
export function listShells(packageRoot: string): string[] {
  return readdirSync(`${packageRoot}shell`)
    .filter((name) => existsSync(`${packageRoot}shell/${name}/shell.json`))
    .sort();
}

/** The shell of this name. Throws exit 2 for an unknown one, naming those there are. */
export function loadShell(packageRoot: string, name: string): Shell {
  const known = listShells(packageRoot);
  if (!known.includes(name)) {
    throw new AwsmfaError(ExitCode.usage, `unknown shell "${name}"; there are ${known.join(", ")}`);
  }
  const path = `${packageRoot}shell/${name}/shell.json`;
  return toShell(name, JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>);
}

/** Checks the content of a `shell.json`. Throws an error that names the key at fault: whoever adds a shell reads it. */
export function toShell(name: string, spec: Record<string, unknown>): Shell {
  const text = (key: string): string => {
    const value = spec[key];
    if (typeof value !== "string" || value === "")
      throw new Error(`shell/${name}/shell.json: "${key}" must be a text`);
    if (value.includes("\n")) throw new Error(`shell/${name}/shell.json: "${key}" must be one line`);
    return value;
  };
  const {
    quote,
    names,
    files,
    list,
    homeLines = [],
    homeFolders = [],
    substitute = ["$(", ")"],
  } = spec as Partial<Shell>;
  if (typeof quote?.around !== "string" || typeof quote.escapes !== "object") {
    throw new Error(`shell/${name}/shell.json: "quote" must have "around" and "escapes"`);
  }
  if (!Array.isArray(names) || !names.every((word) => typeof word === "string")) {
    throw new Error(`shell/${name}/shell.json: "names" must be a list of process names`);
  }
  if (typeof files?.init !== "string" || typeof files.completion !== "string") {
    throw new Error(`shell/${name}/shell.json: "files" must name the files of "init" and "completion"`);
  }
  const assign = text("assign");
  return {
    name,
    names,
    load: text("load"),
    rc: text("rc"),
    quote,
    templates: Object.fromEntries(templateNames.map((key) => [key, text(key)])) as Shell["templates"],
    assign,
    list: list ?? { assign, between: "\n" },
    source: text("source"),
    files,
    substitute,
    homeLines,
    homeFolders,
  };
}

/** What to type in this shell to evaluate what a command prints. */
export function evaluating(shell: Shell, words: readonly (string | undefined)[]): string {
  const plain = /^[A-Za-z0-9_./:@][A-Za-z0-9_./:@-]*$/;
  const quoted = words
    .filter((word) => word !== undefined)
    .map((word) => (plain.test(word) ? word : quote(word, shell)));
  return shell.templates.evaluate.replace("BODY", () => quoted.join(" "));
}
