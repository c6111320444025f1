import { sessionKey } from "../plan/key.ts";
import type { SessionPlan } from "../plan/step.ts";
import type { SessionStore, StoredSession } from "./store.ts";

/**
 * Deletes every stored session that could open a plan's profile, base session included, so that the next switch asks for a code again;
 * and what an older state of the files left under that name. Returns what was deleted.
 */
export function forgetPlan(store: SessionStore, plan: SessionPlan): readonly StoredSession[] {
  const ways = [plan.steps, ...(plan.hourNow ? [plan.hourNow] : [])];
  const keys = new Set(ways.flatMap((steps) => steps.map((_, at) => sessionKey(steps.slice(0, at + 1)))));
  return forgetMatching(
    store,
    ({ key, profile }) => keys.has(key) || (profile !== undefined && profile === plan.profile),
  );
}

/** Deletes the stored sessions of a profile that is no longer in the files. Returns what was deleted. */
export function forgetName(store: SessionStore, name: string): readonly StoredSession[] {
  return forgetMatching(store, ({ profile }) => profile === name);
}

/** Deletes every stored session. Returns those that could be told. */
export function forgetAll(store: SessionStore): readonly StoredSession[] {
  const all = store.list();
  store.clear();
  return all;
}

function forgetMatching(
  store: SessionStore,
  matches: (stored: StoredSession) => boolean,
): readonly StoredSession[] {
  return store.list().filter((stored) => matches(stored) && store.forget(stored.key));
}
