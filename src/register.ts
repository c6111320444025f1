/**
 * `node --import awsmfa/register app.js`: the program finds its session in `process.env`, where every AWS SDK looks first, and so do the
 * programs that it starts. An endpoint of our own would refresh by itself everywhere, but SDKs look there last, behind the keys of a
 * `[default]`, and what `execSync` starts would wait for a process that waits for it.
 */
import { AwsmfaError } from "./errors.ts";
import { toIsoSeconds } from "./iso-seconds.ts";
import { applyEnvChange } from "./output/apply.ts";
import { toEnvChange } from "./output/env-change.ts";
import {
  openProgramSession,
  type ProgramPlan,
  planProgramSession,
  programProfiles,
} from "./program-session.ts";
import { minTtl } from "./session/store/usable.ts";

const { env } = process;
const say = (line: string) => process.stderr.write(`awsmfa: ${line}\n`);

/**
 * The SDK for JavaScript reads the variables again five minutes before the end that AWS_CREDENTIAL_EXPIRATION tells; by then a new session
 * is in them. Looked after each minute: a timer of fifty minutes is late when the machine has slept.
 */
const aheadSeconds = 600;
const lookEveryMilliseconds = 60_000;

// A program that awsmfa itself runs to get at a session (`credential_process`) has to do without one.
if (env.AWSMFA_RESOLVING === undefined) {
  try {
    await begin();
  } catch (error) {
    if (!(error instanceof AwsmfaError)) throw error;
    say(error.message);
    process.exit(error.exitCode);
  }
}

async function begin(): Promise<void> {
  if (isServed()) return;
  const planned = planProgramSession({});
  // Keys as they are, or what a provider answers: any SDK gets at them by itself, unless only we were told the profile.
  if (planned.plan.steps.length === 1 && !env.AWSMFA_PROFILE) return;
  const expiration = await takeSession(planned, true);
  // Keys of the environment have made way for the session: from these nobody gets another one.
  if (expiration && planned.plan.profile !== undefined) keepFresh(expiration);
}

/** Where nothing names a profile, keys in the environment count, and so does whatever a machine without AWS files has. */
function isServed(): boolean {
  if (env.AWSMFA_PROFILE || env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE || env.AWS_MFA_SERIAL) return false;
  return Boolean(env.AWS_ACCESS_KEY_ID) || !programProfiles().profiles.has("default");
}

/** Puts the session into the environment. Returns its end. */
async function takeSession(planned: ProgramPlan, prompt: boolean): Promise<Date | undefined> {
  const resolved = await openProgramSession(planned, { prompt, minTtlSeconds: aheadSeconds, say });
  const after = applyEnvChange(env, toEnvChange({ ...planned.plan, ...resolved }));
  for (const name of Object.keys(env)) if (after[name] === undefined) delete env[name];
  Object.assign(env, after);
  return resolved.expiration;
}

/** Never asks: the terminal is the program's by now. What failed is tried again, since any shell may open a session meanwhile. */
function keepFresh(first: Date): void {
  let ends: Date | undefined = first;
  let failed = false;
  let busy = false;
  const look = async (until: Date) => {
    busy = true;
    try {
      if (until.getTime() - Date.now() > minTtl(env, aheadSeconds) * 1000) return;
      const planned = planProgramSession({});
      // A program that got no code out of the person is not run each minute.
      const plan = failed ? { ...planned.plan, mfaProcess: undefined } : planned.plan;
      ends = await takeSession({ ...planned, plan }, false);
      failed = false;
    } catch (error) {
      if (!failed)
        say(`the session of this program ends at ${toIsoSeconds(until)}: ${(error as Error).message}`);
      failed = true;
    } finally {
      busy = false;
    }
  };
  setInterval(() => {
    if (ends && !busy) void look(ends);
  }, lookEveryMilliseconds).unref();
}
