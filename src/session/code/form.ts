import { AwsmfaError, ExitCode } from "../../errors.ts";

/** The six digits of a code, blanks inside forgiven; undefined for anything else. Judged before any network. */
export function parseCode(text: string): string | undefined {
  const digits = text.replace(/\s/g, "");
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}

/** The same for a code that somebody passed: throws (exit 4) where it is none. The text is not repeated: it may be a code with one digit too many. */
export function requireCode(text: string, from: string): string {
  const code = parseCode(text);
  if (code !== undefined) return code;
  throw new AwsmfaError(ExitCode.code, `${from} is not an MFA code: six digits are wanted`);
}
