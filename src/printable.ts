/** Text of a person's files made harmless for a terminal: control characters, which could move the cursor or recolour, are shown as U+FFFD. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "\u{fffd}");
}
