import type { Change } from "../env-change.ts";
import type { Format } from "./format.ts";

/**
 * For `awsmfa exports acc1 --format powershell | Out-String | Invoke-Expression`. One script block: cut short it does not parse.
 * It sets and removes; bringing back what was before is for the shells that have a folder under `shell/`.
 */
export const powershell: Format = ({ change }) => {
  const entries = [...change];
  const removed = entries.flatMap(([name, to]) => (to === null ? [`  $Env:${name} = $null\n`] : []));
  const fallback = entries.flatMap(([name, to]) => toFallback(name, to));
  const set = entries.flatMap(([name, to]) =>
    typeof to === "string" ? [`  $Env:${name} = ${quotePowershell(to)}\n`] : [],
  );
  const free = "  if (-not ($Env:AWS_REGION -or $Env:AWS_DEFAULT_REGION)) {\n";
  const guarded = fallback.length > 0 ? [free, ...fallback, "  }\n"] : [];
  return { stdout: ["& {\n", ...removed, ...guarded, ...set, "}\n"].join("") };
};

function toFallback(name: string, to: Change): string[] {
  if (to === null || typeof to === "string" || !("unlessTheirs" in to)) return [];
  return [`    $Env:${name} = ${quotePowershell(to.unlessTheirs)}\n`];
}

/**
 * A verbatim string. PowerShell closes one at any of its five single quotes, the typographic ones included, and reads two in a
 * row as one (about_Quoting_Rules; the characters are those of `CharTraits` in its tokenizer).
 */
export function quotePowershell(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}
