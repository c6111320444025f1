import { toIsoSeconds } from "../iso-seconds.ts";
import type { Credentials, Origin, Profile, Profiles, Setting } from "../types.ts";
import { scanLines } from "./lines.ts";
import { rawLines, type SettingChange, toText } from "./raw-lines.ts";

/** A profile's section in the credentials file, and nothing of the config file. */
export type CredentialsSection = ReadonlyMap<string, Setting>;

/** What keys a section holds. Long-term ones exist nowhere else, perhaps; a session can be had again. */
export type Holding = "nothing" | "session" | "long-term keys";

const tokenKeys = ["aws_session_token", "aws_security_token"];
/** When a session ends, as prompts and other tools call it. The first two are always written, the others where they stand already. */
const expiryKeys = [
  "expiration",
  "aws_credential_expiration",
  "x_security_token_expires",
  "aws_expiration",
] as const;

/** What the credentials file says of a profile; empty where it says nothing. */
export function credentialsSection({ profiles, credentials }: Profiles, name: string): CredentialsSection {
  const settings = profiles.get(name)?.settings ?? new Map<string, Setting>();
  return new Map([...settings].filter(([, { origin }]) => origin.file === credentials.path));
}

/** AWS begins the ids of long-term keys with AKIA and those of sessions with ASIA; where other hands made them, a token tells. */
export function holdingOf(section: CredentialsSection): Holding {
  const id = section.get("aws_access_key_id")?.value;
  if (!id && !section.get("aws_secret_access_key")?.value) return "nothing";
  const hasToken = tokenKeys.some((key) => section.get(key)?.value);
  const isSession = id?.startsWith("ASIA") || (hasToken && !id?.startsWith("AKIA"));
  return isSession ? "session" : "long-term keys";
}

/**
 * The first key in a profile's section of the credentials file that the AWS CLI passes over: a later line, or a second section of that
 * name, gives it another value, or it was pasted in so deep that it continues the line above. It may be a long-term key that stands
 * nowhere else, and would go with the session's lines.
 */
export function shadowedKey({ profiles, credentials }: Profiles, name: string): Origin | undefined {
  const counted = profiles.get(name)?.settings;
  let inside = false;
  const at = scanLines(
    rawLines(credentials.content ?? new Uint8Array()).map(({ bytes }) => toText(bytes)),
  ).findIndex((line) => {
    if (line.kind === "section") inside = line.header === name;
    if (!inside) return false;
    if (line.kind === "more") return /^aws_(access_key_id|secret_access_key)\s*[=:]/i.test(line.value);
    if (line.kind !== "option" || !/^aws_(access_key_id|secret_access_key)$/.test(line.key)) return false;
    return line.value !== "" && line.value !== counted?.get(line.key)?.value.split("\n")[0];
  });
  return at < 0 ? undefined : { file: credentials.path, line: at + 1 };
}

/** The other profiles that hold the very keys of this section. */
export function otherHolders({ profiles }: Profiles, section: CredentialsSection, name: string): string[] {
  const isSame = (profile: Profile) =>
    ["aws_access_key_id", "aws_secret_access_key"].every(
      (key) => section.has(key) && profile.settings.get(key)?.value === section.get(key)!.value,
    );
  return [...profiles.values()].flatMap((profile) =>
    profile.name !== name && isSame(profile) ? [profile.name] : [],
  );
}

/**
 * What a session makes of a section: its keys, its end (ISO 8601) and its region. A token or an end that stands there under another
 * name is renewed with it: botocore reads `aws_security_token` first.
 */
export function sessionChanges(
  section: CredentialsSection,
  credentials: Credentials,
  region: string | undefined,
): Map<string, SettingChange> {
  const ends = credentials.expiration ? toIsoSeconds(credentials.expiration) : null;
  const [firstEnd, secondEnd, ...otherEnds] = expiryKeys;
  const standing = (keys: readonly string[], value: string | null) =>
    keys.filter((key) => section.has(key)).map((key): [string, SettingChange] => [key, value]);
  const isNewRegion = region !== undefined && section.get("region")?.value !== region;
  return new Map<string, SettingChange>([
    ["aws_access_key_id", credentials.accessKeyId],
    ["aws_secret_access_key", credentials.secretAccessKey],
    ["aws_session_token", credentials.sessionToken ?? null],
    ...standing(["aws_security_token"], credentials.sessionToken ?? null),
    [firstEnd, ends],
    // Between the two ends, so that `clearingChanges` knows it for ours.
    ...(isNewRegion ? ([["region", region]] as const) : []),
    [secondEnd, ends],
    ...standing(otherEnds, ends),
  ]);
}

/** What takes a session out of a section again, its region with it where `sessionChanges` put that there. */
export function clearingChanges(section: CredentialsSection): Map<string, SettingChange> {
  const line = (key: string) => section.get(key)?.origin.line ?? Number.NaN;
  const isOurRegion =
    line("region") === line("expiration") + 1 && line("region") === line("aws_credential_expiration") - 1;
  const gone = ["aws_access_key_id", "aws_secret_access_key", ...tokenKeys, ...expiryKeys];
  return new Map([...gone, ...(isOurRegion ? ["region"] : [])].map((key) => [key, null]));
}

/** What another profile lacks to stand in for this one's long-term keys: them, and what opens a session with them. */
export function keepingChanges(profile: Profile, other: Profile | undefined): Map<string, SettingChange> {
  const kept = ["aws_access_key_id", "aws_secret_access_key", "mfa_serial", "mfa_process", "region"];
  return new Map(
    kept.flatMap((key) => {
      const value = profile.settings.get(key)?.value;
      return value && !other?.settings.has(key) ? [[key, value] as const] : [];
    }),
  );
}
