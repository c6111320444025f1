import { sha256 } from "./sha256.ts";
import type { Step } from "./step.ts";

/**
 * What does not shape the answer: labels, reasons and places. `conditional` only tells whether the step is done. Everything else counts,
 * a field added tomorrow included.
 */
const labels = new Set([
  "reason",
  "origin",
  "values",
  "durationOrigin",
  "detailOrigin",
  "conditional",
  "caBundle",
]);

/**
 * The name under which the answer of the last of these steps is stored: a hash over everything that shapes it, all earlier steps included,
 * so that an edit of any of it finds no old session. 64 hex digits.
 */
export function sessionKey(steps: readonly Step[]): string {
  const shape = sessionShape(steps);
  const key = keys.get(shape) ?? sha256(shape);
  keys.set(shape, key);
  return key;
}

/** The keys so far: each is asked for several times on the way to a session. */
const keys = new Map<string, string>();

/** Everything that shapes the answer of the last of these steps, as a text: what `sessionKey` is the hash of. */
export function sessionShape(steps: readonly Step[]): string {
  return JSON.stringify(steps.map(shapeOf));
}

/** Two profiles over one key or role share a session, so their names do not count; a provider answers by its profile. */
function shapeOf(step: Step): unknown {
  return canonical(step.kind === "provider" ? step : { ...step, profile: undefined });
}

/** The same value with its keys in one order, without labels and without what is undefined. */
function canonical(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(canonical);
  const entries = Object.entries(value).filter(([name, part]) => part !== undefined && !labels.has(name));
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, canonical(part)]);
}
