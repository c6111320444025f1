/** Prints the table for the README: `node --import tsx test/ancestors/markdown.ts`. */
import { fileURLToPath } from "node:url";
import { type Ancestor, ancestors, type Row } from "./table.ts";

/** A line of the README's table. */
export function renderRow({ theirs, ours, note }: Row): string {
  return `| ${code(theirs)} | ${code(ours)}${note === undefined ? "" : `: ${note}`} |`;
}

/** The heading and the table of one ancestor. */
export function renderAncestor({ title, source, rows }: Ancestor): string {
  return [`**[${title}](${source})**`, "", "| there | here |", "|---|---|", ...rows.map(renderRow), ""].join(
    "\n",
  );
}

/** Code in Markdown; a `|` would end the cell. */
function code(text: string): string {
  const escaped = text.replaceAll("|", "\\|");
  return text.includes("`") ? `\`\` ${escaped} \`\`` : `\`${escaped}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(ancestors.map(renderAncestor).join("\n"));
