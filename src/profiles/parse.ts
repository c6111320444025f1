import { parse as parseIni } from "ini";
import type { Notice, Setting } from "../types.ts";
import { type Line, physicalLines, scanLines } from "./lines.ts";
import { splitLines, strip } from "./whitespace.ts";

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

/**
 * Reads the text of one AWS file as botocore does; where botocore refuses the file, reads on as the other SDKs do (repeated sections
 * merge, the last of a repeated key counts, a line that says nothing is passed over) and says so. Never throws.
 *
 * `ini` knows sections and keys but not this dialect: it nests at dots, cuts at `#`, coerces `true`, knows no continuation. So it is
 * handed a normal form, one line per section or option, in which every name and value is percent-encoded behind a guard character
 * and every value carries the lines it came from.
 */
export function parseAwsFile(text: string, file: string): ParsedFile {
  const normal = normalise(scanLines(physicalLines(text)), file);
  const notices = [...normal.notices];
  const lost: Notice[] = [...normal.lost];
  const sections = Object.entries(parseIni(normal.text)).map(([code, options]): Section => {
    const header = decode(code);
    const settings = new Map<string, Setting>();
    for (const [key, value] of Object.entries(options as Record<string, string>)) {
      settings.set(decode(key), toSetting(value, file, lost));
    }
    return { header, settings, ...normal.places.get(header)! };
  });
  return {
    sections: inheritDefaults(sections, file, notices),
    notices: [...notices, ...lost],
    lost: lost[0],
  };
}

interface NormalForm {
  readonly text: string;
  readonly places: ReadonlyMap<string, { line: number; repeated: boolean }>;
  readonly notices: readonly Notice[];
  readonly lost: readonly Notice[];
}

function normalise(lines: readonly Line[], file: string): NormalForm {
  const out: string[] = [];
  const places = new Map<string, { line: number; repeated: boolean }>();
  const seen = new Set<string>();
  const notices: Notice[] = [];
  const lost: Notice[] = [];
  let header = "";
  let continues = false;
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
    places.set(name, { line: earlier?.line ?? line, repeated: earlier !== undefined });
    header = name;
    out.push(`[${encode(name)}]`);
  };
  const startOption = (key: string, value: string, line: number) => {
    const name = `${encode(header)} ${encode(key)}`;
    // A key is repeated in the message only where it cannot be a piece of a broken secret.
    const shown = /^[a-z][a-z_]*$/.test(key) ? key : "a key";
    if (seen.has(name))
      note(notices, line, `${shown} of [${header}] stands here again: the last one counts, but ${refused}`);
    seen.add(name);
    out.push(`${encode(key)}=${piece(line, value)}`);
  };

  lines.forEach((line, index) => {
    const number = index + 1;
    if (line.kind === "section") startSection(line.header, number);
    else if (line.kind === "option") startOption(line.key, line.value, number);
    else if (line.kind === "more") out[out.length - 1] += `,${piece(number, line.value)}`;
    else if (line.kind === "blank" && continues) out[out.length - 1] += `,${piece(number, "")}`;
    else if (line.kind === "lost")
      note(lost, number, `this line is no key = value and is passed over, but ${refused}`);
    else if (line.kind === "outside" && lost.length === 0) {
      note(lost, number, `what stands before the first [section] is passed over, but ${refused}`);
    }
    if (line.kind !== "blank" && line.kind !== "comment")
      continues = line.kind === "option" || line.kind === "more";
  });
  return { text: out.join("\n"), places, notices, lost };
}

/** Percent-encoded with a guard in front, so that `ini` sees one plain word: no dot to nest at, nothing to coerce, no `__proto__`. */
function encode(name: string): string {
  return `_${/^[\w-]*$/.test(name) ? name : encodeURIComponent(name).replaceAll(".", "%2E")}`;
}

function decode(code: string): string {
  return code.includes("%") ? decodeURIComponent(code.slice(1)) : code.slice(1);
}

function piece(line: number, value: string): string {
  return `${line}${encode(value)}`;
}

/** One option from its pieces: configparser joins them with newlines and drops blank ones at the end. */
function toSetting(code: string, file: string, lost: Notice[]): Setting {
  const pieces = code.split(",").map((part) => {
    const guard = part.indexOf("_");
    return { line: Number(part.slice(0, guard)), text: decode(part.slice(guard)) };
  });
  while (pieces.length > 1 && pieces.at(-1)!.text === "") pieces.pop();
  const setting = {
    value: pieces.map(({ text }) => text).join("\n"),
    origin: { file, line: pieces[0]!.line },
  };
  return setting.value.startsWith("\n") ? { ...setting, nested: toNested(pieces, file, lost) } : setting;
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
