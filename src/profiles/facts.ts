import type { Env, Profile, Profiles } from "../types.ts";
import { userRegion } from "./region.ts";
import { setting } from "./setting.ts";

/** What a profile comes to, from the files and the person's region alone. Nothing here is checked: `list` shows it as it is. */
export interface ProfileFacts {
  /** The role's account; without a role the account of `aws_account_id`, `sso_account_id` or of the MFA device. */
  readonly accountId: string | null;
  readonly roleArn: string | null;
  readonly sourceProfile: string | null;
  /** The profile's own MFA device, else that of the profiles it is built on. */
  readonly mfaSerial: string | null;
  /** The profile's own; else the person's, as it stood before a switch; else that of its sources; else `[default]`'s (SPEC §2). */
  readonly region: string | null;
}

export function profileFacts(profile: Profile, { profiles }: Profiles, env: Env): ProfileFacts {
  const sources = sourceChain(profile, profiles).slice(1);
  const own = (key: string) => setting(profile, key)?.value;
  const inherit = (key: string) =>
    setting(
      sources.find((source) => setting(source, key)),
      key,
    )?.value;
  const roleArn = own("role_arn");
  const mfaSerial = own("mfa_serial") ?? inherit("mfa_serial");
  const region =
    own("region") ??
    userRegion(env) ??
    inherit("region") ??
    setting(profiles.get("default"), "region")?.value;
  return {
    accountId:
      accountOf(roleArn) ?? own("aws_account_id") ?? own("sso_account_id") ?? accountOf(mfaSerial) ?? null,
    roleArn: roleArn ?? null,
    sourceProfile: own("source_profile") ?? null,
    mfaSerial: mfaSerial ?? null,
    region: region ?? null,
  };
}

/**
 * The profile and those its role is built on by `source_profile`, nearest first; ends at one without a role, at a source with keys of
 * its own (which win there: the AWS CLI's rule), and where one is missing or comes round again.
 */
export function sourceChain(profile: Profile, profiles: ReadonlyMap<string, Profile>): Profile[] {
  const chain = new Set<Profile>();
  let next: Profile | undefined = profile;
  while (next && !chain.has(next)) {
    chain.add(next);
    const built: boolean =
      next.settings.has("role_arn") && (next === profile || !next.settings.has("aws_access_key_id"));
    next = built ? profiles.get(setting(next, "source_profile")?.value ?? "") : undefined;
  }
  return [...chain];
}

/** The account in an ARN of IAM (`arn:partition:iam::account:…`). */
function accountOf(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : /^arn:[^:]*:iam::([^:]+):/.exec(arn)?.[1];
}
