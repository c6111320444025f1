import { withoutEmptySection } from "../profiles/empty-section.ts";
import { type FileChange, type ProfileChange, toFileChanges } from "../profiles/file-change.ts";
import type { Profiles } from "../types.ts";
import type { Finding, Old } from "./finding.ts";
import { withoutOldLines } from "./old-lines.ts";

/** What is to be written, and what would be lost by it. */
export interface MigrationChanges {
  readonly changes: readonly FileChange[];
  /** Those of them that lose something. */
  readonly losing: readonly FileChange[];
  /** Files that go as a whole. */
  readonly gone: readonly string[];
}

/** What the findings come to as changed files; `removeOld`: the old way goes as well. Pure. Throws where a change cannot be made. */
export function toMigrationChanges(
  findings: readonly Finding[],
  profiles: Profiles,
  removeOld: boolean,
): MigrationChanges {
  const old = removeOld ? findings.flatMap((finding): Old[] => (finding.old ? [finding.old] : [])) : [];
  const cleared = old.flatMap(({ changes }) => changes ?? []);
  const written = findings.flatMap(({ changes }) => changes ?? []);
  const awsFiles = toFileChanges(profiles, [...written, ...cleared]).map((change) => tidied(change, cleared));
  const lines = withoutOldLines(old.flatMap(({ lines }) => lines ?? []));
  const losing = awsFiles.filter(({ kind }) => cleared.some((change) => change.kind === kind));
  return {
    changes: [...awsFiles, ...lines],
    losing: [...losing, ...lines],
    gone: old.flatMap(({ files }) => files ?? []),
  };
}

/** Without the headers of sections that nothing is left of. */
function tidied(change: FileChange, cleared: readonly ProfileChange[]): FileChange {
  let { content } = change;
  for (const { kind, profile } of cleared)
    if (kind === change.kind && kind === "credentials") content = withoutEmptySection(content, profile);
  return { ...change, content };
}
