import { indentOf, strip, stripEnd } from "./whitespace.ts";

/**
 * What one physical line of an AWS file is. `more` belongs to the option above it (a continuation, a line of a nested block);
 * `lost` belongs to nothing: botocore refuses a file that has one.
 */
export type Line =
  | { readonly kind: "section"; readonly header: string }
  | { readonly kind: "option"; readonly key: string; readonly value: string }
  | { readonly kind: "more"; readonly value: string }
  | { readonly kind: "blank" | "comment" | "outside" | "lost" };

/** Splits a file into physical lines: LF, CRLF and a lone CR end one. */
export function physicalLines(text: string): string[] {
  // The plain separator is far quicker, and enough for almost every file.
  return text.split(text.includes("\r") ? /\r\n|\n|\r/ : "\n");
}

/**
 * Tells what each line is by the rules of Python's configparser, which is what botocore reads AWS files with: a deeper indented line
 * continues the option above, whatever it looks like; only whole lines are comments; `:` separates as well as `=`; a header ends
 * at the last `]` of its line. Keys come lower-cased.
 */
export function scanLines(lines: readonly string[]): Line[] {
  let place: "outside" | "section" | "option" | "lost" = "outside";
  let indent = 0;
  return lines.map((text): Line => {
    const depth = indentOf(text);
    const content = stripEnd(text.slice(depth));
    if (content === "") return { kind: "blank" };
    if (content[0] === "#" || content[0] === ";") return { kind: "comment" };
    if (depth > indent && place === "option") return { kind: "more", value: content };
    if (depth > indent && place === "lost") return { kind: "lost" };
    indent = depth;
    const line = sectionOrOption(content, place === "outside");
    place = line.kind;
    return line;
  });
}

type Start = Extract<Line, { kind: "section" | "option" }> | { readonly kind: "outside" | "lost" };

function sectionOrOption(content: string, outside: boolean): Start {
  const close = content[0] === "[" ? content.lastIndexOf("]") : -1;
  if (close > 1) return { kind: "section", header: content.slice(1, close) };
  if (outside) return { kind: "outside" };
  const equals = content.indexOf("=");
  const colon = content.indexOf(":");
  const separator = equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
  if (separator < 1) return { kind: "lost" };
  const key = stripEnd(content.slice(0, separator)).toLowerCase();
  return { kind: "option", key, value: strip(content.slice(separator + 1)) };
}
