/** Who may import whom (the README's "Decisions"): read off the imports themselves. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";

const src = fileURLToPath(new URL("../../src/", import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
  readonly lazy: boolean;
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/g;

const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(join(src, from), "utf8").matchAll(importPattern)].map(([, type, name, lazy]) => {
    const target = (name ?? lazy)!;
    const to = target.startsWith(".") ? relative(src, join(src, dirname(from), target)) : target;
    return { from, to, typeOnly: type !== undefined, lazy: lazy !== undefined };
  }),
);

const folder = (path: string) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : ".");
const local = imports.filter(({ to }) => to.endsWith(".ts"));

/** Plain data and the one error type: open to everyone. */
const neutral = new Set([
  "types.ts",
  "errors.ts",
  "private-file.ts",
  "iso-seconds.ts",
  "printable.ts",
  "cache-folder.ts",
]);
const mayImport: Record<string, readonly string[]> = {
  lock: [],
  profiles: ["lock"],
  sts: [],
  session: ["profiles", "lock"],
  output: [],
  complete: [],
  sandbox: [],
  doctor: ["profiles", "session"],
  migrate: ["profiles", "session"],
  commands: ["profiles", "session", "output", "complete", "sandbox", "doctor", "policy", "migrate"],
};

test("folders import only what lies below them", () => {
  const wrong = local
    .filter(({ from, to }) => folder(from) !== "." && folder(from) !== folder(to) && !neutral.has(to))
    .filter(({ from, to, typeOnly }) => {
      if (folder(from) === "commands" && to === "context.ts") return false;
      if (["session", "doctor"].includes(folder(from)) && typeOnly && to === "sts/sts.ts") return false;
      if (to === "profiles/function-name.ts" && typeOnly && folder(from) === "output") return false;
      return !mayImport[folder(from)]?.includes(folder(to));
    });
  assert.equal(
    wrong.map(({ from, to }) => `${from} → ${to}`),
    [],
  );
});

test("each chosen package has its one importing file", () => {
  const importers = (name: string) =>
    [
      ...new Set(
        imports.filter(({ to }) => to === name || to.startsWith(`${name}/`)).map(({ from }) => from),
      ),
    ].sort();
  assert.equal(importers("ini"), ["profiles/parse.ts"]);
  assert.equal(importers("tabtab"), ["complete/query.ts"]);
  assert.equal(importers("@aws-sdk/client-sts"), ["sts/aws.ts"]);
  for (const from of importers("clipanion")) {
    assert.ok(
      /^(commands\/|cli\.ts|command-line\.ts|plain-line\.ts|context\.ts)/.test(from),
      `${from} imports clipanion`,
    );
  }
});

test("only context.ts, the entries and private-file.ts (the effective user) read `process`", () => {
  const allowed = new Set(["context.ts", "main.ts", "register.ts", "private-file.ts"]);
  const readers = files.filter((path) =>
    /(?<![.\w"'`/-])process\.(?!ts)/.test(withoutComments(readFileSync(join(src, path), "utf8"))),
  );
  assert.equal(
    readers.filter((path) => !allowed.has(path)),
    [],
  );
});

test("there is no cycle", () => {
  const eager = local.filter(({ typeOnly, lazy }) => !typeOnly && !lazy);
  const next = (path: string) => eager.filter(({ from }) => from === path).map(({ to }) => to);
  const cycles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    else for (const to of next(path)) walk(to, [...trail, path]);
  };
  for (const path of files) walk(path, []);
  assert.equal([...new Set(cycles)], []);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

test.run();
