/**
 * The entry, built as CommonJS: old Node gets one clear line, and the program is loaded as quickly as Node can. Half of a start is compiling;
 * the build leaves V8's compiled code beside the bundles, by the V8 that takes it. Any other Node keeps its own (22 and newer).
 */
import { existsSync, readFileSync } from "node:fs";
import { Script } from "node:vm";
import { enableCompileCache } from "./compile-cache.ts";

/** What all bundles must have in common, since an error is known by its class. */
export * from "./errors.ts";
export * from "./sts/sts.ts";

interface Program {
  readonly run: (argv: readonly string[]) => Promise<number>;
}

/** A bundle that has been loaded, as a script where there is a place for its compiled code. */
interface Part {
  readonly exports: object;
  readonly script?: Script;
}

/** The commands that lie in a smaller bundle, each with compiled code of its own: what shells, prompts and SDKs call. */
export const everyday: readonly string[] = [
  "init",
  "exports",
  "unsets",
  "credential-process",
  "list",
  "status",
];

/** The bundles loaded so far, by the name of their compiled code. This one is loaded already. */
export const parts = new Map<string, Part>([["main.js", { exports: module.exports }]]);

/** The program that a command line calls. */
export function loadProgram([word = ""]: readonly string[]): Program {
  return (everyday.includes(word) ? loadPart("everyday.js", word) : loadPart("awsmfa.js")) as Program;
}

/** Where compiled code lies for the V8 that runs. */
export function compiledPath(name: string): string {
  return `${__dirname}/compiled/${process.versions.v8}/${name}`;
}

/** Loads a bundle beside this file, once. */
function loadPart(name: string, code = name): object {
  const file = `${__dirname}/${name}`;
  const part = parts.get(code) ?? loadCompiled(file, compiledPath(code)) ?? { exports: loadByNode(file) };
  parts.set(code, part);
  return part.exports;
}

function loadCompiled(file: string, compiled: string): Part | undefined {
  if (!existsSync(compiled)) return undefined;
  const cachedData = readFileSync(compiled);
  const source = wrapped(readFileSync(file));
  const script = new Script(source, { filename: file, ...(cachedData.length > 0 && { cachedData }) });
  const module = { exports: {} };
  const load = (id: string) => (id.startsWith("./") ? loadPart(id.slice(2)) : require(id));
  script.runInThisContext()(module.exports, load, module, file, __dirname);
  return { exports: module.exports, script };
}

/** A module's source as the function that Node makes of it. One string: a second of that size would have V8 collect garbage. */
function wrapped(source: Buffer): string {
  const head = Buffer.from("(function (exports, require, module, __filename, __dirname) {");
  // esbuild writes ASCII, which V8 takes as it is.
  return Buffer.concat([head, source, Buffer.from("\n})")]).toString("latin1");
}

function loadByNode(file: string): object {
  enableCompileCache(process.env, process.geteuid?.(), () => process.getBuiltinModule("node:module"));
  return require(file);
}

async function main(): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  process.exitCode = 70;
  if (major > 20 || (major === 20 && minor >= 17)) {
    const argv = process.argv.slice(2);
    process.exit(await loadProgram(argv).run(argv));
  }
  process.stdout.write("false\n");
  process.stderr.write(`awsmfa: Node ${process.versions.node} is too old; install Node 20.17 or newer\n`);
  process.exitCode = 2;
}

if (require.main === module) void main();
