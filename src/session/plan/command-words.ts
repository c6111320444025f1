import { AwsmfaError, ExitCode } from "../../errors.ts";
import { splitWords } from "../../profiles/words.ts";
import type { Origin } from "../../types.ts";
import { renderOrigin } from "./origin.ts";

/** The words of a `credential_process` or `mfa_process`, to be run without a shell. Throws where a quote is left open or nothing is there. */
export function commandWords(key: string, command: string, origin: Origin): readonly string[] {
  const words = splitWords(command);
  if (words?.[0]) return words;
  const why = words ? "names no command" : "has an open quote or ends in a backslash";
  throw new AwsmfaError(ExitCode.config, `${renderOrigin(origin)}: ${key} ${why}`);
}
