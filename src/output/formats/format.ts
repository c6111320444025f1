import type { AssumedRole, Credentials } from "../../types.ts";
import type { EnvChange } from "../env-change.ts";

/** What there is to write: the change of environment, and the session it came from. */
export interface Given {
  readonly change: EnvChange;
  readonly credentials: Credentials;
  readonly assumedRole?: AssumedRole | undefined;
}

/** What a format makes of it. `file` is for the file that the environment names in `file.variable`. */
export interface Written {
  readonly stdout: string;
  readonly file?: { readonly variable: string; readonly text: string } | undefined;
}

export type Format = (given: Given) => Written;

/** The variables to set, in order. A fallback counts as set: such a file is read where nobody can look at the person's own. */
export function valuesOf(change: EnvChange): [string, string][] {
  return [...change].flatMap(([name, to]): [string, string][] => {
    if (typeof to === "string") return [[name, to]];
    return to !== null && "unlessTheirs" in to ? [[name, to.unlessTheirs]] : [];
  });
}
