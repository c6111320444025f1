/** What to do with one variable: set it, remove it (null), or set it only where the person has no value of their own. */
export type Change = string | null | { readonly unlessTheirs: string };

/**
 * The one neutral value between AWS and the shells: an ordered map from variable to what becomes of it.
 * A switch, `unsets`, `exec`, every format and every prepared answer render the same value.
 */
export type EnvChange = ReadonlyMap<string, Change>;
