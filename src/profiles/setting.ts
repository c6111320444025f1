import type { Profile, Setting } from "../types.ts";

/** A setting of a profile with where it stands; undefined where it is missing, empty or a nested block. Keys are lower-case. */
export function setting(profile: Profile | undefined, key: string): Setting | undefined {
  const found = profile?.settings.get(key);
  return found && found.value !== "" && !found.nested ? found : undefined;
}
