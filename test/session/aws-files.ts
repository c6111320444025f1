import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { readProfiles } from "../../src/profiles/read.ts";
import type { Env, Profiles } from "../../src/types.ts";

const folders: string[] = [];
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Writes both AWS files to a throw-away folder and reads them; undefined: no such file. */
export function filesOf(
  config?: string,
  credentials?: string,
): { profiles: Profiles; env: Env; folder: string } {
  const folder = mkdtempSync(`${tmpdir()}/awsmfa-plan-`);
  folders.push(folder);
  const env = { AWS_CONFIG_FILE: `${folder}/config`, AWS_SHARED_CREDENTIALS_FILE: `${folder}/credentials` };
  if (config !== undefined) writeFileSync(env.AWS_CONFIG_FILE, config);
  if (credentials !== undefined) writeFileSync(env.AWS_SHARED_CREDENTIALS_FILE, credentials);
  return { profiles: readProfiles(env, folder), env, folder };
}
