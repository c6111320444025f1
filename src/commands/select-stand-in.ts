import type { Context } from "../context.ts";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { type EnvChange, toSelection } from "../output/env-change.ts";
import { writeFileChanges } from "../profiles/file-change.ts";
import type { SessionPlan } from "../session/plan/step.ts";
import { minTtlSeconds } from "../session/store/usable.ts";
import type { Notice, Profiles } from "../types.ts";
import { openPlan, planOf } from "./session-of.ts";
import { type StandIn, standInFor } from "./stand-in-for.ts";

/**
 * Opens a profile's session, so that no code is asked for later, and selects the profile that renews it, making it where there is none
 * (`added` says so). Throws an `AwsmfaError`; then no file and no environment has changed.
 */
export async function selectStandIn(
  context: Context,
  say: (notices: Iterable<Notice>) => void,
  words: readonly (string | undefined)[],
  option: string | undefined,
): Promise<{ change: EnvChange; added: readonly string[] }> {
  const request = { words, profile: option, minTtlSeconds: minTtlSeconds.credentialProcess };
  const planned = planOf(context, request);
  const { profiles, plan } = planned;
  if (plan.profile === undefined || plan.role) {
    throw new AwsmfaError(
      ExitCode.usage,
      "--refresh needs a profile: a role or keys of the environment alone have none",
    );
  }
  // What stands in the way shows before a code is asked for, and used up.
  const standIn = refreshing(context, profiles, plan, plan.profile);
  await openPlan(context, say, planned);
  writeFileChanges(standIn.changes);
  return {
    change: toSelection({ ...plan, profile: plan.profile, standIn: standIn.name }),
    added: standIn.changes.map(
      ({ file }) => `${file.path}: profile ${standIn.name} gets the sessions of ${plan.profile} from now on`,
    ),
  };
}

/** A profile that needs no call of ours is one that every SDK opens by itself. */
function refreshing(context: Context, profiles: Profiles, { steps }: SessionPlan, name: string): StandIn {
  const isOurs = steps.some(({ kind }) => kind === "get-session-token" || kind === "assume-role");
  return isOurs ? standInFor(context, profiles, name) : { name, changes: [] };
}
