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

/** One option: its line, and the lines below that its value goes on in, which few have. */
export interface Option extends Piece {
  readonly key: string;
  readonly more?: readonly Piece[];
}

/** An AWS file as plain INI text, and beside it what that text only names. */
export interface NormalForm {
  readonly text: string;
  /** The header behind each code word. */
  readonly headers: ReadonlyMap<string, string>;
  /** The options below each header, by the number that stands for them. */
  readonly rows: readonly (readonly Option[])[];
  readonly places: ReadonlyMap<string, { readonly line: number; readonly repeated: boolean }>;
  readonly notices: readonly Notice[];
  readonly lost: readonly Notice[];
}

/** The normal form of scanned lines, with what botocore would refuse them for. */
export function normalise(lines: readonly Line[], file: string): NormalForm {
  const out: string[] = [];
  const headers = new Map<string, string>();
  const codes = new Map<string, string>();
  const rows: Option[][] = [];
  const places = new Map<string, { line: number; repeated: boolean }>();
  const notices: Notice[] = [];
  const lost: Notice[] = [];
  let row: Option[] = [];
  let option: (Option & { more?: Piece[] }) | undefined;
  let blanks = 0;

  /** A short plain word for a header: nothing in it for `ini` to nest at, cut, coerce or take for `__proto__`. */
  const encode = (header: string): string => {
    const known = codes.get(header);
    if (known !== undefined) return known;
    const code = `_${codes.size}`;
    codes.set(header, code);
    headers.set(code, header);
    return code;
  };
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
    out.push(`${encode(name)}[]=${rows.length}`);
    row = [];
    rows.push(row);
    option = undefined;
  };
  const startOption = (key: string, text: string, line: number) => {
    option = { key, line, text };
    row.push(option);
    blanks = 0;
  };
  const goOn = (text: string, line: number) => {
    if (!option) return;
    option.more ??= [];
    // Blank lines are of a value only where it goes on behind them.
    for (; blanks > 0; blanks--) option.more.push({ line, text: "" });
    option.more.push({ line, text });
  };

  lines.forEach((line, index) => {
    const number = index + 1;
    if (line.kind === "section") startSection(line.header, number);
    else if (line.kind === "option") startOption(line.key, line.value, number);
    else if (line.kind === "more") goOn(line.value, number);
    else if (line.kind === "blank") blanks++;
    else if (line.kind === "lost") {
      note(lost, number, `this line is no key = value and is passed over, but ${refused}`);
      option = undefined;
    } else if (line.kind === "outside" && lost.length === 0) {
      note(lost, number, `what stands before the first [section] is passed over, but ${refused}`);
    }
  });
  return { text: out.join("\n"), headers, rows, places, notices, lost };
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
