import { parse as parseIni } from "ini";
import type { Notice, Setting } from "../types.ts";
import { type Line, physicalLines, scanLines } from "./lines.ts";
import { splitLines, strip, stripEnd } from "./whitespace.ts";

/** A section of one file as it stands there: nothing is known yet of what its header means. */
export interface Section {
  readonly header: string;
  /** Where it first stands, from 1. */
  readonly line: number;
  /** It stands more than once, which botocore refuses and other SDKs merge. */
  readonly repeated: boolean;
  readonly settings: ReadonlyMap<string, Setting>;
}

export interface ParsedFile {
  /** In the order of first appearance. */
  readonly sections: readonly Section[];
  /** What botocore would refuse the whole file for, and what is read although it is odd. */
  readonly notices: readonly Notice[];
  /** The first line that says nothing to anyone, and was passed over. */
  readonly lost?: Notice | undefined;
}

const refused = "the AWS CLI refuses the whole file for it";

/** One line's part of a value. */
interface Piece {
  readonly line: number;
  readonly text: string;
}

/**
 * Reads the text of one AWS file as botocore does; where botocore refuses the file, reads on as the other SDKs do (repeated sections
 * merge, the last of a repeated key counts, a line that says nothing is passed over) and says so. Never throws.
 *
 * `ini` knows sections and keys but not this dialect: it nests at dots, cuts at `#`, coerces `true`, knows no continuation. So it is
 * handed a normal form, one line per section or option, in which every name is percent-encoded behind a guard character and every
 * value is the number of the option that holds it.
 */
export function parseAwsFile(text: string, file: string): ParsedFile {
  const normal = normalise(scanLines(physicalLines(text)), file);
  const notices = [...normal.notices];
  const lost = [...normal.lost];
  const sections = Object.entries(parseIni(normal.text)).map(([code, options]): Section => {
    const header = decode(code);
    const settings = new Map<string, Setting>();
    for (const [key, option] of Object.entries(options as Record<string, string>)) {
      settings.set(decode(key), toSetting(normal.values[Number(option)]!, file, lost));
    }
    return { header, settings, ...normal.places.get(header)! };
  });
  return {
    sections: inheritDefaults(sections, file, notices),
    notices: [...notices, ...lost],
    lost: lost[0],
  };
}

interface Place {
  readonly line: number;
  readonly repeated: boolean;
  readonly keys: Set<string>;
}

interface NormalForm {
  readonly text: string;
  /** The pieces of each option's value, by the number that stands for it. */
  readonly values: readonly (readonly Piece[])[];
  readonly places: ReadonlyMap<string, Place>;
  readonly notices: readonly Notice[];
  readonly lost: readonly Notice[];
}

function normalise(lines: readonly Line[], file: string): NormalForm {
  const out: string[] = [];
  const values: Piece[][] = [];
  const places = new Map<string, Place>();
  const notices: Notice[] = [];
  const lost: Notice[] = [];
  let header = "";
  let keys = new Set<string>();
  let value: Piece[] | undefined;
  const note = (list: Notice[], line: number, message: string) =>
    list.push({ message, origin: { file, line } });

  const startSection = (name: string, line: number) => {
    const earlier = places.get(name);
    if (earlier && name !== inherited) {
      note(
        notices,
        line,
        `[${name}] stands here again (first in line ${earlier.line}): read as one section, but ${refused}`,
      );
    }
    header = name;
    keys = earlier?.keys ?? new Set();
    places.set(name, { line: earlier?.line ?? line, repeated: earlier !== undefined, keys });
    out.push(`[${encode(name)}]`);
  };
  const startOption = (key: string, text: string, line: number) => {
    if (keys.has(key)) {
      // A key is repeated in the message only where it cannot be a piece of a broken secret.
      const shown = /^[a-z][a-z_]*$/.test(key) ? key : "a key";
      note(notices, line, `${shown} of [${header}] stands here again: the last one counts, but ${refused}`);
    }
    keys.add(key);
    out.push(`${encode(key)}=${values.length}`);
    values.push([{ line, text }]);
  };

  lines.forEach((line, index) => {
    const number = index + 1;
    if (line.kind === "section") startSection(line.header, number);
    else if (line.kind === "option") startOption(line.key, line.value, number);
    else if (line.kind === "more") value?.push({ line: number, text: line.value });
    else if (line.kind === "blank") value?.push({ line: number, text: "" });
    else if (line.kind === "lost")
      note(lost, number, `this line is no key = value and is passed over, but ${refused}`);
    else if (line.kind === "outside" && lost.length === 0) {
      note(lost, number, `what stands before the first [section] is passed over, but ${refused}`);
    }
    if (line.kind === "option") value = values.at(-1);
    else if (line.kind === "section" || line.kind === "lost") value = undefined;
  });
  return { text: out.join("\n"), values, places, notices, lost };
}

/** Percent-encoded with a guard in front, so that `ini` sees one plain word: no dot to nest at, nothing to coerce, no `__proto__`. */
function encode(name: string): string {
  return `_${/^[\w-]*$/.test(name) ? name : encodeURIComponent(name).replaceAll(".", "%2E")}`;
}

function decode(code: string): string {
  return code.includes("%") ? decodeURIComponent(code.slice(1)) : code.slice(1);
}

/** One option from its pieces: configparser joins them with newlines and drops blank ones at the end. */
function toSetting(pieces: readonly Piece[], file: string, lost: Notice[]): Setting {
  const origin = { file, line: pieces[0]!.line };
  if (pieces.length === 1) return { value: pieces[0]!.text, origin };
  const value = stripEnd(pieces.map(({ text }) => text).join("\n"));
  return value.startsWith("\n") ? { value, origin, nested: toNested(pieces, file, lost) } : { value, origin };
}

/** The keys of a nested block, one level deep. Only `=` separates here and keys keep their case, as in botocore. */
function toNested(
  pieces: readonly { line: number; text: string }[],
  file: string,
  lost: Notice[],
): Map<string, Setting> {
  const nested = new Map<string, Setting>();
  for (const { line, text } of pieces) {
    const origin = { file, line };
    for (const content of splitLines(text).map(strip)) {
      const separator = content.indexOf("=");
      if (separator >= 0) {
        nested.set(strip(content.slice(0, separator)), {
          value: strip(content.slice(separator + 1)),
          origin,
        });
      } else if (content !== "") {
        lost.push({
          message: `this line of a nested block has no = and is passed over, but ${refused}`,
          origin,
        });
      }
    }
  }
  return nested;
}

/** The section whose keys Python's configparser gives to every other section of the file; it is none itself. */
const inherited = "DEFAULT";

function inheritDefaults(sections: readonly Section[], file: string, notices: Notice[]): readonly Section[] {
  const defaults = sections.find(({ header }) => header === inherited);
  if (!defaults) return sections;
  const message =
    "every section of this file takes over the keys of [DEFAULT], as in the AWS CLI; [default] is the profile";
  notices.push({ message, origin: { file, line: defaults.line } });
  return sections
    .filter((section) => section !== defaults)
    .map((section) => ({
      ...section,
      settings: new Map([
        ...section.settings,
        ...[...defaults.settings].filter(([key]) => !section.settings.has(key)),
      ]),
    }));
}
