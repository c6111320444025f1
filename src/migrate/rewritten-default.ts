import { clearingChanges, credentialsSection, holdingOf } from "../profiles/session-section.ts";
import { setting } from "../profiles/setting.ts";
import type { Profiles } from "../types.ts";
import type { Finding, Recogniser } from "./finding.ts";
import { settingsChange } from "./wanted-profile.ts";

const usual = "aws-mfa";

/**
 * A credentials file in which a tool rewrites `[default]` with sessions opened from the keys in `[aws-mfa]` (https://github.com/win-t/aws-mfa).
 * `awsmfa write` does that from the same section, so nothing has to change but the roles that start from `[default]`.
 */
export const recogniseRewrittenDefault: Recogniser = (_surroundings, profiles) => {
  const source = profiles.profiles.get(usual);
  if (!source) return [];
  const holding = holdingOf(credentialsSection(profiles, usual));
  if (holding === "session") return [sessionFinding(usual, profiles)];
  if (holding !== "long-term keys") return [];
  return [sourceFinding(profiles), ...rolesOverDefault(profiles), ...sessionInDefault(profiles)];
};

function sourceFinding({ profiles }: Profiles): Finding {
  const source = profiles.get(usual)!;
  const what = `[${usual}] holds the keys that [default] is rewritten from`;
  const write = "awsmfa write 123456 does what aws-mfa 123456 did";
  const device = setting(source, "mfa_serial");
  if (device) return { origin: source.origin, what, becomes: `works as it is: ${write}`, changes: [] };
  return {
    origin: source.origin,
    what,
    becomes: `works once its device is known: awsmfa set ${usual} mfa_serial=ARN`,
  };
}

/** They would start from a session, perhaps one that has ended; over the keys they ask for a code when they need one. */
function rolesOverDefault(profiles: Profiles): Finding[] {
  if (holdingOf(credentialsSection(profiles, "default")) !== "session") return [];
  return [...profiles.profiles.values()].flatMap((profile): Finding[] => {
    const source = setting(profile, "source_profile");
    if (!setting(profile, "role_arn") || source?.value !== "default") return [];
    const kind = source.origin.file === profiles.credentials.path ? "credentials" : "config";
    return [
      {
        origin: source.origin,
        what: `profile ${profile.name} starts from the session in [default]`,
        becomes: `source_profile = ${usual}`,
        changes: settingsChange(kind, profile.name, { source_profile: usual }),
      },
    ];
  });
}

function sessionInDefault(profiles: Profiles): Finding[] {
  const section = credentialsSection(profiles, "default");
  // What the other aws-mfa wrote has a mark of its own, and a recogniser.
  return holdingOf(section) === "session" && !section.has("assumed_role")
    ? [sessionFinding("default", profiles)]
    : [];
}

function sessionFinding(name: string, profiles: Profiles): Finding {
  const section = credentialsSection(profiles, name);
  const changes = clearingChanges(section);
  return {
    origin: section.get("aws_access_key_id")?.origin ?? profiles.profiles.get(name)!.origin,
    what: `[${name}] holds a session`,
    becomes: "nothing that is kept: awsmfa write puts the next one there",
    changes: [],
    old: { changes: [{ kind: "credentials", profile: name, changes }] },
  };
}
