import { AwsmfaError, ExitCode } from "../../errors.ts";
import { nearestNames } from "../../profiles/suggest.ts";
import type { AwsFile, Profile, Profiles } from "../../types.ts";

/** The profile of this name; `namedBy`: the variable that named it. Throws for an unknown one, never falling back to another. */
export function findProfile(profiles: Profiles, name: string, namedBy?: string): Profile {
  const profile = profiles.profiles.get(name);
  if (profile) return profile;
  const by = namedBy ? `, which ${namedBy} names` : "";
  throw new AwsmfaError(ExitCode.config, `there is no profile ${name}${by}${whyUnknown(profiles, name)}`);
}

/** Why a profile may be unknown: a file that could not be read, else no file at all, else a slip of the pen. */
export function whyUnknown(profiles: Profiles, name: string): string {
  const files: readonly AwsFile[] = [profiles.config, profiles.credentials];
  const broken = files.find(({ state }) => state === "unreadable" || state === "malformed");
  if (broken) return `: ${broken.reason ?? `${broken.path} is ${broken.state}`}`;
  if (files.every(({ state }) => state === "missing")) {
    return `: neither ${profiles.config.path} nor ${profiles.credentials.path} exists; awsmfa add makes a first profile`;
  }
  const nearest = nearestNames(name, profiles.profiles.keys());
  return nearest.length > 0 ? `; did you mean ${nearest.join(", ")}?` : "; awsmfa list shows those there are";
}
