import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Profile, Setting } from "../../src/types.ts";

/** Sections as lists of pairs, so that order counts and `__proto__` is a key like any other. */
type Pairs = readonly (readonly [string, unknown])[];

/** What botocore makes of a pair of AWS files. */
export type Reading =
  | { readonly refused: true }
  | {
      readonly refused?: undefined;
      readonly profiles: Pairs;
      readonly services: Pairs;
      readonly sso_sessions: Pairs;
    };

const script = fileURLToPath(new URL("oracle.py", import.meta.url));

/** Runs Python 3 in an environment without this machine's own AWS settings. */
export function python(
  args: readonly string[],
  input = "",
): { status: number | null; stdout: string; stderr: string } {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PYTHONUTF8: "1",
    PYTHONDONTWRITEBYTECODE: "1",
  };
  return spawnSync("python3", args, { env, input, encoding: "utf8", maxBuffer: 1 << 30 });
}

/** What botocore reads from each pair of paths; undefined, with a line that says so, where there is no botocore that knows `services`. */
export function askBotocore(
  paths: readonly (readonly [config: string, credentials: string])[],
): Reading[] | undefined {
  const known = "import botocore.session, botocore.configloader as c; c.build_profile_map({})['services']";
  if (python(["-c", known]).status !== 0) {
    console.log("SKIP botocore as oracle: python3 has no botocore, or one that is too old");
    return undefined;
  }
  const { status, stdout, stderr } = python(
    [script],
    paths.map((pair) => `${JSON.stringify(pair)}\n`).join(""),
  );
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Reading);
}

/** Our sections in the oracle's form, with values as the AWS CLI reads them. */
export function toPairs(group: ReadonlyMap<string, Profile>): Pairs {
  return [...group].map(([name, { settings }]) => [name, settingPairs(settings)]);
}

function settingPairs(settings: ReadonlyMap<string, Setting>): Pairs {
  return [...settings].map(([name, { nested, raw, value }]) => [
    name,
    nested ? settingPairs(nested) : (raw ?? value),
  ]);
}
