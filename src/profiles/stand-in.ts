import { basename } from "node:path";
import type { Profile, Profiles } from "../types.ts";
import { sourceChain } from "./facts.ts";
import type { SettingChange } from "./raw-lines.ts";
import { setting } from "./setting.ts";
import { splitWords } from "./words.ts";

/**
 * Keys that say who one becomes, and how: a stand-in leaves that to awsmfa. Everything else (output, s3, endpoints, retries) it takes over,
 * since programs use it in the profile's place.
 */
const identityKeys =
  /^(aws_access_key_id|aws_secret_access_key|aws_session_token|aws_security_token|role_arn|source_profile|credential_source|credential_process|mfa_serial|mfa_process|duration_seconds|external_id|role_session_name|source_identity|session_tags|transitive_session_tags|web_identity_token_file|sso_.*|login_session|awsmfa_function|expiration|aws_expiration|aws_credential_expiration|x_security_token_expires)$/;

/**
 * The command line that prints a profile's session. Quoted for Python's shlex, by which botocore splits it, as well as for a shell, to
 * which the JavaScript, Go and Java SDKs hand it. Some SDKs end a value at a blank with `#` or `;` behind it: none stands there.
 */
export function processCommand(launcher: string, profile: string): string {
  const word = profile.startsWith("-") ? `--profile=${profile}` : profile;
  return [launcher, "credential-process", word].map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  return /^[\w@%+:,./=-]+$/.test(word) ? word : `'${word.replace(/['#;]/g, "'\\$&'")}'`;
}

/** Whose session the `credential_process` of a profile prints; undefined where that is none of ours. */
export function standsFor(profile: Profile): { launcher: string; profile: string } | undefined {
  const [launcher = "", command, word, ...more] =
    splitWords(setting(profile, "credential_process")?.value ?? "") ?? [];
  if (basename(launcher) !== "awsmfa" || command !== "credential-process" || more.length > 0)
    return undefined;
  return word === undefined ? undefined : { launcher, profile: word.replace(/^--profile=/, "") };
}

/** The profile by which programs that know nothing of awsmfa get another one's session; undefined where there is none yet. */
export function findStandIn({ profiles }: Profiles, name: string): Profile | undefined {
  return [...profiles.values()].find((profile) => standsFor(profile)?.profile === name);
}

/** A stand-in's usual name, in letters that every SDK takes in a header. */
export function standInName(profile: string): string {
  return `${profile.replace(/[^\w@+.%:/-]/gu, "_")}-mfa`;
}

/** What the config file has to say of a stand-in: the command, the profile's region or that of its sources, and its other settings. */
export function standInChanges(
  profile: Profile,
  { profiles }: Profiles,
  command: string,
): Map<string, SettingChange> {
  const regions = [...sourceChain(profile, profiles), profiles.get("default")].map((each) =>
    setting(each, "region"),
  );
  const region = regions.find(Boolean)?.value;
  const others = [...profile.settings].filter(([key]) => key !== "region" && !identityKeys.test(key));
  return new Map<string, SettingChange>([
    ["credential_process", command],
    ...(region === undefined ? [] : ([["region", region]] as const)),
    ...others.map(([key, { raw, value, nested }]): [string, SettingChange] => [
      key,
      nested ? new Map([...nested].map(([name, inner]) => [name, inner.value])) : (raw ?? value),
    ]),
  ]);
}
