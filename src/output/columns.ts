/** Rows of as many cells each as lines in which columns stand below each other, two blanks apart. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const lengths = rows.map((row) => row.map(lengthOf));
  const widths = lengths.reduce((widest, row) => widest.map((width, at) => Math.max(width, row[at]!)));
  return rows.map((row, line) =>
    row
      .map((cell, at) => cell + " ".repeat(widths[at]! - lengths[line]![at]!))
      .join("  ")
      .trimEnd(),
  );
}

const surrogates = /[\ud800-\udbff][\udc00-\udfff]/g;

/** How many characters of Unicode a text has. */
function lengthOf(text: string): number {
  return text.replace(surrogates, "-").length;
}
