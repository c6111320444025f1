import type { Env } from "../../types.ts";
import { sessionKey } from "../plan/key.ts";
import type { Step } from "../plan/step.ts";
import type { SessionStore } from "./store.ts";
import { isUsable, minTtl, minTtlSeconds } from "./usable.ts";

/** The longest part of a plan that a stored session spares. */
export interface StoredPart {
  /** The step whose answer is stored, counted from 0. */
  readonly at: number;
  readonly until: Date;
}

/** Looks a plan's steps up in the store, last one first; undefined where nothing usable is stored. */
export function storedPart(
  steps: readonly Step[],
  {
    store,
    env,
    now,
  }: { readonly store: Pick<SessionStore, "get">; readonly env: Env; readonly now: () => Date },
): StoredPart | undefined {
  const margin = minTtl(env, minTtlSeconds.shell);
  for (let at = steps.length - 1; at > 0; at--) {
    const session = store.get(sessionKey(steps.slice(0, at + 1)))?.session;
    if (session && isUsable(session, now(), margin)) return { at, until: session.credentials.expiration };
  }
  return undefined;
}
