import { AwsmfaError, ExitCode } from "../../errors.ts";
import { setting } from "../../profiles/setting.ts";
import type { Credentials, Env, Origin, Profile, Profiles } from "../../types.ts";
import { commandWords } from "./command-words.ts";
import { renderOrigin } from "./origin.ts";
import { environmentKeys, hasStaticKeys, profileKeys, type StaticKeys } from "./static-keys.ts";
import type { ProviderStep } from "./step.ts";

/** What a plan starts from. */
export type Source =
  | { readonly kind: "keys"; readonly profile: Profile; readonly keys: StaticKeys }
  | { readonly kind: "environment"; readonly credentials: Credentials; readonly origin?: Origin | undefined }
  | { readonly kind: "provider"; readonly profile: Profile; readonly provider: Provider };

type Provider = Pick<ProviderStep, "provider" | "detail" | "detailOrigin" | "shape" | "origin">;

/** The values `credential_source` may have, spelled exactly so: https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html */
const namedSources = ["Environment", "Ec2InstanceMetadata", "EcsContainer"];

const ssoKeys = ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name"];
const webIdentityKeys = ["role_arn", "role_session_name", "web_identity_token_file", "duration_seconds"];

/**
 * The credentials a profile has without its role, in the order in which botocore asks its providers: web identity, SSO, keys in the
 * credentials file, `login_session`, `credential_process`, keys in the config file. Throws where there are none.
 */
export function profileSource(profiles: Profiles, profile: Profile): Source {
  if (profile.settings.has("web_identity_token_file")) return webIdentity(profile);
  if (setting(profile, "sso_account_id") ?? setting(profile, "sso_role_name")) return sso(profiles, profile);
  if (setting(profile, "aws_access_key_id")?.origin.file === profiles.credentials.path) return keys(profile);
  if (setting(profile, "login_session")) return provided(profile, "login_session", "login_session");
  if (setting(profile, "credential_process")) return process(profile);
  if (hasStaticKeys(profile)) return keys(profile);
  throw new AwsmfaError(
    ExitCode.config,
    `${renderOrigin(profile.origin)}: profile ${profile.name} has no credentials: ${whatIsMissing(profiles)}`,
  );
}

/** A file that could not be read may hold them. */
function whatIsMissing({ config, credentials }: Profiles): string {
  const broken = [credentials, config].find(({ state }) => state === "unreadable" || state === "malformed");
  return broken?.reason ?? "give it keys, a role_arn with a source_profile, or another source";
}

/** What `credential_source` names. Throws for a name no SDK knows, and for an environment without keys of its own. */
export function namedSource(profile: Profile, env: Env): Source {
  const { value, origin } = profile.settings.get("credential_source")!;
  if (!namedSources.includes(value)) {
    const known = namedSources.join(", ");
    throw new AwsmfaError(
      ExitCode.config,
      `${renderOrigin(origin)}: credential_source = ${value}: must be one of ${known}`,
    );
  }
  if (value !== "Environment") return provided(profile, "credential_source", "credential_source");
  const credentials = environmentKeys(env);
  if (credentials) return { kind: "environment", credentials, origin };
  const why =
    env.AWSMFA_PROFILE === undefined
      ? "there are no keys in it"
      : "its keys are awsmfa's own: run awsmfa unsets and set yours";
  throw new AwsmfaError(
    ExitCode.config,
    `${renderOrigin(origin)}: credential_source = Environment, but ${why}`,
  );
}

function keys(profile: Profile): Source {
  return { kind: "keys", profile, keys: profileKeys(profile) };
}

function process(profile: Profile): Source {
  const { value, origin } = setting(profile, "credential_process")!;
  commandWords("credential_process", value, origin);
  return provided(profile, "credential_process", "credential_process");
}

function webIdentity(profile: Profile): Source {
  const file = profile.settings.get("web_identity_token_file")!;
  if (file.value && setting(profile, "role_arn")) {
    return provided(profile, "web_identity", "web_identity_token_file", shapeOf(profile, webIdentityKeys));
  }
  const missing = file.value ? "role_arn" : "the file's name";
  throw new AwsmfaError(
    ExitCode.config,
    `${renderOrigin(file.origin)}: web_identity_token_file in profile ${profile.name} needs ${missing}`,
  );
}

function sso(profiles: Profiles, profile: Profile): Source {
  const session = setting(profile, "sso_session");
  const section = session && profiles.ssoSessions.get(session.value);
  if (session && !section) {
    const place = renderOrigin(session.origin);
    throw new AwsmfaError(
      ExitCode.config,
      `${place}: sso_session = ${session.value}: there is no [sso-session ${session.value}]`,
    );
  }
  const shape = { ...(section && shapeOf(section, ssoKeys)), ...shapeOf(profile, ssoKeys) };
  const missing = ssoKeys.slice(1).filter((key) => !shape[key]);
  if (missing.length === 0) return provided(profile, "sso", session ? "sso_session" : "sso_start_url", shape);
  const place = renderOrigin(profile.origin);
  throw new AwsmfaError(
    ExitCode.config,
    `${place}: SSO in profile ${profile.name} lacks ${missing.join(", ")}`,
  );
}

function provided(
  profile: Profile,
  provider: ProviderStep["provider"],
  key: string,
  shape?: Readonly<Record<string, string>>,
): Source {
  const { value, origin } = profile.settings.get(key) ?? { value: undefined, origin: profile.origin };
  return {
    kind: "provider",
    profile,
    provider: { provider, detail: value, detailOrigin: origin, origin, shape },
  };
}

function shapeOf(section: Profile, names: readonly string[]): Record<string, string> {
  const pairs = names.map((key) => [key, setting(section, key)?.value] as const);
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}
