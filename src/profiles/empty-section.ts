import { scanLines } from "./lines.ts";
import { rawLines, toText } from "./raw-lines.ts";

/** A credentials file without the header of this profile where nothing but that is left of its section; else as it was. */
export function withoutEmptySection(content: Uint8Array, name: string): Uint8Array {
  const lines = rawLines(content);
  const scanned = scanLines(lines.map(({ bytes }) => toText(bytes)));
  const at = scanned.findIndex((line) => line.kind === "section" && line.header === name);
  const next = scanned[at + 1];
  if (at < 0 || (next && next.kind !== "section")) return content;
  const kept = lines.filter((_, index) => index !== at);
  return Buffer.from(kept.map(({ bytes, end }) => bytes + end).join(""), "latin1");
}
