import type { Context } from "../context.ts";
import { fingerprint, savePrepared } from "../output/prepared.ts";
import { userRegion } from "../profiles/region.ts";
import { sessionShape } from "../session/plan/key.ts";
import { planSession } from "../session/plan/plan.ts";
import type { Resolved } from "../session/resolve.ts";
import type { Planned } from "./session-of.ts";

/** An answer to a command line, and what it came from. */
interface SessionAnswer {
  readonly resolved: Resolved;
  /** The command line it answers. */
  readonly argv: readonly string[];
  readonly text: string;
  /** How long before its end the session is not handed out any more. */
  readonly marginSeconds: number;
}

/** Keeps an answer, if it may be kept. */
export type Keep = (answer: SessionAnswer) => void;

/**
 * Gets ready to let the launcher repeat the answer to a plan, where both AWS files determine it (RULES 1): STS gives the session to this tool,
 * over keys of a profile, and no program has a say in it. Returns what keeps the answer, with nothing left to find out: it is called when
 * somebody waits, who has typed a code since.
 */
export function preparation(context: Context, planned: Planned): Keep {
  const { profiles, plan } = planned;
  const { env, home, packageRoot, now } = context;
  const [source] = plan.steps;
  const isDetermined = source?.kind === "keys" && source.profile !== undefined && !plan.mfaProcess;
  // The launcher knows no role but the profile's own.
  if (plan.role || !isDetermined) return () => {};
  const matters = regionMatters(context, planned);
  // The launcher serves it to those who have no region of their own.
  if (matters && userRegion(env) !== undefined) return () => {};
  const files = fingerprint(profiles);
  return ({ resolved, argv, text, marginSeconds }) => {
    if (!resolved.isOurs || resolved.steps !== plan.steps || !resolved.expiration) return;
    savePrepared(
      { env, home, packageRoot },
      {
        argv,
        bytes: Buffer.from(text),
        until: new Date(resolved.expiration.getTime() - marginSeconds * 1000),
        now: now(),
        regionMatters: matters,
        namesPlace: false,
        fingerprint: files,
      },
    );
  };
}

/** Would another region in the person's environment have led to another session? */
function regionMatters({ env, home }: Context, { profiles, plan }: Planned): boolean {
  const { AWS_REGION, AWS_DEFAULT_REGION, AWSMFA_REGION, ...rest } = env;
  const elsewhere = { ...rest, AWS_REGION: "another-region-1" };
  const { steps } = planSession(profiles, { profile: plan.profile, env: elsewhere, home });
  return sessionShape(steps) !== sessionShape(plan.steps);
}
