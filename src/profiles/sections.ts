import type { Notice, Origin, Profile, Setting } from "../types.ts";
import type { Section } from "./parse.ts";
import { splitWords } from "./words.ts";

/** What one AWS file holds, by what its headers mean. */
export interface FileSections {
  readonly profiles: Map<string, Profile>;
  readonly services: Map<string, Profile>;
  readonly ssoSessions: Map<string, Profile>;
  readonly notices: Notice[];
}

/** Keys that make a section look like a profile whose header went wrong. */
const profileKeys = [
  "role_arn",
  "source_profile",
  "mfa_serial",
  "aws_access_key_id",
  "credential_process",
  "sso_session",
];

/**
 * The config file: `[default]`, `[profile x]`, `[services x]`, `[sso-session x]`, by the words of the header as botocore splits them.
 * Two headers of one name do not merge: the later counts. Where `[default]` and `[profile default]` are at odds in a file that
 * botocore refuses for them, the other SDKs' rule holds: `[profile default]` counts.
 */
export function sortConfig(sections: readonly Section[], file: string): FileSections {
  const sorted: FileSections = {
    profiles: new Map(),
    services: new Map(),
    ssoSessions: new Map(),
    notices: [],
  };
  const kept = new Map<Profile, Section>();
  for (const section of sections) {
    const origin = { file, line: section.line };
    const place = placeOf(section.header, sorted);
    if (!place) {
      sorted.notices.push(...strayNotice(section, origin));
      continue;
    }
    const [group, name] = place;
    const profile: Profile = { name, origin, settings: section.settings };
    const earlier = group.get(name);
    const rival = earlier && kept.get(earlier);
    if (rival) sorted.notices.push(rivalNotice(section, rival, origin));
    if (rival && (rival.repeated || section.repeated) && section.header === "default") continue;
    group.set(name, profile);
    kept.set(profile, section);
  }
  return sorted;
}

function placeOf(
  header: string,
  sorted: FileSections,
): [group: Map<string, Profile>, name: string] | undefined {
  if (header === "default") return [sorted.profiles, header];
  const group = header.startsWith("profile")
    ? sorted.profiles
    : header.startsWith("sso-session")
      ? sorted.ssoSessions
      : header.startsWith("services")
        ? sorted.services
        : undefined;
  const words = group && splitWords(header);
  return group && words?.length === 2 ? [group, words[1]!] : undefined;
}

function strayNotice({ header, settings }: Section, origin: Origin): Notice[] {
  const name = header.trim();
  const meant =
    name.startsWith("profile") || name === "default" || profileKeys.some((key) => settings.has(key));
  if (!meant) return [];
  const bare = name.replace(/^profile\s*/, "");
  const cure =
    name === "default" ? "[default]" : `[profile ${/\s/.test(bare) ? JSON.stringify(bare) : bare || "NAME"}]`;
  return [{ message: `[${header}] is no profile in the config file: write ${cure}`, origin }];
}

function rivalNotice({ header }: Section, rival: Section, origin: Origin): Notice {
  const both = `[${rival.header}] (line ${rival.line}) and [${header}]`;
  return {
    message: `${both} name the same: the AWS CLI takes the later alone, other SDKs read them differently`,
    origin,
  };
}

/** The credentials file: every header is a profile's name as it stands, blanks and all. */
export function sortCredentials(sections: readonly Section[], file: string): FileSections {
  const sorted: FileSections = {
    profiles: new Map(),
    services: new Map(),
    ssoSessions: new Map(),
    notices: [],
  };
  for (const { header, line, settings } of sections) {
    const origin = { file, line };
    sorted.profiles.set(header, { name: header, origin, settings });
    const bare = header.trim().replace(/^profile\s+/, "");
    if (bare === header) continue;
    sorted.notices.push({
      message: `the credentials file names profiles bare: write [${bare}], not [${header}]`,
      origin,
    });
  }
  return sorted;
}

/** Both files as one: config's order first; for the same key of the same profile the credentials file counts. */
export function mergeProfiles(
  config: ReadonlyMap<string, Profile>,
  credentials: ReadonlyMap<string, Profile>,
): Map<string, Profile> {
  const merged = new Map(config);
  for (const [name, profile] of credentials) {
    const base = merged.get(name);
    const settings = new Map<string, Setting>([...(base?.settings ?? []), ...profile.settings]);
    merged.set(name, base ? { ...base, settings } : profile);
  }
  return merged;
}
