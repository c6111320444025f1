import type { Notice } from "../types.ts";
import type { Line } from "./lines.ts";

/** How a warning ends where botocore reads nothing of the file at all. */
export const refused = "the AWS CLI refuses the whole file for it";

/** The section whose keys Python's configparser gives to every other section of the file; it is none itself. */
export const inherited = "DEFAULT";

/** One line's part of a value. */
export interface Piece {
  readonly line: number;
  readonly text: string;
}

/** One option, with its value in pieces. */
export interface Option {
  readonly key: string;
  readonly pieces: readonly Piece[];
}

/** An AWS file as plain INI text, and beside it what that text only names. */
export interface NormalForm {
  readonly text: string;
  /** The header behind each code word. */
  readonly headers: ReadonlyMap<string, string>;
  /** In the order of the file. */
  readonly options: readonly Option[];
  readonly places: ReadonlyMap<string, { readonly line: number; readonly repeated: boolean }>;
  readonly notices: readonly Notice[];
  readonly lost: readonly Notice[];
}

/** The normal form of scanned lines, with what botocore would refuse them for. */
export function normalise(lines: readonly Line[], file: string): NormalForm {
  const out: string[] = [];
  const headers = new Map<string, string>();
  const codes = new Map<string, string>();
  const options: { key: string; pieces: Piece[] }[] = [];
  const places = new Map<string, { line: number; repeated: boolean }>();
  const notices: Notice[] = [];
  const lost: Notice[] = [];
  let value: Piece[] | undefined;
  let firstHere = 0;

  /** A short plain word for a header: nothing in it for `ini` to nest at, cut, coerce or take for `__proto__`. */
  const encode = (header: string): string => {
    const known = codes.get(header);
    if (known !== undefined) return known;
    const code = `_${codes.size}`;
    codes.set(header, code);
    headers.set(code, header);
    return code;
  };
  /** The options that stand here in a row, as one: the number of the first, and how many they are. */
  const endSection = () => {
    if (options.length > firstHere) out.push(`_${firstHere}=${options.length - firstHere}`);
    firstHere = options.length;
  };
  const note = (list: Notice[], line: number, message: string) =>
    list.push({ message, origin: { file, line } });
  const startSection = (name: string, line: number) => {
    endSection();
    const earlier = places.get(name);
    if (earlier && name !== inherited) {
      note(
        notices,
        line,
        `[${name}] stands here again (first in line ${earlier.line}): read as one section, but ${refused}`,
      );
    }
    places.set(name, { line: earlier?.line ?? line, repeated: earlier !== undefined });
    out.push(`[${encode(name)}]`);
    value = undefined;
  };
  const startOption = (key: string, text: string, line: number) => {
    value = [{ line, text }];
    options.push({ key, pieces: value });
  };

  lines.forEach((line, index) => {
    const number = index + 1;
    if (line.kind === "section") startSection(line.header, number);
    else if (line.kind === "option") startOption(line.key, line.value, number);
    else if (line.kind === "more") value?.push({ line: number, text: line.value });
    else if (line.kind === "blank") value?.push({ line: number, text: "" });
    else if (line.kind === "lost") {
      note(lost, number, `this line is no key = value and is passed over, but ${refused}`);
      value = undefined;
    } else if (line.kind === "outside" && lost.length === 0) {
      note(lost, number, `what stands before the first [section] is passed over, but ${refused}`);
    }
  });
  endSection();
  return { text: out.join("\n"), headers, options, places, notices, lost };
}

/** A warning for each key that stands again in its section. */
export function repeatedKeys(lines: readonly Line[], file: string): Notice[] {
  const seen = new Map<string, Set<string>>();
  let header = "";
  return lines.flatMap((line, index) => {
    if (line.kind === "section") header = line.header;
    if (line.kind !== "option") return [];
    const keys = seen.get(header) ?? new Set();
    seen.set(header, keys);
    if (!keys.has(line.key)) {
      keys.add(line.key);
      return [];
    }
    // A key is repeated in the message only where it cannot be a piece of a broken secret.
    const shown = /^[a-z][a-z_]*$/.test(line.key) ? line.key : "a key";
    const message = `${shown} of [${header}] stands here again: the last one counts, but ${refused}`;
    return [{ message, origin: { file, line: index + 1 } }];
  });
}
