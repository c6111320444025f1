/** What is said where a code is wanted. */
import { AwsmfaError, ExitCode } from "../../errors.ts";
import type { SessionPlan } from "../plan/step.ts";
import { isSameCode, secondsToNextCode } from "../store/used-codes.ts";
import { whoseTurn } from "../turn.ts";
import type { SessionWorld } from "../world.ts";
import type { NoTerminal } from "./terminal.ts";

/** A code that is wanted. */
export interface Wanted {
  readonly world: SessionWorld;
  readonly plan: SessionPlan;
  /** `sessionKey` of the session that the code is to open. */
  readonly key: string;
  readonly device: string;
  /** Where Enter alone, or no terminal, means the role for one hour from the base session that lives. */
  readonly hourNow: boolean;
}

/** The question at the prompt. */
export function question({ plan, device, hourNow }: Wanted): string {
  const whose = plan.profile === undefined ? "" : ` for ${plan.profile}`;
  const choice = hourNow ? " (or Enter for one hour now)" : "";
  return `MFA code of ${device}${whose}${choice}: `;
}

const whyNot: Readonly<Record<NoTerminal, string>> = {
  none: "there is no terminal to ask on",
  background: "a process in the background cannot ask",
  unwanted: "this program does not ask for one",
};

/** Why there is nobody to ask (exit 4), and what to do instead. */
export function cannotAsk(wanted: Wanted, why: NoTerminal): AwsmfaError {
  const { world, plan, device, key } = wanted;
  const words = `${plan.profile ?? ""} 123456`.trim();
  const how =
    why === "unwanted" ? `open the session: awsmfa exports ${words}` : `pass it behind the profile: ${words}`;
  const asking = whoseTurn(world, key, "ask");
  const other = asking ? `; process ${asking.pid} is asking on ${asking.terminal ?? "another terminal"}` : "";
  const next = world.usedCodes.last(device);
  const wait =
    isSameCode(next, world.now()) && next.outcome !== "sent"
      ? `; the next code comes in ${secondsToNextCode(world.now())} s`
      : "";
  return new AwsmfaError(
    ExitCode.code,
    `a code of ${device} is needed and ${whyNot[why]}${other}; ${how}, or set AWS_MFA_TOKEN${wait}`,
  );
}

/** What is said to those who waited for somebody else's answer. */
export function tooLong({ plan }: Wanted): string {
  return `somebody else's question for the code was waited for too long; type: awsmfa exports${plan.profile === undefined ? "" : ` ${plan.profile}`} 123456`;
}
