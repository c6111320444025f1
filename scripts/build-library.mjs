// Bundles what programs import (src/index.ts, src/register.ts) into dist/library/, with its types. A bundle of its own: the command
// would start later if what both use lay in more files.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const entries = ["index", "register"];

/** `options`: what all bundles share. Throws where types cannot be emitted. */
export async function buildLibrary(root, options) {
  const outdir = `${root}dist/library`;
  await build({
    ...options,
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
    outdir,
  });
  const draft = mkdtempSync(join(tmpdir(), "awsmfa-types-"));
  try {
    emitTypes(root, draft);
    for (const name of entries) copyTypes(draft, outdir, `${name}.d.ts`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function emitTypes(root, outDir) {
  const tsc = fileURLToPath(new URL("bin/tsc", import.meta.resolve("typescript/package.json")));
  const words = [
    ...[
      "--ignoreConfig",
      "--declaration",
      "--emitDeclarationOnly",
      "--noCheck",
      "--strict",
      "--stripInternal",
    ],
    ...["--exactOptionalPropertyTypes", "--allowImportingTsExtensions", "--skipLibCheck", "--types", "node"],
    ...["--module", "nodenext", "--target", "es2022", "--rootDir", "src", "--outDir", outDir],
    ...entries.map((name) => `src/${name}.ts`),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, ...words], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`no types: ${stdout}${stderr}`);
}

/** A file of types and those that it imports, by the names that a user's compiler looks for. */
function copyTypes(from, to, path) {
  const text = readFileSync(join(from, path), "utf8");
  const imports = [...text.matchAll(/\bfrom "(\.[^"]+)\.ts"/g)].map(([, name]) =>
    join(dirname(path), `${name}.d.ts`),
  );
  mkdirSync(dirname(join(to, path)), { recursive: true });
  writeFileSync(join(to, path), text.replace(/(\bfrom "\.[^"]+)\.ts"/g, '$1.js"'));
  for (const next of imports) copyTypes(from, to, next);
}
