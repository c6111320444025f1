import { setting } from "../profiles/setting.ts";
import type { Env, Profile, Profiles } from "../types.ts";
import { partitionOfArn } from "./arn.ts";
import { type Chain, followChain } from "./chain.ts";
import { commandWords } from "./command-words.ts";
import { baseDuration, chainedRoleSeconds, type Duration, roleDuration } from "./duration.ts";
import { type MfaDevice, mfaDevice, usableDevice } from "./mfa-device.ts";
import { partitionOfRegion } from "./partition.ts";
import { planNotices } from "./plan-notices.ts";
import { shellRegion, stsRegion } from "./region.ts";
import { overrideRole, profileRole, type RoleOverride, type RoleRequest } from "./role-request.ts";
import { roleStep } from "./role-step.ts";
import { type Lifetime, lifetimeOf, sourceStep } from "./source-step.ts";
import { environmentKeys } from "./static-keys.ts";
import type { GetSessionTokenStep, SessionPlan, Step } from "./step.ts";
import { type StsWorld, stsSettings } from "./sts-settings.ts";
import { usualProfile } from "./usual-profile.ts";

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

/** Everything the plan's parts are made from. */
interface Route {
  readonly world: StsWorld;
  readonly chain: Chain;
  /** The profiles on the way, the asked-for one first. */
  readonly profiles: readonly Profile[];
  readonly roles: readonly RoleRequest[];
  readonly wanted: readonly Duration[];
  readonly lifetime: Lifetime;
  /** Present only where a code is asked for. */
  readonly device?: MfaDevice | undefined;
  readonly durationSeconds?: number | undefined;
}

/** How the code gets to STS: not at all, by a base session, or in the first `AssumeRole` itself. */
type CodeWay = "none" | "base" | "direct";

/**
 * How to get from what is in the files to a session: pure, no I/O (SPEC §3). At most one step carries a code.
 * Throws an `AwsmfaError` that names file and line for whatever in the files makes no plan.
 */
export function planSession(profiles: Profiles, request: PlanRequest): SessionPlan {
  const profile = request.profile ?? usualProfile(profiles, request.env).profile;
  const route = findRoute(profiles, request, profile);
  const way = codeWay(route);
  const steps = planSteps(route, way);
  return {
    profile,
    steps,
    hourNow: way === "direct" && route.lifetime !== "temporary" ? planSteps(route, "base") : undefined,
    region: shellRegion(profiles, route.profiles),
    mfaProcess: route.device && mfaProcess(route.profiles),
    notices: planNotices(route.chain, steps, request.durationSeconds),
  };
}

