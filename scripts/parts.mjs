// The command lies in several bundles: what few runs need is read and compiled by those alone.
import { join, relative } from "node:path";

/** What is imported on demand and lies in a bundle of its own: the file it starts from, and the bundle. */
export const apart = new Map([
  ["src/sts/aws.ts", "sts.js"],
  ["src/session/source/sdk-provider.ts", "sdk-provider.js"],
]);

/** What `src/main.ts` hands to all bundles. */
const shared = new Set(["src/errors.ts", "src/sts/sts.ts"]);

/** Leaves out of a bundle what lies in another. `only`: the one command that it is to hold, for plain lines alone; all if not given. */
export const cutApart = (root, only) => ({
  name: "cut-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir, kind, importer }) => {
      const source = relative(root, join(resolveDir, path));
      if (shared.has(source)) return { path: "./main.js", external: true };
      if (kind !== "dynamic-import") return undefined;
      if (apart.has(source)) return { path: `./${apart.get(source)}`, external: true };
      if (only && source === "src/command-line.ts") return { path: "./awsmfa.js", external: true };
      const isLeftOut = only && importer === `${root}src/cli.ts` && source !== `src/commands/${only}.ts`;
      return isLeftOut ? { path: `${root}scripts/nothing.cjs` } : undefined;
    });
  },
});
