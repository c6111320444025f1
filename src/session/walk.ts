import { hourInstead } from "./code/obtain.ts";
import { resolveSource } from "./credentials.ts";
import { sessionKey } from "./key.ts";
import { openStep } from "./open-step.ts";
import { LapsedSession } from "./refused.ts";
import {
  type Accept,
  type CallStep,
  deviceOf,
  type Opening,
  type Standing,
  toStanding,
  type Walk,
} from "./standing.ts";
import type { Step } from "./step.ts";
import { isUsable, minTtlSeconds } from "./usable.ts";
import { isSameCode } from "./used-codes.ts";

/**
 * Walks steps to credentials from the longest part of them whose session is stored and usable. `hourInstead`: the person, or the lack of a
 * terminal, chose the way by the base session.
 */
export async function walkSteps(walk: Walk, steps: readonly Step[]): Promise<Standing | typeof hourInstead> {
  const renewAt = renewedStep(walk, steps);
  const start = findStored(walk, steps, renewAt);
  let standing = start?.standing;
  for (let at = start ? start.at + 1 : 0; at < steps.length; at++) {
    const step = steps[at]!;
    if (step.kind === "keys" || step.kind === "provider") {
      standing = await fromSource(walk, step);
      continue;
    }
    if (isSkipped(step, standing!)) continue;
    const accept = acceptor(walk, at === steps.length - 1, renewAt !== undefined && at >= renewAt);
    const next = await openOrForget(walk, {
      step,
      prefix: steps.slice(0, at + 1),
      standing: standing!,
      accept,
    });
    if (next === hourInstead) return hourInstead;
    standing = next;
  }
  return standing!;
}

async function fromSource({ profiles, world }: Walk, step: Exclude<Step, CallStep>): Promise<Standing> {
  return { credentials: await resolveSource(step, profiles, world), isOurs: false, codeSpent: false };
}

/** Temporary credentials open no base session; that a provider's are so shows only now. */
function isSkipped(step: CallStep, { credentials }: Standing): boolean {
  return step.kind === "get-session-token" && step.conditional && credentials.sessionToken !== undefined;
}

/** The first step that an explicit code renews; undefined where there is no code, or where this very code opened the session. */
function renewedStep({ code, world, startedAt }: Walk, steps: readonly Step[]): number | undefined {
  if (code === undefined) return undefined;
  const at = steps.findIndex((step) => deviceOf(step) !== undefined);
  if (at < 0) {
    world.notice({ message: "the code was not needed: nothing here asks for one" });
    return undefined;
  }
  const used = world.usedCodes.last(deviceOf(steps[at]!)!);
  const key = sessionKey(steps.slice(0, at + 1));
  return isSameCode(used, startedAt) && used.outcome === "opened" && used.key === key ? undefined : at;
}

/**
 * The margin counts for what is handed out; what only signs the next call needs the usual five minutes at most, unless the person set
 * one. Of a session to be renewed only one that was opened meanwhile will do.
 */
function acceptor({ world, marginSeconds, startedAt }: Walk, isLast: boolean, isRenewed: boolean): Accept {
  const own = isLast || world.env.AWSMFA_MIN_TTL;
  const margin = own ? marginSeconds : Math.min(marginSeconds, minTtlSeconds.shell);
  return ({ session }) =>
    isUsable(session, world.now(), margin) &&
    !(isRenewed && session.receivedAt.getTime() < startedAt.getTime());
}

function findStored(walk: Walk, steps: readonly Step[], renewAt: number | undefined) {
  for (let at = steps.length - 1; at > 0; at--) {
    const key = sessionKey(steps.slice(0, at + 1));
    const accept = acceptor(walk, at === steps.length - 1, renewAt !== undefined && at >= renewAt);
    const stored = walk.world.store.get(key);
    if (stored && accept(stored)) return { at, standing: toStanding(stored, true) };
  }
  return undefined;
}

/** Opens a step; if STS refuses the stored session it would start from, that is forgotten. Throws `LapsedSession` then. */
async function openOrForget(walk: Walk, opening: Opening): Promise<Standing | typeof hourInstead> {
  const { storedAs } = opening.standing;
  try {
    return await openStep(walk, opening);
  } catch (error) {
    if (storedAs === undefined || !(error instanceof LapsedSession)) throw error;
    walk.world.store.forget(storedAs);
    throw error;
  }
}
