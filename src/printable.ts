/** What Unicode calls Cc, by its numbers: by its name V8 would have to look through all of Unicode first. */
const controls = /[\0-\x1f\x7f-\x9f]/g;

/** Text of a person's files made harmless for a terminal: control characters, which could move the cursor or recolour, are shown as U+FFFD. */
export function printable(text: string): string {
  return text.search(controls) < 0 ? text : text.replace(controls, "\u{fffd}");
}
