import { scanLines } from "./lines.ts";

/** What becomes of a key: a value, null to take it out, or the same for the keys of its nested block. */
export type SettingChange = string | null | ReadonlyMap<string, string | null>;

/** A physical line as its bytes (one character each), and what ends it. */
export interface RawLine {
  readonly bytes: string;
  readonly end: string;
}

/** Latin-1 gives each byte a character of its own, so that nothing is lost on the way; in UTF-8 a line end is never part of another character. */
export function rawLines(content: Uint8Array): RawLine[] {
  const parts = Buffer.from(content)
    .toString("latin1")
    .split(/(\r\n|\n|\r)/);
  const lines: RawLine[] = [];
  for (let at = 0; at < parts.length; at += 2) lines.push({ bytes: parts[at]!, end: parts[at + 1] ?? "" });
  if (lines.at(-1)?.bytes === "") lines.pop();
  return lines;
}

export function toBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** What stands in the bytes of a line, without a byte order mark. */
export function toText(bytes: string): string {
  return Buffer.from(bytes, "latin1")
    .toString("utf8")
    .replace(/^\ufeff/, "");
}

/** The lines with none left open at the end, so that one can be added. */
export function closed(lines: readonly RawLine[], eol: string): RawLine[] {
  return lines.map((line) => (line.end === "" ? { ...line, end: eol } : line));
}

/** Where a section's options stand: for each the lines of its value, the option's own line first. */
interface Section {
  readonly header: number;
  readonly options: readonly { readonly key: string; readonly lines: number[] }[];
}

function findSection(lines: readonly RawLine[], wanted: string): Section {
  let header = -1;
  let inside = false;
  const options: { key: string; lines: number[] }[] = [];
  scanLines(lines.map(({ bytes }) => toText(bytes))).forEach((line, index) => {
    if (line.kind === "section") inside = line.header === wanted;
    if (!inside) return;
    if (line.kind === "section") header = index;
    else if (line.kind === "option") options.push({ key: line.key, lines: [index] });
    else if (line.kind === "more") options.at(-1)!.lines.push(index);
  });
  return { header, options };
}

/** The lines with one key of one section changed. Of a key that stands twice the last is changed, since it counts; all are taken out. */
export function changeKey(
  lines: readonly RawLine[],
  header: string,
  key: string,
  change: SettingChange,
  eol: string,
): RawLine[] {
  const section = findSection(lines, header);
  const found = section.options.filter((option) => option.key === key.toLowerCase());
  if (change === null) return without(lines, new Set(found.flatMap((option) => option.lines)));
  const there = found.at(-1)?.lines;
  if (there && change instanceof Map && there.length > 1) return changeNested(lines, there, change, eol);
  const rows = render(key, change);
  if (rows.length === 0) return [...lines];
  if (there) {
    const replaced = replace(lines, there[0]!, rows[0]!);
    return without(
      insert(replaced, there[0]!, rows.slice(1), eol, indentOfLine(lines[there[0]!]!)),
      new Set(there.slice(1).map((at) => at + rows.length - 1)),
    );
  }
  const last = section.options.at(-1)?.lines;
  if (last) return insert(lines, last.at(-1)!, rows, eol, indentOfLine(lines[last[0]!]!));
  return insert(lines, section.header, rows, eol, indentUnder(lines, section.header));
}

/** The first key of a section is indented like the line that follows, which would be read as its continuation if it stood deeper. */
function indentUnder(lines: readonly RawLine[], header: number): string {
  const next = lines.slice(header + 1).find(({ bytes }) => !/^[ \t]*([#;]|$)/.test(bytes));
  const [own, below] = [lines[header]!, next].map((line) => (line ? indentOfLine(line) : ""));
  return below!.length > own!.length ? below! : own!;
}

function changeNested(
  lines: readonly RawLine[],
  block: readonly number[],
  changes: ReadonlyMap<string, string | null>,
  eol: string,
): RawLine[] {
  let result = [...lines];
  const gone = new Set<number>();
  const added: string[] = [];
  for (const [key, value] of changes) {
    const there = block.slice(1).filter((at) => toText(lines[at]!.bytes).split("=")[0]!.trim() === key);
    if (value === null) for (const at of there) gone.add(at);
    else if (there.length > 0) result = replace(result, there.at(-1)!, assignment(key, value));
    else added.push(assignment(key, value));
  }
  if (gone.size === block.length - 1 && added.length === 0) gone.add(block[0]!);
  return without(insert(result, block.at(-1)!, added, eol, indentOfLine(lines[block[1]!]!)), gone);
}

function render(key: string, change: string | ReadonlyMap<string, string | null>): string[] {
  if (typeof change === "string") return [assignment(key, change)];
  const rows = [...change].flatMap(([name, value]) =>
    value === null ? [] : [`    ${assignment(name, value)}`],
  );
  return rows.length > 0 ? [assignment(key, ""), ...rows] : [];
}

function assignment(key: string, value: string): string {
  return value === "" ? `${key} =` : `${key} = ${value}`;
}

function indentOfLine({ bytes }: RawLine): string {
  return /^[ \t]*/.exec(bytes)![0];
}

function replace(lines: readonly RawLine[], at: number, text: string): RawLine[] {
  const old = lines[at]!;
  return lines.with(at, { bytes: indentOfLine(old) + toBytes(text), end: old.end });
}

function insert(
  lines: readonly RawLine[],
  after: number,
  rows: readonly string[],
  eol: string,
  indent = "",
): RawLine[] {
  if (rows.length === 0) return [...lines];
  const added = rows.map((row) => ({ bytes: indent + toBytes(row), end: eol }));
  return [...closed(lines.slice(0, after + 1), eol), ...added, ...lines.slice(after + 1)];
}

/** A removed line that ended the file without a line end leaves the one before it as it is. */
function without(lines: readonly RawLine[], gone: ReadonlySet<number>): RawLine[] {
  return lines.filter((_, at) => !gone.has(at));
}
