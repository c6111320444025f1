import { setting } from "../../profiles/setting.ts";
import type { Profile, Profiles } from "../../types.ts";
import { baseStep, holderOf } from "./base-step.ts";
import { commandWords } from "./command-words.ts";
import { chainedRoleSeconds } from "./duration.ts";
import { heldRole, keptRole } from "./held-role.ts";
import { planNotices } from "./plan-notices.ts";
import { shellRegion } from "./region.ts";
import { roleStep } from "./role-step.ts";
import { findRoute, type PlanRequest, type Route } from "./route.ts";
import { sourceStep } from "./source-step.ts";
import type { SessionPlan, Step } from "./step.ts";
import { stsSettings } from "./sts-settings.ts";
import { usualProfile } from "./usual-profile.ts";

export type { PlanRequest } from "./route.ts";

/** How the code gets to STS: not at all, by a base session, or in the first `AssumeRole` itself. */
type CodeWay = "none" | "base" | "direct";

/**
 * How to get from what is in the files to a session: pure, no I/O (SPEC §3). At most one step carries a code.
 * Throws an `AwsmfaError` that names file and line for whatever in the files makes no plan.
 */
export function planSession(profiles: Profiles, request: PlanRequest): SessionPlan {
  const usual = request.profile === undefined ? usualProfile(profiles, request.env) : undefined;
  const profile = request.profile ?? usual?.profile;
  const role = request.role ?? (usual?.from === "AWSMFA_PROFILE" ? heldRole(request.env) : undefined);
  const route = findRoute(profiles, { ...request, role }, profile, usual?.from);
  const way = codeWay(route);
  const steps = planSteps(route, way);
  return {
    profile,
    steps,
    hourNow: way === "direct" && route.lifetime !== "temporary" ? planSteps(route, "base") : undefined,
    region: shellRegion(profiles, route.profiles),
    role: role && keptRole(route.roles.at(-1)!),
    mfaProcess: route.device && mfaProcess(route.profiles),
    notices: planNotices(route.chain, steps, request.durationSeconds),
  };
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

function nthRoleStep(route: Route, way: CodeWay, at: number): Step {
  const { world, chain, roles, wanted, profiles, lifetime, device } = route;
  const role = roles[at]!;
  const behind = role.profile ? profiles.slice(profiles.indexOf(role.profile)) : profiles;
  const sts = stsSettings(world, behind.length > 0 ? behind : holderOf(world, chain), role.partition);
  const chained = at > 0 || way === "base" || lifetime === "temporary";
  const why = at === 0 && device && whyCodeHere(way, route);
  const code = why && device ? { serialNumber: device.serialNumber, why } : undefined;
  return roleStep(role, { wanted: wanted[at]!, sts, chained, code });
}

function whyCodeHere(way: CodeWay, { lifetime, roleAsks }: Route): string | undefined {
  if (way === "direct" && lifetime === "temporary")
    return "with the code, since temporary keys open no base session";
  if (way === "direct") return "with the code in this very call, since it is to last longer than an hour";
  return way === "base" && lifetime === "unknown" && roleAsks
    ? "with the code if the keys turn out to be temporary"
    : undefined;
}

function mfaProcess(profiles: readonly Profile[]): SessionPlan["mfaProcess"] {
  const found = profiles.map((profile) => setting(profile, "mfa_process")).find(Boolean);
  if (!found) return undefined;
  commandWords("mfa_process", found.value, found.origin);
  return { command: found.value, origin: found.origin };
}
