import type { AssumedRole, Credentials, Profiles } from "../types.ts";
import type { AssumeRoleStep, GetSessionTokenStep, SessionPlan, Step } from "./plan/step.ts";
import type { StoredSession } from "./store/store.ts";
import type { SessionWorld } from "./world.ts";

/** One run of `resolveSession`. */
export interface Walk {
  readonly plan: SessionPlan;
  readonly profiles: Profiles;
  readonly world: SessionWorld;
  readonly code: string | undefined;
  readonly marginSeconds: number;
  readonly startedAt: Date;
}

/** Where a walk stands: what the steps so far gave. */
export interface Standing {
  readonly credentials: Credentials;
  readonly isOurs: boolean;
  readonly assumedRole?: AssumedRole | undefined;
  /** The IAM user's name, where a session on the way knows it. */
  readonly userName?: string | undefined;
  /** The code has been spent, so no later step carries one. */
  readonly codeSpent: boolean;
  /** Read from the store, under this key. */
  readonly storedAs?: string | undefined;
}

/** A step that calls STS, with the steps that lead to it. */
export type CallStep = GetSessionTokenStep | AssumeRoleStep;

/** Whether a stored session will do for one step of this walk. */
export type Accept = (stored: StoredSession) => boolean;

/** A step that is to be opened, and from where. */
export interface Opening {
  readonly step: CallStep;
  readonly prefix: readonly Step[];
  readonly standing: Standing;
  readonly accept: Accept;
}

/** The device whose code a step would carry. */
export function deviceOf(step: Step): string | undefined {
  return step.kind === "get-session-token" || step.kind === "assume-role" ? step.serialNumber : undefined;
}

/** `wasStored`: it may have been revoked since, so a refusal of it is no last word. */
export function toStanding({ key, session, userName }: StoredSession, wasStored: boolean): Standing {
  const { credentials, assumedRole } = session;
  const storedAs = wasStored ? key : undefined;
  return { credentials, assumedRole, userName, isOurs: true, codeSpent: true, storedAs };
}
