import { setting } from "../../profiles/setting.ts";
import type { Env, Profile, Profiles } from "../../types.ts";
import { partitionOfArn } from "./arn.ts";
import { type Chain, followChain } from "./chain.ts";
import { type Duration, roleDuration } from "./duration.ts";
import { type MfaDevice, mfaDevice, usableDevice } from "./mfa-device.ts";
import { partitionOfRegion } from "./partition.ts";
import { stsRegion } from "./region.ts";
import { overrideRole, profileRole, type RoleOverride, type RoleRequest } from "./role-request.ts";
import { type Lifetime, lifetimeOf } from "./source-step.ts";
import { environmentKeys } from "./static-keys.ts";
import type { StsWorld } from "./sts-settings.ts";
import type { UsualProfile } from "./usual-profile.ts";

export interface PlanRequest {
  /** undefined: the usual one (`usualProfile`). */
  readonly profile?: string | undefined;
  readonly env: Env;
  readonly home: string;
  /** `--duration`: of the session that was asked for, be it a role's or the base session. */
  readonly durationSeconds?: number | undefined;
  /** A role assumed from the profile's credentials. */
  readonly role?: RoleOverride | undefined;
}

/** What lies on the way from a profile to its session; the steps of a plan are made from it. */
export interface Route {
  readonly world: StsWorld;
  readonly chain: Chain;
  /** The profiles on the way, the asked-for one first. */
  readonly profiles: readonly Profile[];
  readonly roles: readonly RoleRequest[];
  readonly wanted: readonly Duration[];
  readonly lifetime: Lifetime;
  /** A role itself names an MFA device, not only the profile of the keys. */
  readonly roleAsks: boolean;
  /** Present only where a code is asked for. */
  readonly device?: MfaDevice | undefined;
  /** `--duration`. */
  readonly durationSeconds?: number | undefined;
}

/** Finds the way; throws for whatever in the files leads nowhere. */
export function findRoute(
  profiles: Profiles,
  request: PlanRequest,
  profile: string | undefined,
  from: UsualProfile["from"] | undefined,
): Route {
  const { env, home, durationSeconds } = request;
  const world = { profiles, env, home };
  const chain =
    profile === undefined
      ? environmentChain(env)
      : followChain(profiles, env, profile, from === "default" ? undefined : from);
  const onTheWay = profilesOf(chain);
  const own = chain.roles.map(profileRole);
  const roles = request.role ? [...own, overrideRole(request.role, partitionOf(world, onTheWay, own))] : own;
  const last = roles.length - 1;
  const lifetime = lifetimeOf(chain.source);
  // Keys that are temporary already open no base session: there a code is asked for only where a role itself wants one.
  const roleAsks = chain.roles.some((role) => setting(role, "mfa_serial"));
  return {
    world,
    chain,
    profiles: onTheWay,
    roles,
    wanted: roles.map((role, at) => roleDuration(role.profile, at === last ? durationSeconds : undefined)),
    lifetime,
    roleAsks,
    device: lifetime === "temporary" && !roleAsks ? undefined : usableDevice(mfaDevice(onTheWay, env)),
    durationSeconds,
  };
}

function environmentChain(env: Env): Chain {
  return { source: { kind: "environment", credentials: environmentKeys(env)! }, roles: [] };
}

function profilesOf({ source, roles }: Chain): readonly Profile[] {
  const behind = source.kind === "environment" ? [] : [source.profile];
  return [...new Set([...roles.toReversed(), ...behind])];
}

/** The partition of a role named by account and name: that of the profile's own role, device or region. */
function partitionOf(world: StsWorld, profiles: readonly Profile[], roles: readonly RoleRequest[]): string {
  const serial = mfaDevice(profiles, world.env)?.serialNumber ?? "";
  const region = stsRegion(world.profiles, world.env, profiles, undefined);
  return roles.at(-1)?.partition ?? partitionOfArn(serial) ?? partitionOfRegion(region.value);
}
