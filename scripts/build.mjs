// Bundles src/ into dist/: what a user installs has no dependencies left.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildLibrary } from "./build-library.mjs";
import { compileByUse } from "./compile.mjs";
import { lightClipanion, lightNode } from "./light-start.mjs";
import { apart, cutApart } from "./parts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
mkdirSync(`${root}dist`);

const options = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  // Packages as ES modules where they have them: what is not used can then be left out.
  mainFields: ["module", "main"],
  resolveExtensions: [".ts", ".mjs", ".js", ".json"],
  target: "node20",
  minify: true,
  legalComments: "linked",
  // Of tabtab only parseEnv and log are used, and no command has a schema for typanion to look at.
  alias: Object.fromEntries(["debug", "inquirer", "typanion"].map((name) => [name, "./scripts/nothing.cjs"])),

  // CommonJS packages in an ESM bundle look for `require`, and only for Node's own modules.
  banner: { js: "const require = (name) => process.getBuiltinModule(name);" },
};
/** The command: CommonJS, which Node loads sooner than modules. Of a bundle nothing is run that is not used. */
const { splitting, banner, ...common } = options;
const command = {
  ...common,
  format: "cjs",
  plugins: [lightClipanion, lightNode],
  supported: { "dynamic-import": false },
  define: { "import.meta.dirname": "__dirname" },
};
writeFileSync(`${root}dist/package.json`, '{ "type": "commonjs" }\n');
const bundle = (source, name, plugins) =>
  build({ ...command, plugins, entryPoints: [source], outfile: `dist/${name}` });
/** One bundle of several files, which are named without `src/` and `.ts`. */
const bundleOf = (sources, name, plugins) => {
  const contents = sources.map((source) => `export * from "./src/${source}.ts";`).join("\n");
  return build({ ...command, plugins, stdin: { contents, resolveDir: root }, outfile: `dist/${name}` });
};
await bundle("src/main.ts", "main.js", []);
const { everyday } = createRequire(import.meta.url)(`${root}dist/main.js`);
// Every command, and what reads a line that is not plain: the others go to it for that.
await bundleOf(["run", "command-line"], "awsmfa.js", [cutApart(root), lightClipanion, lightNode]);
for (const word of everyday) await bundle("src/run.ts", `${word}.js`, [cutApart(root, word), lightNode]);
for (const [source, name] of apart)
  await bundle(source, name, name === "sts.js" ? [cutApart(root), lightNode] : []);
await buildLibrary(root, options);
writeFileSync(`${root}dist/library/package.json`, '{ "type": "module" }\n');

// What all commands are: for `complete-line`, which need not load them to tell, and for the shells' own completion.
const draft = `${root}dist/cli.js`;
await bundleOf(["command-line", "commands/grammar-of", "complete/tables"], "cli.js", command.plugins);
const { makeCli, grammarOf, renderGrammar } = createRequire(draft)(draft);
const definitions = (await makeCli()).definitions();
writeFileSync(`${root}dist/definitions.json`, JSON.stringify(definitions));
writeFileSync(`${root}dist/grammar`, `${renderGrammar(grammarOf(definitions, { packageRoot: root }))}\n`);
for (const path of readdirSync(`${root}dist`)) if (path.startsWith("cli.js")) rmSync(`${root}dist/${path}`);
compileByUse(`${root}dist`);

// The Node that built it is known to be new enough; the launcher prefers it to whatever PATH has by then.
writeFileSync(`${root}dist/node-path`, `${process.execPath}\n`);

// Names this very build, code and shell files: prepared answers of any other are not served.
const hash = createHash("sha256");
for (const folder of ["dist", "shell"]) {
  for (const path of readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" }).sort()) {
    const file = `${root}${folder}/${path}`;
    if (!/^(node-path$|compiled\/)/.test(path) && statSync(file).isFile())
      hash.update(`${path}\0`).update(readFileSync(file));
  }
}
writeFileSync(`${root}dist/build-id`, `${hash.digest("hex").slice(0, 16)}\n`);
