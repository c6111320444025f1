import { AwsmfaError, ExitCode } from "../errors.ts";
import type { Profile } from "../types.ts";

/** The shell function of a profile, or why it has none: one phrase for `list` and `doctor`. */
export type FunctionName =
  | { readonly function: string }
  | { readonly function?: undefined; readonly reason: string };

/** What `--prefix` is where nobody says otherwise. */
export const defaultPrefix = "aws_";

/** Words that bash, zsh or fish read as syntax: no function can bear them. */
const reserved = new Set(
  (
    "and begin break builtin case command continue coproc declare do done echo elif else end esac eval exec exit export fi for " +
    "foreach function if in integer local nocorrect not or read readonly repeat return select set source status string switch " +
    "test then time trap type typeset unset until while"
  ).split(" "),
);

/** Can a function's name begin with it in every shell? (RULES 21) */
export function isPrefix(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(text);
}

/**
 * For each profile the shell function it gets (SPEC §8), in the order of the files: `awsmfa_function` where that key is set, else
 * the prefix and the name, in which everything but letters, digits, `_`, `-` and `.` becomes `_`. Of two profiles on one name the
 * first keeps it. Throws a usage error for a prefix that starts no function name (RULES 21).
 */
export function functionNames(
  profiles: ReadonlyMap<string, Profile>,
  prefix = defaultPrefix,
): Map<string, FunctionName> {
  if (!isPrefix(prefix)) {
    throw new AwsmfaError(
      ExitCode.usage,
      `the prefix ${JSON.stringify(prefix)} cannot start a function's name: use letters, digits, _ and -, no digit or - first`,
    );
  }
  const owners = new Map<string, string>();
  const names = new Map<string, FunctionName>();
  for (const profile of profiles.values()) {
    const wanted = wantedName(profile, prefix);
    const owner = wanted.function === undefined ? undefined : owners.get(wanted.function);
    if (wanted.function !== undefined && owner === undefined) owners.set(wanted.function, profile.name);
    names.set(profile.name, owner === undefined ? wanted : { reason: takenBy(owner, wanted.function) });
  }
  return names;
}

function takenBy(owner: string, name: string | undefined): string {
  return `${name} is already the function of profile ${JSON.stringify(owner)}`;
}

/** A character that is none of a function's name; by surrogates, since V8 takes its time for the flag that knows them. */
const odd = /[\ud800-\udbff][\udc00-\udfff]|[^A-Za-z0-9_.-]/g;

function wantedName(profile: Profile, prefix: string): FunctionName {
  if (profile.name === "") return { reason: "the profile has no name" };
  if (profile.name.includes("\0")) return { reason: "the profile's name holds a NUL byte" };
  const chosen = profile.settings.get("awsmfa_function");
  const name = chosen ? chosen.value : `${prefix}${profile.name.replace(odd, "_")}`;
  const from = chosen ? `awsmfa_function = ${JSON.stringify(name)}` : name;
  if (chosen && name === "") return { reason: "awsmfa_function is empty" };
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) return { reason: `${from} is no function name` };
  if (name === "awsmfa" || name.startsWith("__awsmfa"))
    return { reason: `${from} is the name of a function of awsmfa` };
  if (reserved.has(name)) return { reason: `${from} is a word of the shell's own` };
  return { function: name };
}
