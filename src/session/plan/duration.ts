import { AwsmfaError, ExitCode } from "../../errors.ts";
import { setting } from "../../profiles/setting.ts";
import type { Env, Origin, Profile } from "../../types.ts";
import { renderOrigin } from "./origin.ts";

/** How long a session was asked for, and by what. */
export interface Duration {
  readonly seconds: number;
  readonly from: Origin | string;
}

/**
 * STS caps what is assumed with temporary credentials (those of GetSessionToken included) at one hour:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export const chainedRoleSeconds = 3600;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html, …/API_AssumeRole.html: least, most and ours. */
const limits = {
  base: { what: "a base session", least: 900, most: 129_600, usual: 43_200 },
  role: { what: "a role session", least: 900, most: 43_200, usual: 3_600 },
} as const;

const units: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600 };

/** Seconds of what stands behind `--duration`: `3600`, `90m`, `12h`. Throws for anything else. */
export function parseDuration(text: string): number {
  const [, digits = "", unit = ""] = /^([0-9]{1,9})([smh]?)$/.exec(text.trim()) ?? [];
  const seconds = Number(digits) * (units[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw new AwsmfaError(ExitCode.usage, `--duration ${text}: not a duration; say 3600, 90m or 12h`);
}

/** The base session's: `--duration` where the base session is what was asked for, else `AWS_MFA_TTL`, else twelve hours. */
export function baseDuration(env: Env, option: number | undefined): Duration {
  if (option !== undefined) return checked("base", { seconds: option, from: "--duration" });
  const { AWS_MFA_TTL: ttl } = env;
  if (ttl) return checked("base", { seconds: secondsIn(ttl, "AWS_MFA_TTL"), from: "AWS_MFA_TTL" });
  return { seconds: limits.base.usual, from: "default" };
}

/** A role session's: `--duration` (for the role that was asked for), else `duration_seconds`, else one hour. */
export function roleDuration(profile: Profile | undefined, option: number | undefined): Duration {
  if (option !== undefined) return checked("role", { seconds: option, from: "--duration" });
  const found = setting(profile, "duration_seconds");
  if (!found) return { seconds: limits.role.usual, from: "default" };
  const place = `${renderOrigin(found.origin)}: duration_seconds`;
  return checked("role", { seconds: secondsIn(found.value, place), from: found.origin });
}

function secondsIn(text: string, place: string): number {
  if (/^[0-9]{1,9}$/.test(text)) return Number(text);
  throw new AwsmfaError(ExitCode.config, `${place} = ${text}: not a number of seconds`);
}

function checked(kind: keyof typeof limits, duration: Duration): Duration {
  const { what, least, most } = limits[kind];
  const { seconds, from } = duration;
  if (seconds >= least && seconds <= most) return duration;
  const place =
    typeof from === "string" ? `${from} ${seconds}` : `${renderOrigin(from)}: duration_seconds = ${seconds}`;
  const exitCode = from === "--duration" ? ExitCode.usage : ExitCode.config;
  throw new AwsmfaError(exitCode, `${place}: ${what} lasts ${least} to ${most} seconds`);
}
