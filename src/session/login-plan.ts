import { AwsmfaError, ExitCode } from "../errors.ts";
import { setting } from "../profiles/setting.ts";
import type { Env, Profiles } from "../types.ts";
import { baseKey, basePlan } from "./base-plan.ts";
import { codeNeed } from "./explain.ts";
import { planSession } from "./plan/plan.ts";
import type { SessionPlan } from "./plan/step.ts";
import { usualProfile } from "./plan/usual-profile.ts";

interface World {
  readonly env: Env;
  readonly home: string;
}

/**
 * The plan of the base session to log in to: that of the named profile, else of the usual one, else the only one there is.
 * Throws exit 3 where there is none, or what is wrong with the first that could have been one; exit 2 where there are several to choose from.
 */
export function loginPlan(profiles: Profiles, named: string | undefined, world: World): SessionPlan {
  if (named !== undefined) {
    const base = basePlan(planSession(profiles, { profile: named, ...world }));
    if (base) return base;
    throw new AwsmfaError(
      ExitCode.config,
      `profile ${named} needs no login: no code opens a base session for it`,
    );
  }
  const usual = tryPlan(profiles, undefined, world);
  const usualBase = baseOf(usual);
  if (usualBase) return usualBase;
  const tried = [...profiles.profiles.keys()].map((name) => ({ name, plan: tryPlan(profiles, name, world) }));
  const all = tried.flatMap(({ plan }) => baseOf(plan) ?? []);
  const different = new Map(all.map((plan) => [baseKey(plan), plan]));
  const [only] = different.values();
  if (only && different.size === 1) return { ...only, profile: holderOf(only) };
  if (!only) {
    const isNamed = usualProfile(profiles, world.env).from !== "default";
    const plans = tried.filter(({ name }) => opensSomething(profiles, name)).map(({ plan }) => plan);
    const fault = [...(isNamed ? [usual] : []), ...plans].find((plan) => plan instanceof AwsmfaError);
    if (fault) throw fault;
    throw new AwsmfaError(
      ExitCode.config,
      "no profile asks for MFA, so there is nothing to log in to; awsmfa doctor tells more",
    );
  }
  const holders = [...different.values()].map(holderOf).join(", ");
  throw new AwsmfaError(ExitCode.usage, `there are several logins; say --profile with one of ${holders}`);
}

function baseOf(plan: SessionPlan | AwsmfaError): SessionPlan | undefined {
  return plan instanceof AwsmfaError ? undefined : basePlan(plan);
}

const opening = ["role_arn", "mfa_serial", "aws_access_key_id", "aws_secret_access_key"];

/** A section of mere settings, as [default] often is, opens nothing and is not broken. */
function opensSomething({ profiles }: Profiles, name: string): boolean {
  return opening.some((key) => setting(profiles.get(name), key));
}

/** The profile with the keys. */
function holderOf({ steps, profile }: SessionPlan): string {
  const [source] = steps;
  return (source && "profile" in source ? source.profile : undefined) ?? profile ?? "the environment";
}

function tryPlan(profiles: Profiles, profile: string | undefined, world: World): SessionPlan | AwsmfaError {
  try {
    return planSession(profiles, { profile, ...world });
  } catch (error) {
    if (error instanceof AwsmfaError) return error;
    throw error;
  }
}

/** What becomes of the roles that a login is to open. */
export interface LoginRoles {
  /** The base session opens them without another code. */
  readonly over: readonly SessionPlan[];
  /** They are to last longer than that session allows, so they need a code of their own. */
  readonly ownCode: readonly SessionPlan[];
  /** Another key or device opens them: the role's profile, and the one with the keys. */
  readonly elsewhere: readonly { readonly profile: string; readonly holder: string }[];
  /** What is wrong with their settings. */
  readonly broken: readonly { readonly profile: string; readonly message: string }[];
}

/** Sorts the role profiles among these names by what it takes to open them from a base session. Roles that no MFA guards are left out. */
export function loginRoles(
  profiles: Profiles,
  names: readonly string[],
  base: SessionPlan,
  world: World,
): LoginRoles {
  const roles = {
    over: [] as SessionPlan[],
    ownCode: [] as SessionPlan[],
    elsewhere: [] as { profile: string; holder: string }[],
    broken: [] as { profile: string; message: string }[],
  };
  // A section of mere settings, as [default] often is, opens nothing and is not broken.
  for (const profile of names.filter((name) => setting(profiles.profiles.get(name), "role_arn"))) {
    const plan = tryPlan(profiles, profile, world);
    if (plan instanceof AwsmfaError) roles.broken.push({ profile, message: plan.message });
    else if (codeNeed(plan.steps) === "no") continue;
    else if (baseKey(plan) !== baseKey(base)) roles.elsewhere.push({ profile, holder: holderOf(plan) });
    else (plan.hourNow ? roles.ownCode : roles.over).push(plan);
  }
  return roles;
}
