import { createHash } from "node:crypto";
import { type Format, valuesOf } from "./format.ts";

const secretNames = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/**
 * For a step of a workflow, which just runs `awsmfa exports acc1 --format github-actions`: `::add-mask::` commands for stdout, where
 * the runner reads them, and the variables for the file that `GITHUB_ENV` names, for the steps after it. Each value stands between
 * delimiters (GitHub, "Workflow commands", multiline strings). The delimiter is a hash over all values: the same answer gives
 * the same bytes, nobody can guess it, and no value can hold it.
 */
export const githubActions: Format = ({ change }) => {
  const values = valuesOf(change);
  const delimiter = `awsmfa_${createHash("sha256").update(JSON.stringify(values)).digest("hex")}`;
  const masks = values
    .filter(([name, value]) => secretNames.includes(name) && value !== "")
    .map(([, value]) => `::add-mask::${escapeCommandValue(value)}\n`);
  const text = values.map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`).join("");
  return { stdout: masks.join(""), file: { variable: "GITHUB_ENV", text } };
};

/** What a value of a workflow command cannot hold as it is (actions/toolkit, `escapeData`). */
function escapeCommandValue(value: string): string {
  return value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
