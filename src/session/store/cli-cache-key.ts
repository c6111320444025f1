import { createHash } from "node:crypto";
import type { Profile } from "../../types.ts";

/**
 * The name under which the AWS CLI keeps the session of a role profile: the SHA-1 of what it sends to AssumeRole, as Python writes JSON.
 * What it does not read does not count: a device that only the source profile names, say. undefined: no profile whose role it caches.
 * From botocore's `AssumeRoleCredentialFetcher._create_cache_key`.
 */
export function cliCacheKey(profile: Profile): string | undefined {
  const raw = (name: string) => {
    const found = profile.settings.get(name);
    return found && !found.nested ? (found.raw ?? found.value) : undefined;
  };
  const hasSource = (raw("source_profile") === undefined) !== (raw("credential_source") === undefined);
  const RoleArn = raw("role_arn");
  if (RoleArn === undefined || !hasSource || raw("web_identity_token_file") !== undefined) return undefined;
  const request = {
    DurationSeconds: pythonInt(raw("duration_seconds")),
    ExternalId: raw("external_id"),
    RoleArn,
    // An empty one makes the AWS CLI invent a name, and an invented one is no part of the key.
    RoleSessionName: raw("role_session_name") || undefined,
    SerialNumber: raw("mfa_serial"),
  };
  return createHash("sha1").update(pythonJson(request)).digest("hex");
}

/** `int()` of Python, for plain digits; undefined for anything else, which the AWS CLI leaves out. */
function pythonInt(text: string | undefined): number | undefined {
  const digits = /^\s*([+-]?\d{1,15})\s*$/.exec(text ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** `json.dumps` of Python for texts, numbers and objects of such: blanks behind `,` and `:`, nothing beyond ASCII. Keys stay in their order. */
export function pythonJson(value: unknown): string {
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined);
    return `{${entries.map(([name, part]) => `${pythonJson(name)}: ${pythonJson(part)}`).join(", ")}}`;
  }
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
