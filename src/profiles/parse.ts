import { parse as parseIni } from "ini";
import type { Notice, Setting } from "../types.ts";
import { physicalLines, scanLines } from "./lines.ts";
import { inherited, normalise, type Option, type Piece, refused, repeatedKeys } from "./normal-form.ts";
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

/**
 * Reads the text of one AWS file as botocore does; where botocore refuses the file, reads on as the other SDKs do (repeated sections
 * merge, the last of a repeated key counts, a line that says nothing is passed over) and says so. Never throws.
 *
 * `ini` knows sections and keys but not this dialect: it nests at dots, cuts at `#`, coerces `true`, knows no continuation. So it is
 * handed a normal form, in which a code word stands for every header and a number for the options below it.
 */
export function parseAwsFile(text: string, file: string): ParsedFile {
  const lines = scanLines(physicalLines(text));
  const normal = normalise(lines, file);
  const notices = [...normal.notices];
  const lost = [...normal.lost];
  const lostByHeirs = new Map<string, readonly Notice[]>();
  let repeats = 0;
  const parsed = parseIni(normal.text) as Record<string, string[]>;
  const sections = Object.keys(parsed).map((code): Section => {
    const header = normal.headers.get(code)!;
    const settings = new Map<string, Setting>();
    const read = (option: Option) => {
      const lostHere = header === inherited ? [] : lost;
      if (settings.has(option.key)) repeats++;
      settings.set(option.key, toSetting(option, file, lostHere));
      if (header === inherited) lostByHeirs.set(option.key, lostHere);
    };
    for (const row of parsed[code]!) normal.rows[Number(row)]!.forEach(read);
    return { header, settings, ...normal.places.get(header)! };
  });
  // What [DEFAULT] holds is looked at only in the sections that take it over.
  for (const [name, notices] of lostByHeirs)
    if (sections.some(({ header, settings }) => header !== inherited && !settings.has(name)))
      lost.push(...notices);
  if (repeats > 0) notices.push(...repeatedKeys(lines, file));
  return {
    sections: inheritDefaults(sections, file, notices),
    notices: [...notices, ...lost],
    lost: lost[0],
  };
}

/** One option from its pieces: configparser joins them with newlines and drops blank ones at the end. */
function toSetting(option: Option, file: string, lost: Notice[]): Setting {
  const origin = { file, line: option.line };
  if (!option.more) return { value: option.text, origin };
  const pieces = [option, ...option.more];
  const value = stripEnd(pieces.map(({ text }) => text).join("\n"));
  return value.startsWith("\n") ? { value, origin, nested: toNested(pieces, file, lost) } : { value, origin };
}

/** The keys of a nested block, one level deep. Only `=` separates here and keys keep their case, as in botocore. */
function toNested(pieces: readonly Piece[], file: string, lost: Notice[]): Map<string, Setting> {
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
