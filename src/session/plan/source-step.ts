import type { Source } from "./credential-source.ts";
import { renderOrigin } from "./origin.ts";
import type { PlannedValue, Step } from "./step.ts";

/** Whether credentials can open a base session: only long-term ones can, and of some it shows only when they are there. */
export type Lifetime = "long-term" | "temporary" | "unknown";

const providerNames = {
  credential_process: "the answer of credential_process",
  sso: "a session of IAM Identity Center (SSO)",
  web_identity: "a session by web identity",
  login_session: "a session of aws login",
  credential_source: "the credentials of",
} as const;

/** What kind of keys a source gives. Any program may stand behind `credential_process`; the other providers answer sessions only. */
export function lifetimeOf(source: Source): Lifetime {
  if (source.kind === "provider")
    return source.provider.provider === "credential_process" ? "unknown" : "temporary";
  const credentials = source.kind === "keys" ? source.keys.credentials : source.credentials;
  return credentials.sessionToken ? "temporary" : "long-term";
}

/** The first step of a plan; no secret goes into it. */
export function sourceStep(source: Source): Step {
  if (source.kind === "provider") return providerStep(source);
  const temporary = lifetimeOf(source) === "temporary";
  const { accessKeyId, expiration } = source.kind === "keys" ? source.keys.credentials : source.credentials;
  const origin = source.kind === "keys" ? source.keys.origin : source.origin;
  const holder = source.kind === "keys" ? `profile ${source.profile.name}` : "the environment";
  const from = source.kind === "keys" ? source.keys.origin : "AWS_ACCESS_KEY_ID";
  return {
    kind: "keys",
    profile: source.kind === "keys" ? source.profile.name : undefined,
    accessKeyId,
    temporary,
    expiration,
    reason: `${temporary ? "temporary" : "long-term"} keys of ${holder}`,
    origin,
    values: [{ name: "aws_access_key_id", value: accessKeyId, from }],
  };
}

function providerStep({ profile, provider }: Extract<Source, { kind: "provider" }>): Step {
  const named = provider.provider === "credential_source" ? ` ${provider.detail}` : "";
  return {
    kind: "provider",
    profile: profile.name,
    ...provider,
    reason: `${providerNames[provider.provider]}${named}, for profile ${profile.name}`,
    values: [providerValue(provider)],
  };
}

/** A command line may hold secrets, so only its place is told. */
function providerValue(provider: Extract<Source, { kind: "provider" }>["provider"]): PlannedValue {
  const { provider: name, detail = "", detailOrigin: from = "default" } = provider;
  const value =
    name === "credential_process" && typeof from !== "string"
      ? `the command at ${renderOrigin(from)}`
      : detail;
  return { name, value, from };
}
