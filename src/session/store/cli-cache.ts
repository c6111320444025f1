/**
 * The AWS CLI's own cache of role sessions, so that plain `aws --profile acc1` asks for no code where this tool has a session, and the other
 * way round. Its files are the AWS CLI's: found, read and written as its `JSONFileCache` does.
 */

import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { AwsmfaError, ExitCode } from "../../errors.ts";
import { toIsoSeconds } from "../../iso-seconds.ts";
import { effectiveUser, readPrivate, writePrivate } from "../../private-file.ts";
import type { AssumedRole, Credentials, Session } from "../../types.ts";
import { accountOfArn } from "../plan/arn.ts";
import { pythonJson } from "./cli-cache-key.ts";

/** The AWS CLI uses an entry while this much is left of it. */
export const cliCacheMarginSeconds = 900;

const fileOf = (home: string, key: string) => join(home, ".aws", "cli", "cache", `${key}.json`);

/** What is kept under a key, while the AWS CLI would still use it. A file that others can read is as good as not there. */
export function readCliCache(
  home: string,
  key: string,
  now: Date,
): Pick<Session, "credentials" | "assumedRole"> | undefined {
  try {
    const { Credentials: keys, AssumedRoleUser: user } = JSON.parse(
      readPrivate(fileOf(home, key))?.toString("utf8") ?? "",
    );
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = keys;
    const expiration = parseTime(keys.Expiration);
    const isWhole = [accessKeyId, secretAccessKey, sessionToken].every(
      (text) => typeof text === "string" && text !== "",
    );
    const left = (expiration.getTime() - now.getTime()) / 1000;
    if (!isWhole || !(left >= cliCacheMarginSeconds)) return undefined;
    const isRole = typeof user?.Arn === "string" && typeof user.AssumedRoleId === "string";
    return {
      credentials: { accessKeyId, secretAccessKey, sessionToken, expiration },
      assumedRole: isRole ? { arn: user.Arn, id: user.AssumedRoleId } : undefined,
    };
  } catch {
    return undefined;
  }
}

/** Python's `%Y-%m-%dT%H:%M:%S%Z`, where the zone is the word UTC; ISO 8601 otherwise. */
function parseTime(text: unknown): Date {
  return new Date(String(text).replace(/UTC$/, "Z"));
}

/** Keeps a role session for the AWS CLI. An entry that ends later stays. Throws exit 5 where it cannot be written. */
export function writeCliCache(
  home: string,
  key: string,
  { credentials, assumedRole }: { readonly credentials: Credentials; readonly assumedRole: AssumedRole },
  now: Date,
): void {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  const kept = readCliCache(home, key, now);
  if (!expiration || (kept && kept.credentials.expiration >= expiration)) return;
  const answer = {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: toIsoSeconds(expiration),
      AccountId: accountOfArn(assumedRole.arn),
    },
    AssumedRoleUser: { AssumedRoleId: assumedRole.id, Arn: assumedRole.arn },
    ResponseMetadata: { HTTPStatusCode: 200, RetryAttempts: 0 },
  };
  const path = fileOf(home, key);
  try {
    makeFolder(dirname(path));
    writePrivate(path, pythonJson(answer));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AwsmfaError(ExitCode.write, `cannot fill the AWS CLI's cache: ${why}`, { cause: error });
  }
}

/** Deletes what stands there of these sessions, whoever put it there. */
export function forgetCopies(home: string, sessions: readonly { readonly session: Session }[]): void {
  const ids = new Set(sessions.map(({ session }) => session.credentials.accessKeyId));
  const folder = dirname(fileOf(home, ""));
  if (ids.size === 0 || !existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    try {
      const { Credentials: keys } = JSON.parse(readPrivate(join(folder, name))?.toString("utf8") ?? "");
      if (ids.has(keys.AccessKeyId)) rmSync(join(folder, name), { force: true });
    } catch {
      // Another kind of file, or one that is not for us to read.
    }
  }
}

/** The folder as the AWS CLI has it; under sudo that of another person stays untouched. */
function makeFolder(path: string): void {
  let nearest = path;
  while (!statSync(nearest, { throwIfNoEntry: false })) nearest = dirname(nearest);
  if (statSync(nearest).uid !== effectiveUser()) throw new Error(`${nearest} belongs to another user`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
}