function findRoute(profiles: Profiles, request: PlanRequest, profile: string | undefined): Route {
  const { env, home, durationSeconds } = request;
  const world = { profiles, env, home };
  const chain = profile === undefined ? environmentChain(env) : followChain(profiles, env, profile);
  const onTheWay = profilesOf(chain);
  const own = chain.roles.map(profileRole);
  const roles = request.role ? [...own, overrideRole(request.role, partitionOf(world, onTheWay, own))] : own;
  const last = roles.length - 1;
  const lifetime = lifetimeOf(chain.source);
  return {
    world,
    chain,
    profiles: onTheWay,
    roles,
    wanted: roles.map((role, at) => roleDuration(role.profile, at === last ? durationSeconds : undefined)),
    lifetime,
    device: codeDevice(chain, onTheWay, roles.length > 0, lifetime, env),
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

/**
 * The device whose code the plan needs. Keys that are temporary already open no base session, so there a code is asked for only
 * where a role itself has an `mfa_serial`.
 */
function codeDevice(
  { roles }: Chain,
  profiles: readonly Profile[],
  hasRoles: boolean,
  lifetime: Lifetime,
  env: Env,
): MfaDevice | undefined {
  const asked = roles.some((profile) => setting(profile, "mfa_serial"));
  if (lifetime === "temporary" && !(hasRoles && asked)) return undefined;
  const device = mfaDevice(profiles, env);
  return device && usableDevice(device);
}

/** A role wanted for longer than STS allows from a base session needs the code in its own call. */
function codeWay({ device, lifetime, wanted }: Route): CodeWay {
  if (!device) return "none";
  if (lifetime === "temporary") return "direct";
  return wanted.length === 1 && wanted[0]!.seconds > chainedRoleSeconds ? "direct" : "base";
}

function planSteps(route: Route, way: CodeWay): readonly Step[] {
  const base = way === "base" ? [baseStep(route)] : [];
  return [
    sourceStep(route.chain.source),
    ...base,
    ...route.roles.map((_, at) => nthRoleStep(route, way, at)),
  ];
}

/** The base session is opened by the settings of the profile that holds the key, so that every role over it finds the same one. */
function baseStep({ world, chain, roles, device, lifetime, durationSeconds }: Route): GetSessionTokenStep {
  const { serialNumber, from } = device!;
  const holder = holderOf(world, chain);
  const sts = stsSettings(world, holder, partitionOfArn(serialNumber) ?? roles[0]?.partition);
  const duration = baseDuration(world.env, roles.length === 0 ? durationSeconds : undefined);
  const conditional = lifetime === "unknown";
  return {
    kind: "get-session-token",
    serialNumber,
    durationSeconds: duration.seconds,
    sts: sts.sts,
    conditional,
    reason: `one code of ${serialNumber} for every account over these keys${conditional ? ", if they turn out to be long-term" : ""}`,
    origin: typeof from === "string" ? undefined : from,
    values: [
      { name: "mfa_serial", value: serialNumber, from },
      { name: "duration_seconds", value: `${duration.seconds}`, from: duration.from },
      ...sts.values,
    ],
  };
}

/** Keys from the environment belong to no profile: `[default]` says where STS is. */
function holderOf({ profiles }: StsWorld, { source }: Chain): readonly Profile[] {
  if (source.kind !== "environment") return [source.profile];
  const usual = profiles.profiles.get("default");
  return usual ? [usual] : [];
}

function nthRoleStep(route: Route, way: CodeWay, at: number): Step {
  const { world, chain, roles, wanted, profiles, lifetime, device } = route;
  const role = roles[at]!;
  const behind = role.profile ? profiles.slice(profiles.indexOf(role.profile)) : profiles;
  const sts = stsSettings(world, behind.length > 0 ? behind : holderOf(world, chain), role.partition);
  const chained = at > 0 || way === "base" || lifetime === "temporary";
  const why = at === 0 && device && whyCodeHere(way, lifetime, chain);
  const code = why && device ? { serialNumber: device.serialNumber, why } : undefined;
  return roleStep(role, { wanted: wanted[at]!, sts, chained, code });
}

function whyCodeHere(way: CodeWay, lifetime: Lifetime, { roles }: Chain): string | undefined {
  if (way === "direct" && lifetime === "temporary")
    return "with the code, since temporary keys open no base session";
  if (way === "direct") return "with the code in this very call, since it is to last longer than an hour";
  const asked = roles.some((profile) => setting(profile, "mfa_serial"));
  return way === "base" && lifetime === "unknown" && asked
    ? "with the code if the keys turn out to be temporary"
    : undefined;
}

function mfaProcess(profiles: readonly Profile[]): SessionPlan["mfaProcess"] {
  const found = profiles.map((profile) => setting(profile, "mfa_process")).find(Boolean);
  if (!found) return undefined;
  commandWords("mfa_process", found.value, found.origin);
  return { command: found.value, origin: found.origin };
}

/** The partition of a role named by account and name: that of the profile's own role, device or region. */
function partitionOf(world: StsWorld, profiles: readonly Profile[], roles: readonly RoleRequest[]): string {
  const serial = mfaDevice(profiles, world.env)?.serialNumber ?? "";
  const region = stsRegion(world.profiles, world.env, profiles, undefined);
  return roles.at(-1)?.partition ?? partitionOfArn(serial) ?? partitionOfRegion(region.value);
}
