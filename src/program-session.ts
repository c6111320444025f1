import { processParts } from "./context.ts";
import { printable } from "./printable.ts";
import { readProfiles } from "./profiles/read.ts";
import { locateTerminal } from "./session/code/terminal.ts";
import { renderOrigin } from "./session/plan/origin.ts";
import { type PlanRequest, planSession } from "./session/plan/plan.ts";
import type { SessionPlan } from "./session/plan/step.ts";
import { type Resolved, type ResolveOptions, resolveSession } from "./session/resolve.ts";
import { type SessionWorld, sessionWorld } from "./session/world.ts";
import { lazySts } from "./sts/lazy.ts";
import type { Notice, Profiles } from "./types.ts";

/** How a program, rather than a command line, wants its session. */
export interface ProgramOptions extends ResolveOptions {
  /** The program's own way to ask for a device's code. */
  readonly askProgram?: ((device: string) => Promise<string>) | undefined;
  /** Whether the person may be asked on the terminal. */
  readonly prompt: boolean;
  /** Takes what should be known and stops nothing: one line. */
  readonly say: (line: string) => void;
}

export interface ProgramPlan {
  readonly profiles: Profiles;
  readonly plan: SessionPlan;
}

/** The process that we are a guest in. STS connections are kept from one call to the next. */
let parts: ReturnType<typeof processParts> | undefined;

function program(): NonNullable<typeof parts> {
  parts ??= processParts(lazySts);
  return parts;
}

/** The AWS files as they are now. */
export function programProfiles(): Profiles {
  const { env, home } = program();
  return readProfiles(env, home);
}

/** What has to be done for a session, by the files and the environment as they are now. Throws an `AwsmfaError`. */
export function planProgramSession(request: Omit<PlanRequest, "env" | "home">): ProgramPlan {
  const { env, home } = program();
  const profiles = programProfiles();
  return { profiles, plan: planSession(profiles, { ...request, env, home }) };
}

/** A session for the program that this code is a part of, from the same store as the command's. Throws an `AwsmfaError`. */
export function openProgramSession(
  { profiles, plan }: ProgramPlan,
  { askProgram, prompt, say, ...options }: ProgramOptions,
): Promise<Resolved> {
  const notice = ({ message, origin }: Notice) =>
    say(printable(origin ? `${renderOrigin(origin)}: ${message}` : message));
  plan.notices.forEach(notice);
  const { pid } = program();
  const world: SessionWorld = {
    ...sessionWorld({ ...program(), notice }),
    askProgram,
    terminal: () => (prompt ? locateTerminal(pid) : "unwanted"),
  };
  return resolveSession(plan, profiles, world, options);
}
