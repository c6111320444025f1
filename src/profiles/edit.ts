import { isDeepStrictEqual } from "node:util";
import { AwsmfaError, ExitCode } from "../errors.ts";
import type { Profile, Setting } from "../types.ts";
import { physicalLines, scanLines } from "./lines.ts";
import { parseAwsFile } from "./parse.ts";
import { changeKey, closed, rawLines, type SettingChange, toBytes } from "./raw-lines.ts";
import { sortConfig, sortCredentials } from "./sections.ts";

export type AwsFileKind = "config" | "credentials";

/**
 * The file's bytes with keys of one profile set or taken out, and every other byte as it was: comments, order, CRLF, byte order mark,
 * bytes that are no UTF-8. A profile that is not there is added at the end. New keys go behind the section's last one, as the AWS CLI
 * writes them. What comes out is read again, and refused with an `AwsmfaError` if it says anything but what was asked for.
 */
export function editProfile(
  content: Uint8Array,
  kind: AwsFileKind,
  name: string,
  changes: ReadonlyMap<string, SettingChange>,
): Buffer {
  const before = settingsOf(content, kind);
  let lines = rawLines(content);
  const eol = lines.find(({ end }) => end !== "")?.end ?? "\n";
  let header = headerOf(content, kind, name);
  if (header === undefined) {
    if ([...changes.values()].every((change) => change === null)) return Buffer.from(content);
    header = newHeader(kind, name);
    lines = [...closed(lines, eol), { bytes: toBytes(`[${header}]`), end: eol }];
  }
  for (const [key, change] of changes) lines = changeKey(lines, header, key, change, eol);
  const edited = Buffer.from(lines.map(({ bytes, end }) => bytes + end).join(""), "latin1");
  const wanted = new Map(before).set(name, changed(before.get(name) ?? {}, changes));
  if (isDeepStrictEqual(settingsOf(edited, kind), wanted)) return edited;
  const keys = [...changes.keys()].join(", ");
  throw new AwsmfaError(
    ExitCode.config,
    `${keys} of profile ${JSON.stringify(name)} cannot be written into the ${kind} file so that the AWS CLI reads them back as they are`,
  );
}

/** The header under which the profile stands, where it does. */
function headerOf(content: Uint8Array, kind: AwsFileKind, name: string): string | undefined {
  const line = profilesOf(content, kind).get(name)?.origin.line;
  const scanned = line && scanLines(physicalLines(new TextDecoder().decode(content)))[line - 1];
  return scanned && scanned.kind === "section" ? scanned.header : undefined;
}

/** Throws an `AwsmfaError` (exit 2) for what cannot be the name of a new profile. */
export function checkNewName(name: string): void {
  if (/[\r\n]/.test(name)) throw new AwsmfaError(ExitCode.usage, "a profile's name is one line");
  if (name.trim() === "")
    throw new AwsmfaError(ExitCode.usage, "the profile's name is empty: is the variable set that names it?");
}

function newHeader(kind: AwsFileKind, name: string): string {
  checkNewName(name);
  if (kind === "credentials" || name === "default") return name;
  return /^[^\s"'\\]+$/.test(name) ? `profile ${name}` : `profile "${name.replace(/["\\]/g, "\\$&")}"`;
}

function profilesOf(content: Uint8Array, kind: AwsFileKind): ReadonlyMap<string, Profile> {
  const { sections } = parseAwsFile(new TextDecoder().decode(content), kind);
  return (kind === "config" ? sortConfig : sortCredentials)(sections, kind).profiles;
}

type Plain = Record<string, string | Record<string, string>>;

function settingsOf(content: Uint8Array, kind: AwsFileKind): Map<string, Plain> {
  const plain = (settings: ReadonlyMap<string, Setting>): Plain =>
    Object.fromEntries(
      [...settings].map(([key, { value, nested }]) => [
        key,
        nested ? (plain(nested) as Record<string, string>) : value,
      ]),
    );
  return new Map([...profilesOf(content, kind)].map(([name, { settings }]) => [name, plain(settings)]));
}

function changed(settings: Plain, changes: ReadonlyMap<string, SettingChange>): Plain {
  const result = new Map(Object.entries(settings));
  for (const [name, change] of changes) {
    const key = name.toLowerCase();
    const old = result.get(key);
    const value =
      change instanceof Map ? changed(typeof old === "object" ? old : {}, change) : (change as string | null);
    if (value === null || (typeof value === "object" && Object.keys(value).length === 0)) result.delete(key);
    else result.set(key, value as Plain[string]);
  }
  return Object.fromEntries(result);
}
