/**
 * Blank as Python's `str.strip` and `\s` see it, since botocore reads the AWS files with Python's configparser.
 * JavaScript differs: it leaves U+001C–U+001F and U+0085 alone and takes the byte order mark for a blank.
 */
const wideBlank = /[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** A visible character of ASCII, as almost all are. */
const isPlain = (code: number): boolean => code > 0x20 && code < 0x7f;

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 0x20) return code >= 0x85 && wideBlank.test(text[at]!);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code >= 0x1c;
}

/** How many characters of blank stand before the text. */
export function indentOf(text: string): number {
  if (isPlain(text.charCodeAt(0))) return 0;
  let start = 0;
  while (start < text.length && isBlank(text, start)) start++;
  return start;
}

export function stripEnd(text: string): string {
  if (isPlain(text.charCodeAt(text.length - 1))) return text;
  let end = text.length;
  while (end > 0 && isBlank(text, end - 1)) end--;
  return text.slice(0, end);
}

export function strip(text: string): string {
  const start = indentOf(text);
  return stripEnd(start === 0 ? text : text.slice(start));
}

/** The pieces Python's `str.splitlines` makes, which knows more line ends than a file does. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/);
}
