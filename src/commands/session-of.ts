import type { Context } from "../context.ts";
import { AwsmfaError } from "../errors.ts";
import { readProfiles } from "../profiles/read.ts";
import { type PlanRequest, planSession } from "../session/plan/plan.ts";
import type { SessionPlan } from "../session/plan/step.ts";
import { type Resolved, type ResolveOptions, resolveSession } from "../session/resolve.ts";
import { type SessionWorld, sessionWorld } from "../session/world.ts";
import type { Env, Notice, Profiles } from "../types.ts";
import { profileAndCode } from "./profile-and-code.ts";

/** What the command line says of the session it wants. */
export interface SessionRequest extends Pick<PlanRequest, "durationSeconds" | "role"> {
  /** The words `[profile] [code]`, as far as there are any. */
  readonly words: readonly (string | undefined)[];
  /** `--profile`. */
  readonly profile?: string | undefined;
  /** Seconds that a stored session must have left; 300 if not given. */
  readonly minTtlSeconds?: number | undefined;
}

export interface SessionOf {
  readonly profiles: Profiles;
  readonly plan: SessionPlan;
  readonly resolved: Resolved;
}

/**
 * The way that every command goes which needs a session: read the files, plan, say what the plan has to say, resolve. Throws an
 * `AwsmfaError`. May ask for a code at the terminal.
 */
export async function sessionOf(
  context: Context,
  say: (notices: Iterable<Notice>) => void,
  request: SessionRequest,
): Promise<SessionOf> {
  const planned = planOf(context, request);
  const resolved = await openPlan(context, say, planned);
  return { profiles: planned.profiles, plan: planned.plan, resolved };
}

/** A plan, with all that `openPlan` wants to know. */
export type Planned = Omit<SessionOf, "resolved"> & ResolveOptions;

/** The first half of that way: reads the files and plans. Throws an `AwsmfaError`. */
export function planOf(
  { env, home }: Context,
  { words, profile: option, minTtlSeconds, ...asked }: SessionRequest,
): Planned {
  const profiles = readProfiles(env, home);
  const { profile, code } = profileAndCode(words, option, profiles, env);
  // It has been read: no program that a profile names needs to see it.
  delete env.AWSMFA_CODE;
  const plan = planSession(profiles, { profile, env, home, ...asked });
  return { profiles, plan, code, minTtlSeconds };
}

/**
 * Says what a plan has to say and resolves it. Throws an `AwsmfaError`. May ask for a code at the terminal. With AWSMFA_CLI_CACHE=1 a live
 * session in the AWS CLI's own cache is taken instead of asking, and a role's session is kept there too.
 */
export async function openPlan(
  context: Context,
  say: (notices: Iterable<Notice>) => void,
  { profiles, plan: asked, ...options }: Planned,
): Promise<Resolved> {
  say(asked.notices);
  const attended = sessionWorld({ ...context, notice: (notice) => say([notice]) });
  const { plan, world } = context.env.AWSMFA_UNATTENDED
    ? unattended(asked, attended)
    : { plan: asked, world: attended };
  if (!wantsCliCache(context.env)) return resolveSession(plan, profiles, world, options);
  const { cliSessionInsteadOfCode, keepForCli } = await import("../session/cli-cached.ts");
  const use = { plan, profiles, home: context.home };
  const found = options.code === undefined ? cliSessionInsteadOfCode(use, world) : undefined;
  if (found) return found;
  const resolved = await resolveSession(plan, profiles, world, options);
  try {
    keepForCli(use, resolved, world.now());
  } catch (error) {
    if (!(error instanceof AwsmfaError)) throw error;
    say([error]);
  }
  return resolved;
}

/**
 * With AWSMFA_UNATTENDED set nobody is asked for a code, nor made to touch a device by an `mfa_process`: so a shell's prompt hook renews. A
 * variable rather than an option, since the launcher's prepared answer is as good.
 */
function unattended(plan: SessionPlan, world: SessionWorld): { plan: SessionPlan; world: SessionWorld } {
  return { plan: { ...plan, mfaProcess: undefined }, world: { ...world, terminal: () => "unwanted" } };
}

/** Whether the person wants the AWS CLI's cache used, too. */
export function wantsCliCache({ AWSMFA_CLI_CACHE: wish }: Env): boolean {
  return Boolean(wish) && wish !== "0";
}
