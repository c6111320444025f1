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

/** What has been loaded: a module of Node's, or a bundle, as a script where there is a place for its compiled code. */
interface Part {
  readonly exports: object;
  readonly script?: Script;
}

/** The commands that lie in bundles of their own: what shells, prompts and SDKs call. */
export const everyday: readonly string[] = [
  "init",
  "exports",
  "unsets",
  "credential-process",
  "list",
  "status",
];

/** What bundles have asked for so far, by the name they know it by. This one is loaded already. */
export const parts = new Map<string, Part>([["./main.js", { exports: module.exports }]]);

/** The program that a command line calls. */
export function loadProgram([word = ""]: readonly string[]): Program {
  return load(everyday.includes(word) ? `./${word}.js` : "./awsmfa.js") as Program;
}

/** Where a bundle's compiled code lies for the V8 that runs. */
export function compiledPath(name: string): string {
  return `${__dirname}/compiled/${process.versions.v8}/${name}`;
}

/** What bundles have for `require`: a bundle beside this file, or a module of Node's, which takes its time to find each time. */
function load(id: string): object {
  const part = parts.get(id) ?? (id.startsWith("./") ? loadBundle(id.slice(2)) : { exports: require(id) });
  parts.set(id, part);
  return part.exports;
}

/** What Node puts around a CommonJS module. */
const wrapper = [
  Buffer.from("(function (exports, require, module, __filename, __dirname) {"),
  Buffer.from("\n})"),
] as const;

function loadBundle(name: string): Part {
  const file = `${__dirname}/${name}`;
  const compiled = compiledPath(name);
  if (!existsSync(compiled)) return { exports: loadByNode(file) };
  const cachedData = readFileSync(compiled);
  // Put together as bytes: as strings the source would lie in the young heap twice, which the first collection then comes sooner for.
  const source = Buffer.concat([wrapper[0], readFileSync(file), wrapper[1]]).toString("latin1");
  const script = new Script(source, { filename: file, ...(cachedData.length > 0 && { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, load, module, file, __dirname);
  return { exports: module.exports, script };
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
