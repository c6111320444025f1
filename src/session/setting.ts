import type { Origin, Profile, Setting } from "../types.ts";

/** A setting that says something; an empty value counts as not set. */
export function settingOf(profile: Profile | undefined, key: string): Setting | undefined {
  const setting = profile?.settings.get(key);
  return setting?.value ? setting : undefined;
}

/** `file:line`, the way every message names a place. */
export function renderOrigin({ file, line }: Origin): string {
  return `${file}:${line}`;
}

/** Whether a switch of the AWS files or environment says yes: only `true` does, as botocore reads it. */
export function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === "true";
}
