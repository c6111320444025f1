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

/** A plan, with all that `openPlan` wants to know. */
export interface Planned extends ResolveOptions {
  readonly profiles: Profiles;
  readonly plan: SessionPlan;
}

/**
 * The first half of the way that every command goes which needs a session: reads the files and plans. Throws an `AwsmfaError`.
 */
export function planOf(
  { env, home }: Context,
  { words, profile: option, minTtlSeconds, ...asked }: SessionRequest,
): Planned {
  const profiles = readProfiles(env, home);
  const { profile, code } = profileAndCode(words, option, profiles, env);
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
