import type { Env, Profiles } from "../types.ts";
import { type MigrationChanges, toMigrationChanges } from "./file-changes.ts";
import { findAncestors } from "./find.ts";
import type { Finding } from "./finding.ts";
import { readSurroundings } from "./surroundings.ts";

/** What came before on this machine, and what converting it would change. Reads, and writes nothing. */
export function prepareMigration(
  env: Env,
  home: string,
  profiles: Profiles,
  removeOld: boolean,
): { readonly findings: readonly Finding[]; readonly changes: MigrationChanges } {
  const findings = findAncestors(readSurroundings(env, home), profiles);
  return { findings, changes: toMigrationChanges(findings, profiles, removeOld) };
}
