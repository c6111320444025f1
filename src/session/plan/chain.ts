import { AwsmfaError, ExitCode } from "../../errors.ts";
import type { Env, Profile, Profiles, Setting } from "../../types.ts";
import { namedSource, profileSource, type Source } from "./credential-source.ts";
import { findProfile, whyUnknown } from "./find-profile.ts";
import { renderOrigin } from "./origin.ts";
import { hasStaticKeys } from "./static-keys.ts";

/** From where a profile's credentials come, and by which roles. */
export interface Chain {
  readonly source: Source;
  /** The profiles whose roles are assumed, in the order of the calls: the asked-for one last. */
  readonly roles: readonly Profile[];
}

interface World {
  readonly profiles: Profiles;
  readonly env: Env;
}

/**
 * Follows `source_profile` from a profile to keys or another source of credentials, by the AWS CLI's rules (botocore's
 * `AssumeRoleProvider`): a role counts before keys in the profile that was asked for, and after them in those behind it.
 */
export function followChain(profiles: Profiles, env: Env, name: string, namedBy?: string): Chain {
  return follow({ profiles, env }, findProfile(profiles, name, namedBy), []);
}

function follow(world: World, profile: Profile, trail: readonly Profile[]): Chain {
  if (!assumesRole(profile, trail.length === 0))
    return { source: profileSource(world.profiles, profile), roles: [] };
  const source = profile.settings.get("source_profile");
  const named = profile.settings.get("credential_source");
  if (source && named)
    throw wrong(named, `profile ${profile.name} has both credential_source and source_profile: keep one`);
  if (named) return { source: namedSource(profile, world.env), roles: [profile] };
  if (!source) {
    throw wrong(
      profile.settings.get("role_arn")!,
      `profile ${profile.name} has a role_arn but no source_profile: add one`,
    );
  }
  if (source.value === profile.name && hasStaticKeys(profile)) {
    return { source: profileSource(world.profiles, profile), roles: [profile] };
  }
  const behind = follow(world, sourceProfile(world, source, [...trail, profile]), [...trail, profile]);
  return { source: behind.source, roles: [...behind.roles, profile] };
}

/** A web identity's `role_arn` is not for AssumeRole. */
function assumesRole(profile: Profile, first: boolean): boolean {
  const { settings } = profile;
  return (
    settings.has("role_arn") && !settings.has("web_identity_token_file") && (first || !hasStaticKeys(profile))
  );
}

function sourceProfile({ profiles }: World, source: Setting, trail: readonly Profile[]): Profile {
  const next = profiles.profiles.get(source.value);
  if (!next)
    throw wrong(
      source,
      `source_profile = ${source.value}: there is no such profile${whyUnknown(profiles, source.value)}`,
    );
  if (!trail.includes(next)) return next;
  const loop = [...trail.slice(trail.indexOf(next)), next].map(({ name }) => name).join(" → ");
  throw wrong(source, `source_profile goes in a circle without reaching any keys: ${loop}`);
}

function wrong(found: Setting, message: string): AwsmfaError {
  return new AwsmfaError(ExitCode.config, `${renderOrigin(found.origin)}: ${message}`);
}
