import { AwsmfaError, ExitCode } from "../../errors.ts";
import { type Format, valuesOf } from "./format.ts";

/**
 * Lines for a `.env` file, in the part of that format on which its readers (dotenv for Node, Python and Ruby, docker compose,
 * `sh`'s own `.`) agree. What AWS issues needs no quotes at all, so `docker --env-file`, which takes quotes literally, reads it too.
 * Such a file can set and not remove. Throws for a value that those readers read differently.
 */
export const dotenv: Format = ({ change }) => ({
  stdout: valuesOf(change)
    .map(([name, value]) => `${name}=${toDotenvValue(name, value)}\n`)
    .join(""),
});

function toDotenvValue(name: string, value: string): string {
  if (/^[\w.:/+=@,%-]+$/.test(value)) return value;
  // Python's reader takes a backslash inside single quotes as an escape, the others do not.
  if (/^[^'\\\p{Cc}]*$/u.test(value)) return `'${value}'`;
  // Inside double quotes some expand `$` and backticks, and all have their own escapes.
  if (/^[^"\\$`\p{Cc}]*$/u.test(value)) return `"${value}"`;
  throw new AwsmfaError(
    ExitCode.config,
    `${name} would hold a character (quote, backslash or control character) that readers of .env files disagree about; use --shell or --format json`,
  );
}
