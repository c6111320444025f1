import { AwsmfaError, ExitCode } from "../../errors.ts";
import { setting } from "../../profiles/setting.ts";
import type { Credentials, Env, Origin, Profile, Setting } from "../../types.ts";
import { renderOrigin } from "./origin.ts";

/** Keys that stand in a profile. The values are secret but for the access key id. */
export interface StaticKeys {
  readonly credentials: Credentials;
  readonly origin: Origin;
  /** A token that stands in the other file than the keys: not theirs, so not used. */
  readonly strayToken?: Setting | undefined;
}

/** What tools that write sessions into the credentials file call their end. */
const expirationKeys = [
  "expiration",
  "aws_credential_expiration",
  "x_security_token_expires",
  "aws_expiration",
];

/** botocore reads the old name first. */
const tokenKeys = ["aws_security_token", "aws_session_token"];

/** Whether a profile counts as one with keys; half a pair counts, and is an error later (botocore's rule). */
export function hasStaticKeys(profile: Profile): boolean {
  return profile.settings.has("aws_access_key_id") || profile.settings.has("aws_secret_access_key");
}

/**
 * A profile's own keys. The token must stand in the same file as the access key id: the AWS CLI reads a pair and its token
 * from one file. Throws for half a pair, naming what is missing and where the other half stands.
 */
export function profileKeys(profile: Profile): StaticKeys {
  const accessKeyId = setting(profile, "aws_access_key_id");
  const secret = setting(profile, "aws_secret_access_key");
  if (!accessKeyId || !secret) throw halfPair(profile, accessKeyId ?? secret);
  const token = tokenKeys.map((key) => setting(profile, key)).find(Boolean);
  const own = token && isInFileOf(token, [accessKeyId, secret]) ? token : undefined;
  return {
    credentials: {
      accessKeyId: accessKeyId.value,
      secretAccessKey: secret.value,
      ...(own && { sessionToken: own.value, expiration: expirationOf(profile) }),
    },
    origin: accessKeyId.origin,
    strayToken: own ? undefined : token,
  };
}

/** The keys in the environment; undefined where there are none, or where a switch of ours put them there (those are no source). */
export function environmentKeys(env: Env): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (env.AWSMFA_PROFILE !== undefined || !accessKeyId || !secretAccessKey) return undefined;
  const sessionToken = env.AWS_SECURITY_TOKEN || env.AWS_SESSION_TOKEN;
  if (!sessionToken) return { accessKeyId, secretAccessKey };
  return { accessKeyId, secretAccessKey, sessionToken, expiration: parseTime(env.AWS_CREDENTIAL_EXPIRATION) };
}

function isInFileOf(token: Setting, pair: readonly Setting[]): boolean {
  return pair.some(({ origin }) => origin.file === token.origin.file);
}

function halfPair(profile: Profile, half: Setting | undefined): AwsmfaError {
  const missing = setting(profile, "aws_access_key_id") ? "aws_secret_access_key" : "aws_access_key_id";
  const place = renderOrigin(half?.origin ?? profile.origin);
  return new AwsmfaError(
    ExitCode.config,
    `${place}: profile ${profile.name} has half a pair of keys: add ${missing}, or remove the other half`,
  );
}

function expirationOf(profile: Profile): Date | undefined {
  return parseTime(expirationKeys.map((key) => setting(profile, key)?.value).find((value) => value));
}

/** ISO 8601, or the `2030-01-31 12:00:00` that some tools write and mean as UTC; undefined for anything else. */
function parseTime(text: string | undefined): Date | undefined {
  if (!text || !/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const bare = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)$/.exec(text);
  const time = new Date(bare ? `${bare[1]}T${bare[2]}Z` : text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
