import type { ProfileChange } from "../profiles/file-change.ts";
import { clearingChanges, credentialsSection, holdingOf } from "../profiles/session-section.ts";
import { setting } from "../profiles/setting.ts";
import { parseRoleArn } from "../session/plan/arn.ts";
import { renderOrigin } from "../session/plan/origin.ts";
import type { Profile, Profiles } from "../types.ts";
import type { Finding, Recogniser } from "./finding.ts";
import { exportedValues } from "./start-up-variables.ts";
import { settingsChange, wantedRole } from "./wanted-profile.ts";

const suffix = "-long-term";

/**
 * The credentials file as aws-mfa keeps it (https://github.com/broamski/aws-mfa): `[x-long-term]` with the keys, `aws_mfa_device` and perhaps
 * `assume_role`; `[x]` with the session made from them, and `assumed_role_arn` where it is a role's.
 */
export const recogniseLongTerm: Recogniser = ({ startUps }, profiles) => {
  const values = exportedValues(startUps);
  const device = values.get("MFA_DEVICE")?.value;
  const seconds = values.get("MFA_STS_DURATION")?.value;
  const users = [...profiles.profiles.values()].filter((profile) => isLongTerm(profile));
  const sessions = [...profiles.profiles.values()].filter(({ settings }) => settings.has("assumed_role"));
  const named = new Set(users.map(({ name }) => shortName(name)));
  return [
    ...users.map((user) => toUser(user, device, profiles)),
    ...users.flatMap((user) =>
      toRole(user, shortName(user.name), setting(user, "assume_role")?.value, profiles, seconds),
    ),
    ...sessions.flatMap((session) => toSession(session, users, named, profiles)),
  ];
};

function isLongTerm(profile: Profile): boolean {
  if (!setting(profile, "aws_access_key_id")) return false;
  const marked = setting(profile, "aws_mfa_device") ?? setting(profile, "assume_role");
  return marked !== undefined || (profile.name.endsWith(suffix) && profile.name !== suffix);
}

const shortName = (name: string) => (name.endsWith(suffix) ? name.slice(0, -suffix.length) : name);

function toUser(user: Profile, fromVariable: string | undefined, { profiles }: Profiles): Finding {
  const found = setting(user, "aws_mfa_device");
  const device = setting(user, "mfa_serial")?.value ?? found?.value ?? fromVariable;
  const origin = found?.origin ?? user.origin;
  const what = `[${user.name}] holds the keys that aws-mfa opens sessions with`;
  if (!device)
    return {
      origin,
      what,
      becomes: `works once its device is known: awsmfa set ${user.name} mfa_serial=ARN`,
    };
  // The sessions had the region of the profile that they were written to.
  const region = setting(profiles.get(shortName(user.name)), "region")?.value;
  const changes = settingsChange("config", user.name, {
    mfa_serial: setting(user, "mfa_serial") ? undefined : device,
    region: setting(user, "region") ? undefined : region,
  });
  const old = { changes: found ? settingsChange("credentials", user.name, { aws_mfa_device: null }) : [] };
  const becomes = `${changes.length === 0 ? "works as it is" : "mfa_serial of the same profile"}: awsmfa ${useOf(user)}`;
  return { origin, what, becomes, changes, old };
}

/** What to type from now on. */
function useOf(user: Profile): string {
  const short = shortName(user.name);
  if (setting(user, "assume_role")) return `use ${short} 123456 takes the role below into a shell`;
  const use = `use ${user.name} 123456 takes its session into a shell`;
  if (short === user.name) return use;
  const to = short === "default" ? "" : ` --to ${short}`;
  return `${use}; awsmfa write --profile ${user.name}${to} 123456 does what aws-mfa did`;
}

/** The role that a profile's sessions become, over the profile with the keys. */
function toRole(
  user: Profile,
  name: string,
  roleArn: string | undefined,
  profiles: Profiles,
  seconds: string | undefined,
): Finding[] {
  const found = setting(user, "assume_role");
  if (!roleArn || !found) return [];
  const what = `[${user.name}] names the role that aws-mfa assumes for ${name}`;
  const finding = roleFinding(name, roleArn, user, profiles, seconds);
  const old = { changes: settingsChange("credentials", user.name, { assume_role: null }) };
  return [{ origin: found.origin, what, ...finding, ...(finding.changes && { old }) }];
}

function roleFinding(
  name: string,
  roleArn: string,
  user: Profile,
  profiles: Profiles,
  seconds: string | undefined,
): { becomes: string; changes?: readonly ProfileChange[] } {
  if (!parseRoleArn(roleArn)) return { becomes: `not converted: ${roleArn} is no role's ARN` };
  if (name === user.name)
    return {
      becomes: `not converted: add it under another name: awsmfa add NAME --role-arn ${roleArn} --source ${name}`,
    };
  const isLong = /^\d+$/.test(seconds ?? "") && Number(seconds) >= 900 && Number(seconds) <= 43200;
  const keys = {
    role_arn: roleArn,
    source_profile: user.name,
    region: setting(user, "region")?.value,
    duration_seconds: isLong && seconds !== "3600" ? seconds : undefined,
  };
  const wanted = wantedRole(profiles, name, new Map(Object.entries(keys)));
  if (wanted.kind === "there") return { becomes: `profile ${name}, which is there already`, changes: [] };
  if (wanted.kind === "changes")
    return { becomes: `profile ${name}: ${roleArn} over ${user.name}`, changes: wanted.changes };
  const place = renderOrigin(wanted.by.origin);
  return { becomes: `not converted: profile ${name} has ${wanted.key} already (${place})` };
}

/** A session that aws-mfa wrote: its role becomes a profile, where no `assume_role` says so already. */
function toSession(
  session: Profile,
  users: readonly Profile[],
  named: ReadonlySet<string>,
  profiles: Profiles,
): Finding[] {
  const { name } = session;
  const section = credentialsSection(profiles, name);
  if (holdingOf(section) === "long-term keys") return [];
  const what = `[${name}] holds a session that aws-mfa wrote`;
  const gone = new Map([
    ...clearingChanges(section),
    ["assumed_role", null],
    ["assumed_role_arn", null],
  ] as const);
  const old = { changes: [{ kind: "credentials" as const, profile: name, changes: gone }] };
  const { origin } = session.settings.get("assumed_role")!;
  const roleArn = setting(session, "assumed_role_arn")?.value;
  const user = userOf(name, users);
  if (!roleArn || (named.has(name) && user && setting(user, "assume_role"))) {
    const becomes = user ? `nothing that is kept: ${user.name} opens the next one` : "nothing that is kept";
    return [{ origin, what, becomes, changes: [], old }];
  }
  if (!user) return [{ origin, what, becomes: "not converted: no profile with long-term keys goes with it" }];
  const finding = roleFinding(name, roleArn, user, profiles, undefined);
  return [{ origin, what, ...finding, ...(finding.changes && { old }) }];
}

/** Whose session it is: aws-mfa puts a suffix of its own, or of the person's choice, behind a common name. */
function userOf(name: string, users: readonly Profile[]): Profile | undefined {
  const begins = (user: Profile) =>
    name === shortName(user.name) || name.startsWith(`${shortName(user.name)}-`);
  const [nearest] = users.filter(begins).sort((a, b) => b.name.length - a.name.length);
  return nearest ?? (users.length === 1 ? users[0] : undefined);
}
