import { loadShell, type Shell } from "../../src/output/shell.ts";
import type { Home } from "./home.ts";
import { checkout } from "./package.ts";
import { type Finished, installedShells, runShellAsync, type ShellUnderTest } from "./shell.ts";

/** An installed shell, with what its `shell.json` says. */
export interface IntegratedShell extends ShellUnderTest {
  readonly program: string;
  readonly shell: Shell;
  /** The variable that holds the last status. */
  readonly status: string;
}

/** Every installed shell of ours. */
export function integratedShells(): IntegratedShell[] {
  return installedShells().map((under) => ({
    ...under,
    shell: loadShell(checkout, under.name),
    status: under.name === "fish" ? "$status" : "$?",
  }));
}

/**
 * Runs these lines in a shell that has loaded the integration. Lines are simple commands that mean the same in every shell (`a && b`,
 * `echo "text"`); `show NAME…`, a program on the home's PATH, prints `NAME=value` for each exported variable that is set.
 */
export function runIntegrated(
  { shell, ...under }: IntegratedShell,
  home: Home,
  lines: readonly string[],
  options: {
    env?: Readonly<Record<string, string>>;
    args?: readonly string[];
    before?: readonly string[];
  } = {},
): Promise<Finished> {
  home.write("bin/show", showProgram, 0o755);
  const script = [...(options.before ?? []), shell.load, ...lines].join("\n");
  const env = { ...home.env, ...options.env };
  return runShellAsync({ ...under }, script, { env, args: options.args ?? [] });
}

const showProgram = `#!/bin/sh
for name; do
  if value=$(printenv "$name"; echo .); test "$value" != .; then printf '%s=%s\\n' "$name" "\${value%
.}"; fi
done
`;

/** Every variable that a switch sets or hides. */
export const switched = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWSMFA_PROFILE",
  "AWSUME_PROFILE",
].join(" ");

/** Replaces the launcher that the loaded integration calls, by a script of the test's own. */
export function insteadOfLauncher({ name }: ShellUnderTest, path: string): string {
  return name === "fish" ? `set -g __awsmfa_launcher '${path}'` : `__awsmfa_launcher='${path}'`;
}
