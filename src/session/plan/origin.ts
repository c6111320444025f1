import type { Origin } from "../../types.ts";

/** `file:line`, the way every message names a place. */
export function renderOrigin({ file, line }: Origin): string {
  return `${file}:${line}`;
}
