import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDraft, makePrivateFolder, readPrivate, sweepFolder, writePrivate } from "../../private-file.ts";
import type { Session } from "../../types.ts";

/** A session at rest, with what `list`, `status` and `forget` say of it. */
export interface StoredSession {
  /** `sessionKey` of the steps that made it. */
  readonly key: string;
  /** The profile it was opened for first; a base session serves others too. */
  readonly profile?: string | undefined;
  readonly kind: "base" | "role";
  /** The long-term key behind it; undefined where a provider answered first. */
  readonly sourceAccessKeyId?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly roleArn?: string | undefined;
  /** The IAM user's name, where STS told it: the usual session name of roles. */
  readonly userName?: string | undefined;
  readonly session: Session;
}

/** Sessions that this tool got from STS (SPEC §5). A session that has ended is still found: who asks judges by the clock. */
export interface SessionStore {
  get(key: string): StoredSession | undefined;
  /** Throws where it cannot be written. */
  put(stored: StoredSession): void;
  list(): readonly StoredSession[];
  /** Deletes one session; true if there was one. */
  forget(key: string): boolean;
  /** Deletes every session, what is not trusted or not whole included: it may hold keys all the same. */
  clear(): void;
}

const version = 1;

/** Sessions as private files, one each, below the cache folder. What is not ours alone, or not whole, is as good as not there. */
export function fileStore(cache: string): SessionStore {
  const folder = join(cache, "sessions");
  const fileOf = (key: string) => join(folder, `${key}.json`);
  const get = (key: string) => parseStored(key, readPrivate(fileOf(key))?.toString("utf8"));
  return {
    get,
    put: (stored) => {
      makePrivateFolder(folder);
      // What a process left that was killed while it wrote: there are keys in it.
      sweepFolder(folder, new Date(stored.session.receivedAt.getTime() - 3_600_000), isDraft);
      writePrivate(fileOf(stored.key), renderStored(stored));
    },
    list: () =>
      names(folder)
        .filter(isSession)
        .flatMap((name) => get(name.slice(0, 64)) ?? []),
    forget: (key) => {
      const there = names(folder).includes(`${key}.json`);
      rmSync(fileOf(key), { force: true });
      return there;
    },
    clear: () => {
      for (const name of names(folder))
        if (isSession(name) || isDraft(name)) rmSync(join(folder, name), { force: true, recursive: true });
    },
  };
}

const isSession = (name: string) => /^[0-9a-f]{64}\.json$/.test(name);

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Times are epoch seconds on disk. */
function renderStored({ session, ...rest }: StoredSession): string {
  const { credentials, receivedAt, assumedRole } = session;
  const { expiration, ...keys } = credentials;
  const times = { receivedAt: toSeconds(receivedAt), expiration: toSeconds(expiration) };
  return `${JSON.stringify({ version, ...rest, ...times, assumedRole, credentials: keys }, undefined, 2)}\n`;
}

function parseStored(key: string, text: string | undefined): StoredSession | undefined {
  if (text === undefined) return undefined;
  try {
    const { version: its, receivedAt, expiration, assumedRole, credentials, ...rest } = JSON.parse(text);
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const texts = [accessKeyId, secretAccessKey, sessionToken];
    const isWhole = texts.every((part) => typeof part === "string" && part !== "");
    const isOurs = its === version && rest.key === key && (rest.kind === "base" || rest.kind === "role");
    if (!isWhole || !isOurs || !Number.isFinite(receivedAt) || !Number.isFinite(expiration)) return undefined;
    const keys = { accessKeyId, secretAccessKey, sessionToken, expiration: toDate(expiration) };
    return { ...rest, session: { credentials: keys, receivedAt: toDate(receivedAt), assumedRole } };
  } catch {
    return undefined;
  }
}

const toSeconds = (date: Date) => date.getTime() / 1000;
const toDate = (seconds: number) => new Date(Math.round(seconds * 1000));
