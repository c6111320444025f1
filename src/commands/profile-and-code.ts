import { AwsmfaError, ExitCode } from "../errors.ts";
import { requireCode } from "../session/code/form.ts";
import type { Profiles } from "../types.ts";

/** What the words `[profile] [code]` of a command line mean. Either may be missing. */
export interface ProfileAndCode {
  readonly profile: string | undefined;
  readonly code: string | undefined;
}

/**
 * Reads `[profile] [code]` and `--profile` (SPEC §6): a lone word of six digits is the code, unless a profile bears that name. A code in
 * `AWSMFA_CODE` counts as one typed here: that is how our shell functions pass it, since anybody can read a process's arguments.
 * Throws exit 2 where both a word and `--profile` name a profile, exit 4 for a code that is none: where a session lives nobody else would
 * look at it.
 */
export function profileAndCode(
  words: readonly (string | undefined)[],
  option: string | undefined,
  profiles: Profiles,
  env: Record<string, string | undefined>,
): ProfileAndCode {
  const { profile, code } = sortWords(words, option, profiles, env.AWSMFA_CODE || undefined);
  // It has been read: no program that a profile names needs to see it.
  delete env.AWSMFA_CODE;
  return { profile, code: code === undefined ? undefined : requireCode(code, "the code given") };
}

function sortWords(
  words: readonly (string | undefined)[],
  option: string | undefined,
  profiles: Profiles,
  passed: string | undefined,
): ProfileAndCode {
  const [first, second] = words.filter((word) => word !== undefined);
  if (first === undefined) return { profile: option, code: passed };
  const firstIsCode =
    second === undefined && looksLikeCode(first) && (option !== undefined || !profiles.profiles.has(first));
  if (firstIsCode) return { profile: option, code: first };
  return { profile: oneProfile(first, option), code: second ?? passed };
}

/** The profile that a word or `--profile` names. Throws exit 2 where they name two. */
export function oneProfile(word: string | undefined, option: string | undefined): string | undefined {
  if (word !== undefined && option !== undefined && word !== option) {
    throw new AwsmfaError(ExitCode.usage, `two profiles are named, ${word} and ${option}; leave one out`);
  }
  return word ?? option;
}

/** Six digits; people type blanks between them. */
export function looksLikeCode(word: string): boolean {
  return /^\d{6}$/.test(word.replace(/\s/g, ""));
}
