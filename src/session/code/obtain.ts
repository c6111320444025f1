import { AwsmfaError, ExitCode } from "../../errors.ts";
import type { SessionPlan } from "../plan/step.ts";
import { CodeRefused } from "../refused.ts";
import { runCommand } from "../source/run-command.ts";
import { isSameCode } from "../store/used-codes.ts";
import { inTurn, turnSeconds } from "../turn.ts";
import type { SessionWorld } from "../world.ts";
import { cannotAsk, question, tooLong, type Wanted } from "./asking.ts";
import { parseCode, requireCode } from "./form.ts";
import type { Terminal } from "./terminal.ts";

/** One session that cannot be had without a code. */
export interface CodeQuest<T> extends Wanted {
  /** The code that was passed as an argument. */
  readonly argument?: string | undefined;
  /** What other processes stored meanwhile, if it will do. */
  readonly lookAgain: () => T | undefined;
  /** Sends a code to STS and returns what it opened. Throws `CodeRefused`. */
  readonly open: (code: string, givenAt: Date) => Promise<T>;
  /** Loads and connects, so that after Enter only the round trip is left. */
  readonly warmUp: () => void;
}

/** The person wants one hour at once rather than a code. */
export const hourInstead = Symbol("one hour from the base session");

const promptTries = 3;

/**
 * Gets a code and opens the session with it. The order is that of SPEC §4: argument, `AWS_MFA_TOKEN`, the profile's `mfa_process`, a prompt;
 * a program's own way to ask stands in the prompt's place.
 * Throws an `AwsmfaError` (exit 4) where no code is to be had or none was taken.
 */
export async function openWithCode<T>(quest: CodeQuest<T>): Promise<T | typeof hourInstead> {
  const { world, argument, plan } = quest;
  if (argument !== undefined) return quest.open(requireCode(argument, "the code given"), world.now());
  const byVariable = await openWithVariable(quest);
  if (byVariable !== undefined) return byVariable;
  if (plan.mfaProcess) return openWithProcess(quest, plan.mfaProcess);
  return world.askProgram ? openWithProgram(quest, world.askProgram) : openWithPrompt(quest);
}

/** `AWS_MFA_TOKEN`, unless it is left standing from an earlier use; that and a refusal are said, and the next source is tried. */
async function openWithVariable<T>(quest: CodeQuest<T>): Promise<T | undefined> {
  const { world, device } = quest;
  const { AWS_MFA_TOKEN: text } = world.env;
  if (!text) return undefined;
  const code = parseCode(text);
  if (code === undefined) return passOver(quest, "is not six digits");
  const used = world.usedCodes.last(device);
  if (isSameCode(used, world.now()) && used.outcome !== "sent")
    // That may have been for this very session, a moment ago.
    return quest.lookAgain() ?? passOver(quest, "was used already");
  try {
    return await quest.open(code, world.now());
  } catch (error) {
    if (!(error instanceof CodeRefused)) throw error;
    return passOver(quest, "was not taken (a code works once, for half a minute)");
  }
}

function passOver<T>({ world }: CodeQuest<T>, why: string): undefined {
  world.notice({ message: `AWS_MFA_TOKEN ${why}, so it is passed over; unset it` });
}

function openWithProcess<T>(
  quest: CodeQuest<T>,
  mfaProcess: NonNullable<SessionPlan["mfaProcess"]>,
): Promise<T> {
  const profile = quest.plan.profile ?? "";
  const command = { key: "mfa_process", ...mfaProcess, profile };
  return openWithAnswer(quest, "what mfa_process printed", () => runCommand(command, quest.world.env));
}

function openWithProgram<T>(
  quest: CodeQuest<T>,
  askProgram: NonNullable<SessionWorld["askProgram"]>,
): Promise<T> {
  return openWithAnswer(quest, "what mfaCodeProvider answered", () => askProgram(quest.device));
}

/** In turn, as a person may have to touch something: twenty shells need one touch. */
function openWithAnswer<T>(quest: CodeQuest<T>, from: string, answer: () => Promise<string>): Promise<T> {
  return inTurn(
    { ...quest, kind: "ask", giveUpAfterSeconds: turnSeconds.ask, tooLong: tooLong(quest) },
    async () => {
      quest.warmUp();
      return quest.open(requireCode(await answer(), from), quest.world.now());
    },
  );
}

function openWithPrompt<T>(quest: CodeQuest<T>): Promise<T | typeof hourInstead> | typeof hourInstead {
  const { world } = quest;
  const terminal = world.terminal();
  if (typeof terminal === "string") {
    if (!quest.hourNow) throw cannotAsk(quest, terminal);
    world.notice({
      message:
        "with no terminal to ask on: one hour from the session that is open, not the longer one configured",
    });
    return hourInstead;
  }
  const onWait: NonNullable<Parameters<typeof inTurn>[0]["onWait"]> = ({
    pid,
    terminal: where = "another terminal",
  }) => world.notice({ message: `the code is being asked for on ${where} (process ${pid}); waiting for it` });
  const request = {
    ...quest,
    kind: "ask",
    terminal: terminal.name,
    onWait,
    giveUpAfterSeconds: turnSeconds.ask,
    tooLong: tooLong(quest),
  } as const;
  return inTurn<T | typeof hourInstead>(request, () => {
    quest.warmUp();
    return askForCode(quest, terminal);
  });
}

async function askForCode<T>(quest: CodeQuest<T>, terminal: Terminal): Promise<T | typeof hourInstead> {
  const { world, hourNow } = quest;
  const until = performance.now() + turnSeconds.ask * 1000;
  for (let attempt = 1; ; attempt++) {
    const seconds = (until - performance.now()) / 1000;
    const text =
      seconds > 0 ? await terminal.ask(question(quest), { seconds, onTyping: quest.warmUp }) : undefined;
    if (text === undefined) throw new AwsmfaError(ExitCode.code, "no code was given; nothing was changed");
    if (hourNow && text.trim() === "") return hourInstead;
    try {
      return await quest.open(requireCode(text, "that"), world.now());
    } catch (error) {
      const again = attempt < promptTries && error instanceof AwsmfaError && error.exitCode === ExitCode.code;
      if (!again) throw error;
      terminal.tell(`awsmfa: ${error.message}`);
    }
  }
}
