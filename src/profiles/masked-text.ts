import { scanLines } from "./lines.ts";
import { rawLines, toText } from "./raw-lines.ts";
import { isSecretKey } from "./secret-keys.ts";

const mask = "********";

/** Something like a secret that stands where no key is read: in a comment, or in a line that went wrong. */
const looksSecret = /^(.*?(?:secret|password|passphrase|token)[^=:\s]*[ \t]*[=: \t][ \t]*)\S.*$/i;

/**
 * An AWS file, a character a byte, with a mask in the place of every secret; continuation lines and commented-out keys included. It has
 * exactly the lines of the file.
 */
export function maskedText(content: Uint8Array): string {
  let inSecret = false;
  const lines = rawLines(content);
  const scanned = scanLines(lines.map(({ bytes }) => toText(bytes)));
  return lines
    .map(({ bytes, end }, index) => {
      const line = scanned[index]!;
      if (line.kind === "option") inSecret = isSecretKey(line.key);
      else if (line.kind === "section") inSecret = false;
      if (line.kind === "option") return (inSecret ? maskValue(bytes) : bytes) + end;
      if (line.kind === "more") return maskMore(bytes, line.value, inSecret) + end;
      return bytes.replace(looksSecret, `$1${mask}`) + end;
    })
    .join("");
}

function maskMore(bytes: string, value: string, inSecret: boolean): string {
  if (inSecret) return bytes.replace(/\S.*$/s, mask);
  const key = value.slice(0, Math.max(0, value.indexOf("="))).trim();
  return isSecretKey(key) ? maskValue(bytes) : bytes;
}

function maskValue(bytes: string): string {
  return bytes.replace(/^([^=:]*[=:][ \t]*)\S.*$/s, `$1${mask}`);
}
