// Bundles src/ into dist/: what a user installs has no dependencies left.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildLibrary } from "./build-library.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });

/**
 * clipanion reads `process.stdin`, `stdout` and `stderr` when it is loaded, which makes Node build three streams, and imports `tty`: a
 * fifth of the start. We hand every command its own streams. Fails where clipanion has changed, so that nothing is lost in silence.
 */
const lightClipanion = {
  name: "light-clipanion",
  setup({ onEnd, onLoad, onResolve }) {
    let found = false;
    onResolve({ filter: /\/platform$/ }, ({ resolveDir }) =>
      resolveDir.includes("clipanion") ? { path: `${resolveDir}/../platform/browser.mjs` } : undefined,
    );
    onLoad({ filter: /clipanion\/lib\/advanced\/Cli\.m?js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source.replace(/std(in|out|err): process\.std\1,/g, "std$1: undefined,");
      if (source.split("process.std").length - contents.split("process.std").length !== 3)
        throw new Error(`${path} has changed`);
      found = true;
      return { contents, loader: "js" };
    });
    onEnd(() => {
      if (!found) throw new Error("clipanion's Cli was not found");
    });
  },
};

const options = {
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  // Packages as ES modules where they have them: what is not used can then be left out.
  mainFields: ["module", "main"],
  resolveExtensions: [".ts", ".mjs", ".js", ".json"],
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "linked",
  // Of tabtab only parseEnv and log are used.
  alias: { debug: "./scripts/nothing.cjs", inquirer: "./scripts/nothing.cjs" },

  // CommonJS packages in an ESM bundle look for `require`, and only for Node's own modules.
  banner: { js: "const require = (name) => process.getBuiltinModule(name);" },
};
await build({
  ...options,
  absWorkingDir: root,
  plugins: [lightClipanion],
  entryPoints: { main: "src/main.ts", cli: "src/cli.ts" },
  outdir: "dist",
});
await buildLibrary(root, options);
// What all commands are, so that `init` need not load them to tell.
const { makeCli } = await import(`${root}dist/cli.js`);
writeFileSync(`${root}dist/definitions.json`, JSON.stringify((await makeCli()).definitions()));

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
