import { AwsmfaError, ExitCode } from "../../errors.ts";
import type { Env, Session } from "../../types.ts";

/** Seconds a session must have left to be handed out by default; botocore wants fifteen minutes of a `credential_process` (RULES 8). */
export const minTtlSeconds = { shell: 300, credentialProcess: 900 } as const;

/** A clock set back may make an old session look fresh; no session of STS lasts longer than this (RULES 7). */
const longestSeconds = 36 * 3600 + 300;

/** The margin for this run: `AWSMFA_MIN_TTL` in seconds where it is set, else the given one. Throws for what is no number. */
export function minTtl(env: Env, usual: number): number {
  const { AWSMFA_MIN_TTL: text } = env;
  if (!text) return usual;
  if (/^[0-9]{1,6}$/.test(text)) return Number(text);
  throw new AwsmfaError(ExitCode.usage, `AWSMFA_MIN_TTL = ${text}: not a number of seconds`);
}

/** Whether a stored session may be handed out at this moment, with a margin before its end. */
export function isUsable({ credentials, receivedAt }: Session, now: Date, marginSeconds: number): boolean {
  const left = credentials.expiration.getTime() - now.getTime();
  const lasts = credentials.expiration.getTime() - receivedAt.getTime();
  // A second of leeway: receipt and now may come from clocks that were just set.
  return (
    left > marginSeconds * 1000 &&
    lasts <= longestSeconds * 1000 &&
    now.getTime() >= receivedAt.getTime() - 1000
  );
}
