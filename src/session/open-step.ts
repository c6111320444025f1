import { sweepLocks } from "../lock/lock.ts";
import type { Sts } from "../sts/sts.ts";
import type { Session } from "../types.ts";
import { type hourInstead, openWithCode } from "./code/obtain.ts";
import { chainedRoleSeconds } from "./plan/duration.ts";
import { sessionKey } from "./plan/key.ts";
import { CodeRefused, explainStep, isCodeRefusal, isLapsed, LapsedSession } from "./refused.ts";
import { deviceOf, type Opening, type Standing, toStanding, type Walk } from "./standing.ts";
import type { StoredSession } from "./store/store.ts";
import { isUsable, minTtlSeconds } from "./store/usable.ts";
import { isSameCode, secondsToNextCode, windowOf } from "./store/used-codes.ts";
import { inTurn, turnSeconds } from "./turn.ts";
import { asSessionName, resolveUserName } from "./user-name.ts";

/** A step on its way to STS. */
interface Call extends Opening {
  readonly walk: Walk;
  readonly key: string;
  readonly sts: Sts;
  /** Set where this call carries the code. */
  readonly device: string | undefined;
  /** The IAM user's name, asked for at the first use. */
  readonly userName: () => Promise<string | undefined>;
}

/** Calls STS for one step, with a code if it needs one, and stores what comes back. Other processes that want the same wait and share it. */
export async function openStep(walk: Walk, opening: Opening): Promise<Standing | typeof hourInstead> {
  const { step, prefix, standing } = opening;
  const sts = walk.world.sts(step.sts);
  const device = standing.codeSpent ? undefined : deviceOf(step);
  let asked: Promise<string | undefined> | undefined;
  const userName = () => {
    asked ??= resolveUserName(walk, opening, sts);
    return asked;
  };
  const call: Call = { ...opening, walk, key: sessionKey(prefix), sts, device, userName };
  return device === undefined
    ? inTurnForCall(call, () => send(call, undefined))
    : openWithDevice(call, device);
}

function openWithDevice(call: Call, device: string): Promise<Standing | typeof hourInstead> {
  const { walk, key, sts } = call;
  return openWithCode<Standing>({
    world: walk.world,
    plan: walk.plan,
    key,
    device,
    argument: walk.code,
    lookAgain: () => lookAgain(call),
    open: (code, givenAt) => inTurnForCall(call, () => sendCode(call, device, code, givenAt)),
    warmUp: () => {
      sts.warmUp();
      // Roles are often assumed in another region than the base session, by another connection then.
      for (const later of walk.plan.steps.slice(call.prefix.length))
        if ("sts" in later) walk.world.sts(later.sts).warmUp();
      // Never fails; asked for while the person types.
      void call.userName();
    },
    hourNow: hasBaseSession(walk),
  });
}

/** Whether the way by the base session is open without a code. */
function hasBaseSession({ plan, world }: Walk): boolean {
  const at = plan.hourNow?.findIndex((step) => step.kind === "get-session-token") ?? -1;
  const stored = at < 0 ? undefined : world.store.get(sessionKey(plan.hourNow!.slice(0, at + 1)));
  return stored !== undefined && isUsable(stored.session, world.now(), minTtlSeconds.shell);
}

function lookAgain({ walk, key, accept }: Call): Standing | undefined {
  const stored = walk.world.store.get(key);
  return stored && accept(stored) ? toStanding(stored, false) : undefined;
}

/** With a terminal somebody sees that it takes long; without one a program waits (RULES 27). */
function inTurnForCall(call: Call, work: () => Promise<Standing>): Promise<Standing> {
  const { walk, key } = call;
  const profile = walk.plan.profile === undefined ? "" : ` ${walk.plan.profile}`;
  const tooLong = `another awsmfa has been calling STS for this session for ${turnSeconds.call} s; type: awsmfa exports${profile}`;
  const request = {
    world: walk.world,
    key,
    kind: "call",
    lookAgain: () => lookAgain(call),
    tooLong,
  } as const;
  return inTurn({ ...request, giveUpAfterSeconds: turnSeconds.call }, work);
}

