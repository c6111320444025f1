// Bundles src/ into dist/: what a user installs has no dependencies left.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });

await build({
  absWorkingDir: root,
  entryPoints: { main: "src/main.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "linked",
  // Of tabtab only parseEnv and log are used.
  alias: { debug: "./scripts/nothing.cjs", inquirer: "./scripts/nothing.cjs" },

  // CommonJS packages in an ESM bundle look for `require`.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
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
