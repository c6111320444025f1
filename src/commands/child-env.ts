import { applyEnvChange } from "../output/apply.ts";
import type { EnvChange } from "../output/env-change.ts";
import type { Env } from "../types.ts";

/** What passes between the launcher, our shell functions and Node: nobody else's business. */
const internal = ["AWSMFA_CODE", "AWSMFA_UNATTENDED"];

/** Under `AWSMFA_HID_<NAME>` the launcher keeps what it takes out of Node's own way, for example NODE_OPTIONS. */
const hidden = "AWSMFA_HID_";

/** The environment of a program that we start for the person: theirs as it was before the launcher, with the change of a switch. */
export function childEnv(env: Env, change: EnvChange = new Map()): Record<string, string> {
  const after = applyEnvChange(env, change);
  for (const name of internal) delete after[name];
  for (const name of Object.keys(after).filter((name) => name.startsWith(hidden))) {
    after[name.slice(hidden.length)] = after[name]!;
    delete after[name];
  }
  return after;
}
