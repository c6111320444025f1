// What Node need not load to start. Each of these costs milliseconds in every run, and is used in few or none.
import { readFileSync } from "node:fs";

/**
 * Edits of clipanion: reading `process.stdin`, `stdout` and `stderr` makes Node build three streams, and we hand every command its own; taking
 * a pair apart in the innermost loop of all took half the time of a command line.
 */
const edits = [
  { file: "advanced/Cli", from: /std(in|out|err): process\.std\1,/g, to: "std$1: undefined,", times: 3 },
  {
    file: "core",
    from: /\(\[otherTest, \{ to \}\]\) => test === otherTest && transition\.to === to\)/g,
    to: "(other) => other[0] === test && other[1].to === transition.to)",
    times: 1,
  },
];

/** Makes the edits, and leaves `tty` out. Fails where clipanion has changed, so that nothing is lost in silence. */
export const lightClipanion = {
  name: "light-clipanion",
  setup({ onEnd, onLoad, onResolve }) {
    const made = new Set();
    onResolve({ filter: /\/platform$/ }, ({ resolveDir }) =>
      resolveDir.includes("clipanion") ? { path: `${resolveDir}/../platform/browser.mjs` } : undefined,
    );
    onLoad({ filter: /clipanion\/lib\/(advanced\/Cli|core)\.m?js$/ }, ({ path }) => {
      const edit = edits.find(({ file }) => path.includes(`/lib/${file}.`));
      const source = readFileSync(path, "utf8");
      if (source.match(edit.from)?.length !== edit.times) throw new Error(`${path} has changed`);
      made.add(edit);
      return { contents: source.replace(edit.from, edit.to), loader: "js" };
    });
    onEnd(() => {
      if (made.size !== edits.length) throw new Error("clipanion was not found where it was");
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
  // For files that the SDK is not to read, and for the protocol that the endpoint does not have.
  { from: /shared-ini-file-loader/, name: "node:fs/promises", code: late("fs/promises", ["readFile"]) },
  {
    from: /node-http-handler/,
    name: "node:https",
    code: `export default { Agent: class {}, request: (...words) => ${builtin("https")}.request(...words) };`,
  },
  // The one of `crypto`, the global, brings all of Web Crypto along.
  {
    from: /@smithy\/core\/dist-es\/submodules\/serde\/index/,
    name: "node:crypto",
    code: `export const getRandomValues = (bytes) => ${builtin("crypto")}.randomFillSync(bytes);`,
  },
  // For checksums that STS does not ask for; without it the SDK falls back to its own.
  { from: /checksum\/crc32/, name: "node:zlib", code: "export const crc32 = undefined;" },
  {
    from: /\/src\/(?!sandbox)/,
    name: "node:crypto",
    code: late("crypto", ["createHash", "createHmac", "randomBytes"]),
  },
  {
    from: /\/src\//,
    name: "node:child_process",
    code: late("child_process", ["execFileSync", "spawn"]),
  },
  { from: /\/src\//, name: "node:util", code: late("util", ["isDeepStrictEqual"]) },
  {
    from: /\/src\/(context|lock\/|sandbox\/)/,
    name: "node:os",
    code: late("os", ["hostname", "tmpdir", "userInfo"]),
  },
  { from: /\/src\//, name: "node:timers/promises", code: late("timers/promises", ["setTimeout"]) },
  {
    from: /\/src\//,
    name: "node:tty",
    code: `export function ReadStream(...words) { return Reflect.construct(${builtin("tty")}.ReadStream, words); }`,
  },
];

/** Globals that Node makes at the first look, each out of several modules. Without them the SDK takes what older programs have. */
const standInGlobals = {
  crypto: "undefined",
  ReadableStream: "undefined",
  Blob: "undefined",
  "performance.now": "monotonicMilliseconds",
};

/** Puts the stand-ins in their places. */
export const lightNode = {
  name: "light-node",
  setup({ initialOptions, onLoad, onResolve }) {
    initialOptions.define = { ...initialOptions.define, ...standInGlobals };
    initialOptions.inject = ["./scripts/monotonic.mjs"];
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
