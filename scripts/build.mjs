// Bundles src/ into dist/: what a user installs has no dependencies left.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { buildLibrary } from "./build-library.mjs";
import { lightClipanion, lightNode } from "./light-start.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });

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
  // Of tabtab only parseEnv and log are used.
  alias: { debug: "./scripts/nothing.cjs", inquirer: "./scripts/nothing.cjs" },

  // CommonJS packages in an ESM bundle look for `require`, and only for Node's own modules.
  banner: { js: "const require = (name) => process.getBuiltinModule(name);" },
};
await build({
  ...options,
  plugins: [lightClipanion, lightNode],
  entryPoints: ["src/main.ts"],
  outdir: "dist",
});
await build({ ...options, entryPoints: ["src/session/sdk-provider.ts"], outdir: "dist/providers" });
await buildLibrary(root, options);

// What all commands are, so that `init` need not load them to tell.
const draft = `${root}dist/cli.js`;
await build({
  ...options,
  splitting: false,
  plugins: [lightClipanion, lightNode],
  entryPoints: ["src/cli.ts"],
  outfile: draft,
});
const { makeCli } = await import(pathToFileURL(draft).href);
writeFileSync(`${root}dist/definitions.json`, JSON.stringify(makeCli().definitions()));
for (const path of readdirSync(`${root}dist`)) if (path.startsWith("cli.js")) rmSync(`${root}dist/${path}`);

// The Node that built it is known to be new enough; the launcher prefers it to whatever PATH has by then.
writeFileSync(`${root}dist/node-path`, `${process.execPath}\n`);

// Names this very build, code and shell files: prepared answers of any other are not served.
const hash = createHash("sha256");
for (const folder of ["dist", "shell"]) {
  for (const path of readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" }).sort()) {
    const file = `${root}${folder}/${path}`;
    if (path !== "node-path" && statSync(file).isFile()) hash.update(`${path}\0`).update(readFileSync(file));
  }
}
writeFileSync(`${root}dist/build-id`, `${hash.digest("hex").slice(0, 16)}\n`);
