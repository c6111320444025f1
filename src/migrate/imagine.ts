import { type ProfileChange, toFileChanges } from "../profiles/file-change.ts";
import { imagineProfiles } from "../profiles/read.ts";
import type { Profiles } from "../types.ts";

/** What the AWS files would say with these changes. Throws an `AwsmfaError` where one cannot be made. */
export function imagine(profiles: Profiles, changes: readonly ProfileChange[]): Profiles {
  const files = toFileChanges(profiles, changes);
  const of = (kind: "config" | "credentials") => files.find((file) => file.kind === kind)?.content;
  return imagineProfiles(profiles, { config: of("config"), credentials: of("credentials") });
}
