import { AwsmfaError, ExitCode } from "../errors.ts";
import { timeLeft } from "../output/time-left.ts";
import { cliSession, keepForCli } from "../session/cli-cached.ts";
import { fewAtATime } from "../session/few-at-a-time.ts";
import type { LoginRoles } from "../session/login-plan.ts";
import type { SessionPlan } from "../session/plan/step.ts";
import { resolveSession } from "../session/resolve.ts";
import { cliCacheMarginSeconds } from "../session/store/cli-cache.ts";
import { storedPart } from "../session/store/stored-part.ts";
import type { SessionWorld } from "../session/world.ts";
import type { Profiles } from "../types.ts";

/** STS throttles an account that asks for dozens of roles at the same moment. */
const atATime = 4;

/** Everything that one login works with. */
export interface Login {
  readonly profiles: Profiles;
  readonly home: string;
  readonly world: SessionWorld;
  readonly base: SessionPlan;
  readonly roles: LoginRoles;
  readonly code: string | undefined;
  readonly cliCache: boolean;
}

export interface Failure {
  readonly profile: string | undefined;
  readonly message: string;
  readonly exitCode: ExitCode;
}

/** Opens the roles over an open base session and tells how far it is. Returns what failed; the rest is done all the same. */
export async function openRoles(login: Login, say: (line: string) => void): Promise<readonly Failure[]> {
  const { over, broken } = login.roles;
  const failures: Failure[] = broken.map((one) => ({ ...one, exitCode: ExitCode.config }));
  let done = 0;
  await fewAtATime(over, atATime, async (plan) => {
    const outcome = await openRole(login, plan).catch((error) => toFailure(plan, error));
    if (typeof outcome !== "string") failures.push(outcome);
    const what = typeof outcome === "string" ? outcome : "failed";
    say(`${++done} of ${over.length}: ${plan.profile}: ${what}`);
  });
  return failures;
}

/** No question is asked here: the base session is open, and twenty prompts at once would help nobody. */
async function openRole({ profiles, home, world, cliCache }: Login, plan: SessionPlan): Promise<string> {
  const { AWS_MFA_TOKEN, ...env } = world.env;
  const quiet: SessionWorld = { ...world, env, terminal: () => "none" };
  const options = cliCache ? { minTtlSeconds: cliCacheMarginSeconds } : {};
  const resolved = await resolveSession({ ...plan, mfaProcess: undefined }, profiles, quiet, options);
  if (cliCache) keepForCli({ plan, profiles, home }, resolved, world.now());
  return `open for ${timeLeft(resolved.expiration!, world.now())}`;
}

function toFailure({ profile }: SessionPlan, error: unknown): Failure {
  if (!(error instanceof AwsmfaError)) throw error;
  return { profile, message: error.message, exitCode: error.exitCode };
}

/** A line for each role that is not open now, and why. */
export function tellRest(login: Login, failures: readonly Failure[]): readonly string[] {
  const { ownCode, elsewhere } = login.roles;
  return [
    ...failures.map(({ profile, message }) => `not opened: ${profile}: ${message}`),
    ...ownCode.map((plan) => tellOwnCode(login, plan)),
    ...elsewhere.map(
      ({ profile, holder }) =>
        `not opened: ${profile} is over another login: awsmfa login --profile ${holder}`,
    ),
  ];
}

function tellOwnCode(login: Login, plan: SessionPlan): string {
  const { profile, steps } = plan;
  if (storedPart(steps, login.world)?.at === steps.length - 1) return `${profile} is open`;
  if (isInCliCache(login, plan)) return `${profile} is open in the AWS CLI's cache`;
  return `not opened: ${profile} needs a code of its own, since it is to last longer than an hour: awsmfa use ${profile}`;
}

/** Is every role to be opened one that the AWS CLI's cache holds, so that no code is needed for any? */
export function isAllInCliCache(login: Login): boolean {
  const { roles, code, world, base } = login;
  if (code !== undefined || storedPart(base.steps, world)) return false;
  return roles.over.length > 0 && roles.over.every((plan) => isInCliCache(login, plan));
}

function isInCliCache({ profiles, home, world, cliCache }: Login, plan: SessionPlan): boolean {
  return cliCache && cliSession({ plan, profiles, home }, world.now()) !== undefined;
}
