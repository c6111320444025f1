import { AwsmfaError, ExitCode } from "../errors.ts";
import type { StsRefusal } from "../sts/sts.ts";
import type { Profiles } from "../types.ts";
import { renderOrigin } from "./plan/origin.ts";
import type { AssumeRoleStep, GetSessionTokenStep } from "./plan/step.ts";

/** A code that STS, or we before it, did not take: at a prompt there may be another try. */
export class CodeRefused extends AwsmfaError {
  constructor(message: string) {
    super(ExitCode.code, message);
  }
}

/** Told by its name: the session knows STS by its interface only. */
export function isRefusal(error: unknown): error is StsRefusal {
  return error instanceof Error && error.name === "StsRefusal";
}

/** STS says so of a wrong, an old and a used code, and of a device that is not this user's. */
export function isCodeRefusal(error: unknown): error is StsRefusal {
  return (
    isRefusal(error) &&
    error.code === "AccessDenied" &&
    /MultiFactorAuthentication failed/i.test(error.message)
  );
}

/** The caller's keys count no more: ended, revoked or deleted. */
export function isLapsed(error: unknown): boolean {
  return (
    isRefusal(error) &&
    /^(ExpiredToken|ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException)$/.test(error.code)
  );
}

/** Any failure of a call as one line for a person. What is no refusal of STS is passed through. */
export function explainRefusal(error: unknown, what: string, cure = ""): unknown {
  if (!isRefusal(error)) return error;
  const code = error.code === "Unreachable" || error.code === "BadAnswer" ? "" : `${error.code}: `;
  return new AwsmfaError(ExitCode.aws, `${what}: ${code}${error.message}${cure && `; ${cure}`}`);
}

/** The same for a step of a plan, with the file and line that would cure it. */
export function explainStep(
  error: unknown,
  step: GetSessionTokenStep | AssumeRoleStep,
  profiles: Profiles,
): unknown {
  if (step.kind === "get-session-token") return explainRefusal(error, `no session for ${step.serialNumber}`);
  const place = step.origin ? ` (${renderOrigin(step.origin)})` : "";
  const what = `role ${step.roleArn}${place}`;
  if (!isRefusal(error) || !/MaxSessionDuration|1 hour session limit/i.test(error.message))
    return explainRefusal(error, what);
  return explainRefusal(error, what, durationCure(step, profiles));
}

function durationCure(
  { durationOrigin, durationSeconds, profile }: AssumeRoleStep,
  profiles: Profiles,
): string {
  if (durationOrigin)
    return `${renderOrigin(durationOrigin)}: make duration_seconds = ${durationSeconds} smaller`;
  const origin = profile === undefined ? undefined : profiles.profiles.get(profile)?.origin;
  return `ask for less than ${durationSeconds} s${origin ? ` (profile ${profile}, ${renderOrigin(origin)})` : ""}`;
}

/** A stored session that STS no longer takes has been dropped: the walk begins anew. Never leaves `resolveSession` but by its message. */
export class LapsedSession extends AwsmfaError {
  constructor(what: string) {
    super(
      ExitCode.aws,
      `${what} was refused by STS although it had time left; it has been forgotten, try again`,
    );
  }
}
