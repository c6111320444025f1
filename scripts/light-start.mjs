// What Node need not load to start. Each of these costs milliseconds in every run, and is used in few or none.
import { readFileSync } from "node:fs";

/**
 * clipanion reads `process.stdin`, `stdout` and `stderr` when it is loaded, which makes Node build three streams, and imports `tty`. We
 * hand every command its own streams. Fails where clipanion has changed, so that nothing is lost in silence.
 */
export const lightClipanion = {
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

const builtin = (name) => `process.getBuiltinModule("node:${name}")`;
const late = (name, calls) =>
  calls.map((call) => `export const ${call} = (...words) => ${builtin(name)}.${call}(...words);`).join("\n");

/** Stand-ins, by who imports what. A name that is missing here fails the build. */
const standIns = [
  // We hand the client its credentials; looking for them itself would bring every provider along.
  {
    from: /client-sts/,
    name: "@aws-sdk/credential-provider-node",
    code: "export const defaultProvider = () => () => Promise.reject(new Error('no credentials were given'));",
  },
  // Importing it as a module reads every property of it, which opens the three streams.
  { from: /@aws-sdk/, name: "node:process", code: "export const { env, versions } = process;" },
  // For checksums that STS does not ask for; without it the SDK falls back to its own.
  { from: /checksum\/crc32/, name: "node:zlib", code: "export const crc32 = undefined;" },
  {
    from: /\/src\/(?!sandbox)/,
    name: "node:crypto",
    code: late("crypto", ["createHash", "createHmac", "randomBytes", "randomUUID"]),
  },
  {
    from: /\/src\//,
    name: "node:child_process",
    code: late("child_process", ["execFileSync", "spawn", "spawnSync"]),
  },
  { from: /\/src\//, name: "node:util", code: late("util", ["isDeepStrictEqual"]) },
  { from: /\/src\/(context|session\/owner)/, name: "node:os", code: late("os", ["hostname", "userInfo"]) },
  { from: /\/src\//, name: "node:timers/promises", code: late("timers/promises", ["setTimeout"]) },
  {
    from: /\/src\//,
    name: "node:tty",
    code: `export function ReadStream(...words) { return Reflect.construct(${builtin("tty")}.ReadStream, words); }`,
  },
];

/** Puts the stand-ins in their places. */
export const lightNode = {
  name: "light-node",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^(node:|@aws-sdk\/credential-provider-node$)/ }, ({ path, importer }) => {
      const at = standIns.findIndex(({ from, name }) => path === name && from.test(importer));
      return at < 0 ? undefined : { path: String(at), namespace: "stand-in" };
    });
    onLoad({ filter: /./, namespace: "stand-in" }, ({ path }) => ({
      contents: standIns[Number(path)].code,
      loader: "js",
    }));
  },
};
