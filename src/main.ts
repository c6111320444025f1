import { enableCompileCache } from "./compile-cache.ts";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
process.exitCode = 70;
if (major > 20 || (major === 20 && minor >= 17)) {
  if (major >= 22)
    enableCompileCache(process.env, process.geteuid?.(), () => process.getBuiltinModule("node:module"));
  const { run } = await import("./run.ts");
  process.exit(await run(process.argv.slice(2)));
}
process.stdout.write("false\n");
process.stderr.write(`awsmfa: Node ${process.versions.node} is too old; install Node 20.17 or newer\n`);
process.exitCode = 2;
