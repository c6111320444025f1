import type { Context } from "../context.ts";
import { savePrepared } from "../output/prepared.ts";
import { userRegion } from "../profiles/region.ts";
import { sessionShape } from "../session/plan/key.ts";
import { planSession } from "../session/plan/plan.ts";
import type { SessionOf } from "./session-of.ts";

/** An answer to a command line, with what it was made from. */
interface SessionAnswer extends SessionOf {
  /** The command line it answers. */
  readonly argv: readonly string[];
  readonly text: string;
  /** How long before its end the session is not handed out any more. */
  readonly marginSeconds: number;
}

/**
 * Lets the launcher repeat this answer by itself, where both AWS files determine it (RULES 1): STS gave the session to this tool, over
 * keys of a profile, and no program had a say in it.
 */
export function prepareSession(context: Context, answer: SessionAnswer): void {
  const { profiles, plan, resolved, argv, text, marginSeconds } = answer;
  const [source] = plan.steps;
  const isDetermined = source?.kind === "keys" && source.profile !== undefined && !plan.mfaProcess;
  // The launcher knows no role but the profile's own.
  if (plan.role) return;
  if (!resolved.isOurs || !isDetermined || resolved.steps !== plan.steps || !resolved.expiration) return;
  const { env, home, packageRoot, now } = context;
  const matters = regionMatters(context, answer);
  // The launcher serves it to those who have no region of their own.
  if (matters && userRegion(env) !== undefined) return;
  savePrepared(
    { env, home, packageRoot, launcherRoot: env.AWSMFA_ROOT },
    {
      argv,
      bytes: Buffer.from(text),
      until: new Date(resolved.expiration.getTime() - marginSeconds * 1000),
      now: now(),
      regionMatters: matters,
      namesPlace: false,
      config: profiles.config,
      credentials: profiles.credentials,
    },
  );
}

/** Would another region in the person's environment have led to another session? */
function regionMatters({ env, home }: Context, { profiles, plan }: SessionOf): boolean {
  const { AWS_REGION, AWS_DEFAULT_REGION, AWSMFA_REGION, ...rest } = env;
  const elsewhere = { ...rest, AWS_REGION: "another-region-1" };
  const { steps } = planSession(profiles, { profile: plan.profile, env: elsewhere, home });
  return sessionShape(steps) !== sessionShape(plan.steps);
}
