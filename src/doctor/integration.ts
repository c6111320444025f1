import { isIntegrated } from "../profiles/asking-shell.ts";
import type { Env } from "../types.ts";
import type { Finding } from "./finding.ts";

/** Has the shell that asks loaded the integration? `shell`: which one it is, and how it loads; undefined where nobody can tell. */
export function examineIntegration(
  env: Env,
  shell: { readonly load: string; readonly rc: string } | undefined,
): Finding[] {
  if (isIntegrated(env)) return [];
  return [
    {
      level: "warning",
      what: "this shell has not loaded awsmfa: no aws_<profile>, no `awsmfa use`, no completion",
      cure: shell
        ? `add this line to ${shell.rc} and open a new shell: ${shell.load}`
        : "awsmfa init --help has the line for your shell",
    },
  ];
}
