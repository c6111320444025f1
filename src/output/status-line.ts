import { printable } from "../printable.ts";
import type { Env } from "../types.ts";
import { ourProfile } from "./env-change.ts";
import { heldIn } from "./held.ts";

/**
 * What a home-made prompt shows of the environment: `acc1 3h20m`, `acc1 12m`, `acc1 ended`, `acc1` where no end is known; empty where no
 * session of a profile is held. `shell/<name>/status.*` say the same without Node; what they are not sure of comes here.
 */
export function renderStatusLine(env: Env, now: Date): string {
  const { profile, accessKeyId, expiration } = heldIn(env, now);
  // A role that is not the profile's own is named there, as other prompts show it.
  const label = env.AWSUME_PROFILE || profile;
  const isSelected = Boolean(env[ourProfile]) && env.AWS_PROFILE === env[ourProfile];
  if (!(accessKeyId || isSelected) || !label) return "";
  return `${printable(label)}${expiration ? ` ${shortTimeLeft(expiration, now)}` : ""}\n`;
}

/** In whole seconds of both clocks: shells have no finer one. */
function shortTimeLeft(until: Date, now: Date): string {
  const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
  const minutes = Math.floor((seconds(until) - seconds(now)) / 60);
  if (minutes < 0) return "ended";
  return minutes < 60 ? `${minutes}m` : `${Math.floor(minutes / 60)}h${minutes % 60}m`;
}
