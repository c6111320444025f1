/** ISO 8601 in whole seconds with `Z`: the Java SDK takes no `+00:00`, and prompts no milliseconds. */
export function toIsoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}
