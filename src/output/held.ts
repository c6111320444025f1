import type { Env } from "../types.ts";

/** What a shell's environment holds, and what in it works against itself. Never a secret. */
export interface Held {
  /** The profile that our own switch put there. */
  readonly profile: string | undefined;
  readonly accessKeyId: string | undefined;
  readonly expiration: Date | undefined;
  readonly region: string | undefined;
  /** One line each, with its cure. */
  readonly conflicts: readonly string[];
}

/** Reads the environment that a switch leaves (SPEC §7), without any file. */
export function heldIn(env: Env, now: Date): Held {
  const expiration = parseDate(env.AWS_CREDENTIAL_EXPIRATION);
  return {
    profile: env.AWSMFA_PROFILE || undefined,
    accessKeyId: env.AWS_ACCESS_KEY_ID || undefined,
    expiration,
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined,
    conflicts: [...conflicts(env, expiration, now)],
  };
}

function parseDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Who wins where is in FACTS of AWS: botocore and the JavaScript SDK disagree on AWS_PROFILE beside keys. */
function* conflicts(env: Env, expiration: Date | undefined, now: Date): Generator<string> {
  const hasKeys = Boolean(env.AWS_ACCESS_KEY_ID);
  const named = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].filter((name) => env[name] !== undefined);
  if (hasKeys) {
    for (const name of named) {
      yield `${name} is set beside keys, and SDKs disagree on which counts: unset ${name}, or run awsmfa unsets`;
    }
  }
  for (const name of named.filter((name) => env[name] === "")) {
    yield `${name} is empty, which the AWS CLI takes for a profile without a name: unset ${name}`;
  }
  if (hasKeys && !env.AWSMFA_PROFILE) {
    yield "the keys in this shell are not from awsmfa; awsmfa unsets clears them";
  }
  if (!hasKeys && env.AWSMFA_PROFILE) {
    yield "AWSMFA_PROFILE is set but the keys are gone; awsmfa unsets clears the rest";
  }
  if (hasKeys && !env.AWS_SECRET_ACCESS_KEY) {
    yield "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY; awsmfa unsets clears it";
  }
  if (env.AWS_ACCESS_KEY_ID?.startsWith("ASIA") && !env.AWS_SESSION_TOKEN) {
    yield "the key is a temporary one but AWS_SESSION_TOKEN is not set; awsmfa unsets clears it";
  }
  if (env.AWS_ACCESS_KEY_ID?.startsWith("AKIA") && env.AWS_SESSION_TOKEN) {
    yield "AWS_SESSION_TOKEN is left over: the key beside it is a long-term one; unset AWS_SESSION_TOKEN";
  }
  if (env.AWS_SECURITY_TOKEN !== undefined) {
    yield "AWS_SECURITY_TOKEN is set, and boto3 and the AWS CLI read it before AWS_SESSION_TOKEN: unset AWS_SECURITY_TOKEN";
  }
  if (expiration && expiration <= now) {
    yield hasKeys
      ? "the session in this shell has ended; switch again, or run awsmfa unsets"
      : "AWS_CREDENTIAL_EXPIRATION is left over from a session that is gone; awsmfa unsets clears it";
  }
  if (env.AWS_REGION && env.AWS_DEFAULT_REGION && env.AWS_REGION !== env.AWS_DEFAULT_REGION) {
    yield `AWS_REGION (${env.AWS_REGION}) and AWS_DEFAULT_REGION (${env.AWS_DEFAULT_REGION}) differ: the AWS CLI reads the second, most SDKs the first`;
  }
}
