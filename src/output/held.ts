import type { Env } from "../types.ts";
import { heldRoleName, ourProfile, savedName } from "./env-change.ts";

/** What a shell's environment holds, and what in it works against itself. Never a secret. */
export interface Held {
  /** The profile that our own switch put there. */
  readonly profile: string | undefined;
  readonly accessKeyId: string | undefined;
  readonly expiration: Date | undefined;
  readonly region: string | undefined;
  readonly conflicts: readonly Conflict[];
}

/** Two things in one environment that work against each other, and what to do. */
export interface Conflict {
  readonly what: string;
  readonly cure: string;
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

const unset = "awsmfa unsets";

/** Who wins is told by what the SDKs do: botocore prefers keys to AWS_PROFILE, the JavaScript SDK the reverse. */
function* conflicts(env: Env, expiration: Date | undefined, now: Date): Generator<Conflict> {
  const hasKeys = Boolean(env.AWS_ACCESS_KEY_ID);
  for (const name of ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]) {
    if (env[name] === "") {
      yield {
        what: `${name} is empty, which the AWS CLI takes for a profile without a name`,
        cure: `unset ${name}`,
      };
    } else if (hasKeys && env[name] !== undefined) {
      yield { what: `${name} is set beside keys, and SDKs disagree on which counts`, cure: `unset ${name}` };
    }
  }
  yield* mismatchedKeys(env, hasKeys);
  yield* misleadingPrompt(env);
  if (env.AWS_SECURITY_TOKEN !== undefined) {
    const what = "AWS_SECURITY_TOKEN is set, which boto3 and the AWS CLI read before AWS_SESSION_TOKEN";
    yield { what, cure: "unset AWS_SECURITY_TOKEN" };
  }
  if (expiration && expiration <= now) {
    yield hasKeys
      ? { what: "the session in this shell has ended", cure: `switch again, or ${unset}` }
      : { what: "AWS_CREDENTIAL_EXPIRATION is left over from a session that is gone", cure: unset };
  }
  const { AWS_REGION: region, AWS_DEFAULT_REGION: other } = env;
  if (region && other && region !== other) {
    const what = `AWS_REGION is ${region} and AWS_DEFAULT_REGION is ${other}: the AWS CLI reads the second, most SDKs the first`;
    yield { what, cure: "unset one of them" };
  }
}

function* mismatchedKeys(env: Env, hasKeys: boolean): Generator<Conflict> {
  const isSelected = Boolean(env.AWS_PROFILE) && env.AWS_PROFILE === env[ourProfile];
  if (!hasKeys && env.AWSMFA_PROFILE && !isSelected) {
    yield { what: "AWSMFA_PROFILE is set but the keys are gone", cure: unset };
  }
  // A session without a profile (keys of the environment, a role over them) is told by what its switch saved.
  if (hasKeys && !env.AWSMFA_PROFILE && env[savedName("AWS_PROFILE")] === undefined) {
    yield { what: "the keys in this shell are not from awsmfa", cure: `${unset}, if you do not want them` };
  }
  if (hasKeys && !env.AWS_SECRET_ACCESS_KEY) {
    yield { what: "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY", cure: unset };
  }
  if (!hasKeys && env.AWS_SESSION_TOKEN) {
    yield { what: "AWS_SESSION_TOKEN is left over from a session that is gone", cure: unset };
  }
  if (env.AWS_ACCESS_KEY_ID?.startsWith("ASIA") && !env.AWS_SESSION_TOKEN) {
    yield { what: "the key is a temporary one and AWS_SESSION_TOKEN is missing", cure: unset };
  }
  if (env.AWS_ACCESS_KEY_ID?.startsWith("AKIA") && env.AWS_SESSION_TOKEN) {
    yield {
      what: "AWS_SESSION_TOKEN is left over: the key beside it is a long-term one",
      cure: "unset AWS_SESSION_TOKEN",
    };
  }
  if (env.AWS_ACCESS_KEY_ID?.startsWith("AKIA") && env.AWS_CREDENTIAL_EXPIRATION) {
    const what =
      "AWS_CREDENTIAL_EXPIRATION is left over: the key is a long-term one, and SDKs will take it for ended";
    yield { what, cure: "unset AWS_CREDENTIAL_EXPIRATION" };
  }
}

/** starship and powerlevel10k look at these in this order, before AWSUME_PROFILE, which a switch sets. */
function* misleadingPrompt(env: Env): Generator<Conflict> {
  const { AWSMFA_PROFILE: profile, AWSUME_PROFILE: shown } = env;
  if (!profile) return;
  for (const name of ["AWSU_PROFILE", "AWS_SSO_PROFILE", "AWS_VAULT"].filter((name) => env[name])) {
    yield {
      what: `${name} is ${env[name]}, which prompts show in place of ${profile}`,
      cure: `unset ${name}`,
    };
  }
  if (shown !== profile && !env[heldRoleName]) {
    yield { what: `AWSUME_PROFILE is not ${profile} any more, and prompts show it`, cure: "switch again" };
  }
}