/** Sends a code once. What is remembered of it is written before the call, and never the code itself (RULES 22). Throws `CodeRefused`. */
async function sendCode(call: Call, device: string, code: string, givenAt: Date): Promise<Standing> {
  const { usedCodes, now } = call.walk.world;
  const used = usedCodes.last(device);
  if (isSameCode(used, givenAt) && used.outcome === "opened") {
    throw new CodeRefused(
      `the code of ${device} that shows now has been used, and a code works once; the next one comes in ${secondsToNextCode(now())} s`,
    );
  }
  const note = { window: windowOf(givenAt), at: now().getTime(), key: call.key };
  usedCodes.remember(device, { ...note, outcome: "sent" });
  try {
    const standing = await send(call, code);
    usedCodes.remember(device, { ...note, outcome: "opened" });
    return standing;
  } catch (error) {
    if (!isCodeRefusal(error)) throw error;
    usedCodes.remember(device, { ...note, outcome: "refused" });
    throw new CodeRefused(
      `the code of ${device} was refused (${error.message.replace(/\.\s*$/, "")}); the next one comes in ${secondsToNextCode(now())} s`,
    );
  }
}

async function send(call: Call, tokenCode: string | undefined): Promise<Standing> {
  const { walk, step, standing } = call;
  try {
    // The name is asked for beside the call, and behind it in the queue.
    const answer = request(call, tokenCode);
    const [session, userName] = await Promise.all([answer, call.userName()]);
    return keep(call, session, userName);
  } catch (error) {
    if (tokenCode !== undefined && isCodeRefusal(error)) throw error;
    if (standing.storedAs !== undefined && isLapsed(error)) throw new LapsedSession("the stored session");
    throw explainStep(error, step, walk.profiles);
  }
}

async function request(
  { step, standing, sts, device, userName }: Call,
  tokenCode: string | undefined,
): Promise<Session> {
  const caller = standing.credentials;
  if (step.kind === "get-session-token") {
    const { serialNumber, durationSeconds } = step;
    return sts.getSessionToken(caller, { serialNumber, durationSeconds, tokenCode: tokenCode! });
  }
  const { roleArn, externalId, sourceIdentity, tags, transitiveTagKeys, policy, policyArns } = step;
  const isChained = caller.sessionToken !== undefined;
  return sts.assumeRole(caller, {
    ...{ roleArn, externalId, sourceIdentity, tags, transitiveTagKeys, policy, policyArns },
    roleSessionName: step.roleSessionName ?? asSessionName(await userName()) ?? "awsmfa",
    durationSeconds: isChained ? Math.min(step.durationSeconds, chainedRoleSeconds) : step.durationSeconds,
    serialNumber: tokenCode === undefined ? undefined : device,
    tokenCode,
  });
}

/** A session that cannot be stored still serves this once. */
function keep({ walk, step, prefix, key }: Call, session: Session, userName: string | undefined): Standing {
  const stored: StoredSession = {
    key,
    profile: step.kind === "assume-role" ? step.profile : sourceProfile(prefix),
    kind: step.kind === "assume-role" ? "role" : "base",
    sourceAccessKeyId: prefix[0]?.kind === "keys" ? prefix[0].accessKeyId : undefined,
    serialNumber: step.serialNumber,
    roleArn: step.kind === "assume-role" ? step.roleArn : undefined,
    userName,
    session,
  };
  const { store, lockFolder, now } = walk.world;
  // About twice a day, and beside a call that takes far longer.
  if (stored.kind === "base") sweepLocks(lockFolder, now());
  try {
    store.put(stored);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    walk.world.notice({ message: `the session could not be stored, so the next shell asks again: ${why}` });
  }
  return toStanding(stored, false);
}

function sourceProfile([first]: Opening["prefix"]): string | undefined {
  return first?.kind === "keys" || first?.kind === "provider" ? first.profile : undefined;
}
