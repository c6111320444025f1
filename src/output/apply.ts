import type { Env } from "../types.ts";
import { type Change, type EnvChange, ourProfile, ourRegion, savedName, selections } from "./env-change.ts";

/**
 * The environment after the change: what the code of `renderShell` does in a shell, done to a plain object. For children we
 * start ourselves (`exec`, `session`), and what the shells are tested against. The given environment stays as it is.
 */
export function applyEnvChange(env: Env, change: EnvChange): Record<string, string> {
  const after: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) after[name] = value;

  for (const [name, to] of change) if (selections.has(name)) takeBack(after, name, to);
  for (const [name, to] of change)
    if (!selections.has(name) || to === null || typeof to === "string") delete after[name];

  const free = [...change].every(([name, to]) => !isFallback(to) || !selections.has(name) || !after[name]);
  for (const [name, to] of change) {
    if (typeof to === "string") after[name] = to;
    else if (isFallback(to) && free) after[name] = to.unlessTheirs;
  }
  return after;
}

/** The selection as it was before a switch of ours; then saved, or its saved copy dropped where it stays the person's. */
function takeBack(env: Record<string, string>, name: string, to: Change): void {
  const saved = env[savedName(name)];
  const back = to !== null && typeof to === "object" && "theirs" in to;
  if (name === "AWS_PROFILE" && env[ourProfile] && env[name] === env[ourProfile]) delete env[name];
  const hidden =
    selections.get(name) === "ifOurs" ? env[ourRegion] && env[name] === env[ourRegion] : saved && !env[name];
  if (hidden) {
    delete env[name];
    // An empty AWS_PROFILE is never given back: botocore would look for a profile of that name.
    const empty = saved === "+" && selections.get(name) === "ifEmpty" && back;
    if (saved?.startsWith("+") && !empty) env[name] = saved.slice(1);
  }
  if (back) delete env[savedName(name)];
  else env[savedName(name)] = env[name] === undefined ? "-" : `+${env[name]}`;
}

function isFallback(to: Change): to is { readonly unlessTheirs: string } {
  return to !== null && typeof to === "object" && "unlessTheirs" in to;
}
