import { type ProfileChange, profilesAfter, toFileChanges } from "../profiles/file-change.ts";
import type { Profiles } from "../types.ts";

/** What the AWS files would say with these changes. Throws an `AwsmfaError` where one cannot be made. */
export function imagine(profiles: Profiles, changes: readonly ProfileChange[]): Profiles {
  return profilesAfter(profiles, toFileChanges(profiles, changes));
}
