import { AwsmfaError, ExitCode } from "../../errors.ts";
import type { Credentials, Origin } from "../../types.ts";
import { renderOrigin } from "../plan/origin.ts";

/**
 * Reads what a `credential_process` printed. Throws where it is not the JSON that AWS's SDK reference describes; the text is never repeated.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export function parseProcessAnswer(text: string, origin: Origin, now: Date): Credentials {
  const answer = parseObject(text);
  if (!answer) throw wrong(origin, "printed something that is not a JSON object");
  if (answer.Version !== 1) throw wrong(origin, "printed no `Version` 1");
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = answer;
  if (!isText(accessKeyId) || !isText(secretAccessKey))
    throw wrong(origin, "printed no AccessKeyId and SecretAccessKey");
  const expiration = parseExpiration(answer.Expiration, origin);
  if (expiration && expiration <= now)
    throw wrong(origin, `printed credentials that ended at ${expiration.toISOString()}`);
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: isText(sessionToken) ? sessionToken : undefined,
    expiration,
  };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function parseExpiration(value: unknown, origin: Origin): Date | undefined {
  if (value === undefined || value === null) return undefined;
  const time = isText(value) ? new Date(value) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) throw wrong(origin, "printed an Expiration that is no time");
  return time;
}

function wrong(origin: Origin, what: string): AwsmfaError {
  return new AwsmfaError(ExitCode.config, `${renderOrigin(origin)}: credential_process ${what}`);
}
