/**
 * The entry, built as CommonJS: old Node gets one clear line, and the program is loaded as quickly as Node can. Half of a start is compiling;
 * the build leaves compiled code beside the program, which V8 takes if it is the same V8. Any other Node keeps its own (22 and newer).
 */
import { existsSync, readFileSync } from "node:fs";
import { Script } from "node:vm";
import { enableCompileCache } from "./compile-cache.ts";

interface Program {
  readonly run: (argv: readonly string[]) => Promise<number>;
}

/** The program beside this file, with V8's code for it where that fits. */
export function loadProgram(): { program: Program; script: Script | undefined } {
  const file = `${__dirname}/awsmfa.js`;
  const compiled = `${file}.compiled`;
  if (existsSync(compiled)) {
    // esbuild writes ASCII, which V8 takes as it is.
    const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "latin1")}\n})`;
    const cachedData = readFileSync(compiled);
    const script = new Script(source, { filename: file, ...(cachedData.length > 0 && { cachedData }) });
    const keepsItsOwn = "enableCompileCache" in process.getBuiltinModule("node:module");
    if (!script.cachedDataRejected || !keepsItsOwn) {
      const module = { exports: {} };
      script.runInThisContext()(module.exports, require, module, file, __dirname);
      return { program: module.exports as Program, script };
    }
  }
  enableCompileCache(process.env, process.geteuid?.(), () => process.getBuiltinModule("node:module"));
  return { program: require(file) as Program, script: undefined };
}

async function main(): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  process.exitCode = 70;
  if (major > 20 || (major === 20 && minor >= 17)) {
    process.exit(await loadProgram().program.run(process.argv.slice(2)));
  }
  process.stdout.write("false\n");
  process.stderr.write(`awsmfa: Node ${process.versions.node} is too old; install Node 20.17 or newer\n`);
  process.exitCode = 2;
}

if (require.main === module) void main();
