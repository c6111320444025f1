import { hourInstead } from "./code/obtain.ts";
import { openStep } from "./open-step.ts";
import { sessionKey } from "./plan/key.ts";
import type { Step } from "./plan/step.ts";
import { LapsedSession } from "./refused.ts";
import { resolveSource } from "./source/credentials.ts";
import {
  type Accept,
  type CallStep,
  deviceOf,
  type Opening,
  type Standing,
  toStanding,
  type Walk,
} from "./standing.ts";
import { isUsable, minTtlSeconds } from "./store/usable.ts";
import { isSameCode } from "./store/used-codes.ts";

/**
 * Walks steps to credentials from the longest part of them whose session is stored and usable. `hourInstead`: the person, or the lack of a
 * terminal, chose the way by the base session.
 */
export async function walkSteps(walk: Walk, steps: readonly Step[]): Promise<Standing | typeof hourInstead> {
  const renewal = renewalBy(walk, steps);
  const acceptAt = (at: number) =>
    acceptor(walk, at === steps.length - 1, renewal && at >= renewal.at ? renewal.since : undefined);
  const start = findStored(walk, steps, acceptAt);
  let standing = start?.standing;
  for (let at = start ? start.at + 1 : 0; at < steps.length; at++) {
    const step = steps[at]!;
    if (step.kind === "keys" || step.kind === "provider") {
      standing = await fromSource(walk, step);
      continue;
    }
    if (isSkipped(step, standing!)) continue;
    const accept = acceptAt(at);
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

/** What an explicit code makes new: sessions from this step on that are older than `since`. */
interface Renewal {
  readonly at: number;
  readonly since: Date;
}

/**
 * Renewed is from the step that carries the code on. Where this very code was sent already, by whichever shell, what came of it is new enough:
 * not its answer's time but that of its sending decides, as the answer may be stored before the memory knows of it.
 */
function renewalBy({ code, world, startedAt }: Walk, steps: readonly Step[]): Renewal | undefined {
  if (code === undefined) return undefined;
  const at = steps.findIndex((step) => deviceOf(step) !== undefined);
  if (at < 0) {
    world.notice({ message: "the code was not needed: nothing here asks for one" });
    return undefined;
  }
  const used = world.usedCodes.last(deviceOf(steps[at]!)!);
  const key = sessionKey(steps.slice(0, at + 1));
  const wasSent = isSameCode(used, startedAt) && used.key === key;
  return { at, since: wasSent ? new Date(Math.min(used.at, startedAt.getTime())) : startedAt };
}

/**
 * The margin counts for what is handed out; what only signs the next call needs the usual five minutes at most, unless the person set
 * one. Of a session to be renewed only one that was opened meanwhile will do.
 */
function acceptor({ world, marginSeconds }: Walk, isLast: boolean, since: Date | undefined): Accept {
  const own = isLast || world.env.AWSMFA_MIN_TTL;
  const margin = own ? marginSeconds : Math.min(marginSeconds, minTtlSeconds.shell);
  return ({ session }) =>
    isUsable(session, world.now(), margin) && !(since && session.receivedAt.getTime() < since.getTime());
}

function findStored({ world }: Walk, steps: readonly Step[], acceptAt: (at: number) => Accept) {
  for (let at = steps.length - 1; at > 0; at--) {
    const stored = world.store.get(sessionKey(steps.slice(0, at + 1)));
    if (stored && acceptAt(at)(stored)) return { at, standing: toStanding(stored, true) };
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
