import { dotenv } from "./dotenv.ts";
import type { Format } from "./format.ts";
import { githubActions } from "./github-actions.ts";
import { json } from "./json.ts";
import { powershell } from "./powershell.ts";

/** Every output format, by the name that `--format` takes. A new one is a file here and a line below. */
export const formats: ReadonlyMap<string, Format> = new Map([
  ["env", dotenv],
  ["json", json],
  ["powershell", powershell],
  ["github-actions", githubActions],
]);
