/**
 * Blank as Python's `str.strip` and `\s` see it, since botocore reads the AWS files with Python's configparser.
 * JavaScript differs: it leaves U+001C–U+001F and U+0085 alone and takes the byte order mark for a blank.
 */
const blank = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const leading = new RegExp(`^${blank}+`);
const trailing = new RegExp(`${blank}+$`);
const onlyPlain = /^[!-~](?:[ -~]*[!-~])?$/;

/** How many characters of blank stand before the text. */
export function indentOf(text: string): number {
  return leading.exec(text)?.[0].length ?? 0;
}

export function stripEnd(text: string): string {
  return text.replace(trailing, "");
}

export function strip(text: string): string {
  return onlyPlain.test(text) ? text : stripEnd(text.replace(leading, ""));
}

/** The pieces Python's `str.splitlines` makes, which knows more line ends than a file does. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/);
}
