/** What clipanion's `definitions()` tells of a command, as far as an overview shows it. */
interface Definition {
  /** `awsmfa exports [--shell #0] [profile] [code]`. */
  readonly usage: string;
  readonly category?: string | undefined;
  readonly description?: string | undefined;
}

const groups = ["Every day", "Scripts", "Set-up"];

/** All commands on one screen, in their groups, a line each: what `awsmfa --help` prints. A command without a description is hidden. */
export function renderOverview(version: string, definitions: readonly Definition[]): string {
  const rows = definitions.flatMap(({ usage, category, description }) =>
    description
      ? [{ category: category?.trim(), description: description.trim(), words: withoutOptions(usage) }]
      : [],
  );
  const width = Math.max(...rows.map(({ words }) => words.length));
  const sections = groups.map((group) => {
    const lines = rows.filter(({ category }) => category === group);
    return [group, ...lines.map(({ words, description }) => `  ${words.padEnd(width)}  ${description}`), ""];
  });
  return [
    `awsmfa ${version}: one MFA code, every AWS account, in the shell you already have`,
    "",
    ...sections.flat(),
    "awsmfa help <command> tells its options, with examples. Try everything without AWS: awsmfa sandbox",
    "",
  ].join("\n");
}

function withoutOptions(usage: string): string {
  return usage
    .replace(/^awsmfa /, "")
    .replace(/[[<]-[^\]>]*[\]>] ?/g, "")
    .trim();
}
