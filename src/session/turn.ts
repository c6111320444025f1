import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { type Lock, lockHolder, takeLock } from "../lock/lock.ts";
import type { Owner } from "../lock/owner.ts";
import { readPrivate, writePrivate } from "../private-file.ts";
import type { SessionWorld } from "./world.ts";

/** How long one may hold the right to call STS for a session, and to ask for its code (RULES 23). */
export const turnSeconds = { call: 15, ask: 120 } as const;

/** Why somebody before us got nothing, so that those who waited for it do not try the same again. */
export interface Failure {
  readonly owner: string;
  readonly message: string;
}

interface TurnRequest<T> {
  readonly world: SessionWorld;
  readonly key: string;
  readonly kind: keyof typeof turnSeconds;
  readonly terminal?: string | undefined;
  /** Looked at while waiting and once more when it is our turn: what another process got meanwhile. */
  readonly lookAgain: () => T | undefined;
  /** Called once, when it turns out that somebody else is at it. */
  readonly onWait?: (holder: Owner) => void;
  readonly giveUpAfterSeconds: number;
  /** What to say when the wait was too long. */
  readonly tooLong: string;
}

/**
 * Does something for a session while no other process does the same, or takes what another one got meanwhile.
 * A failure (code refused, cancelled, Ctrl-C) is handed to those who wait. Where no lock can be written the work is done without.
 */
export async function inTurn<T>(request: TurnRequest<T>, work: () => Promise<T>): Promise<T> {
  const { world, lookAgain } = request;
  const turn = await waitForTurn(request);
  if ("found" in turn) return turn.found;
  // A process that is ended meanwhile leaves its lock; others take it away.
  try {
    const found = lookAgain();
    return found === undefined ? await work() : found;
  } catch (error) {
    if (turn.lock && error instanceof AwsmfaError && isForAll(error.exitCode)) {
      noteFailure(pathOf(world, request), { owner: turn.lock.owner.id, message: error.message });
    }
    throw error;
  } finally {
    turn.lock?.release();
  }
}

/** A person's answer. */
const isForAll = (exitCode: ExitCode) => exitCode === ExitCode.code || exitCode === ExitCode.interrupted;

async function waitForTurn<T>(request: TurnRequest<T>): Promise<{ lock: Lock | undefined } | { found: T }> {
  const { world, kind, terminal, lookAgain, onWait, giveUpAfterSeconds, tooLong } = request;
  const path = pathOf(world, request);
  const started = performance.now();
  let awaited: Owner | undefined;
  for (;;) {
    const taken = take({ path, pid: world.pid, seconds: turnSeconds[kind], terminal, now: world.now });
    if (awaited && (!taken || !("by" in taken) || taken.by.id !== awaited.id)) {
      const failure = readFailure(path, awaited);
      if (failure && taken && !("by" in taken)) taken.release();
      if (failure)
        throw new AwsmfaError(
          ExitCode.code,
          `${failure.message} (in process ${awaited.pid}, which was waited for)`,
        );
    }
    if (!taken || !("by" in taken)) return { lock: taken };
    if (!awaited) onWait?.(taken.by);
    awaited = taken.by;
    const found = lookAgain();
    if (found !== undefined) return { found };
    if (performance.now() - started > giveUpAfterSeconds * 1000)
      throw new AwsmfaError(ExitCode.code, tooLong);
    await delay(40);
  }
}

/** undefined where no lock can be written: a missing session is worse than two calls. */
function take(request: Parameters<typeof takeLock>[0]): ReturnType<typeof takeLock> | undefined {
  try {
    return takeLock(request);
  } catch {
    return undefined;
  }
}

/** Who is doing something for a session right now, if anybody. */
export function whoseTurn(
  world: SessionWorld,
  key: string,
  kind: keyof typeof turnSeconds,
): Owner | undefined {
  return lockHolder(pathOf(world, { key, kind }), world.now());
}

function pathOf(world: SessionWorld, { key, kind }: { readonly key: string; readonly kind: string }): string {
  return join(world.lockFolder, `${key}.${kind}`);
}

/** Written before the lock is released: who waited reads it after. */
function noteFailure(path: string, failure: Failure): void {
  try {
    writePrivate(`${path}.failed`, JSON.stringify(failure));
  } catch {
    // Those who wait will try for themselves.
  }
}

function readFailure(path: string, awaited: Owner): Failure | undefined {
  try {
    const failure = JSON.parse(readPrivate(`${path}.failed`)?.toString("utf8") ?? "") as Failure;
    return failure.owner === awaited.id ? failure : undefined;
  } catch {
    return undefined;
  }
}
