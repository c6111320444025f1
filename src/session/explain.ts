import { toIsoSeconds } from "../iso-seconds.ts";
import type { Notice, Origin } from "../types.ts";
import { renderOrigin } from "./plan/origin.ts";
import type { PlannedValue, SessionPlan, Step } from "./plan/step.ts";
import type { StoredPart } from "./store/stored-part.ts";

/** Whether carrying out a plan takes an MFA code: `perhaps` where that shows only once a provider has answered. */
export type CodeNeed = "yes" | "perhaps" | "no";

/** Whether the steps that no stored session spares take a code. */
export function codeNeed(steps: readonly Step[], stored?: StoredPart): CodeNeed {
  const left = steps.slice(stored ? stored.at + 1 : 0);
  const carriers = left.filter((step) => "serialNumber" in step && step.serialNumber !== undefined);
  if (carriers.length === 0) return "no";
  return carriers.some((step) => step.kind === "get-session-token" && step.conditional) ? "perhaps" : "yes";
}

const codeWords: Record<CodeNeed, string> = {
  yes: "takes one MFA code",
  perhaps: "takes one MFA code if the source asks for it",
  no: "takes no MFA code",
};

/** A plan for a person: a line per step, under it the values that made it and where each stands. May hold control characters. */
export function explainLines(plan: SessionPlan, stored?: StoredPart): readonly string[] {
  const { profile, steps, hourNow, mfaProcess } = plan;
  const whose = profile === undefined ? "keys from the environment" : `profile ${profile}`;
  const spared =
    stored && `the session of step ${stored.at + 1} is stored, until ${toIsoSeconds(stored.until)}`;
  return [
    `${whose}: ${codeWords[codeNeed(steps, stored)]}${spared ? `: ${spared}` : ""}`,
    ...stepLines(steps),
    ...(mfaProcess ? [`the code comes from mfa_process${placeOf(mfaProcess.origin)}`] : []),
    ...regionLine(plan.region),
    ...(hourNow ? ["or for an hour, while a base session lives:", ...stepLines(hourNow)] : []),
  ];
}

function regionLine(region: SessionPlan["region"]): string[] {
  if (!region) return [];
  return [
    `region ${region.value}${region.fallback ? ", unless you have set one" : ""}${placeOf(region.origin)}`,
  ];
}

function stepLines(steps: readonly Step[]): string[] {
  return steps.flatMap((step, at) => [
    `${at + 1}. ${titleOf(step)}: ${step.reason}`,
    ...(step.values ?? []).map(({ name, value, from }) => `     ${name} = ${value}${placeOf(from)}`),
  ]);
}

function titleOf(step: Step): string {
  switch (step.kind) {
    case "keys":
      return `keys ${step.accessKeyId}`;
    case "provider":
      return `ask ${step.provider}`;
    case "get-session-token":
      return `GetSessionToken in ${step.sts.region} for ${step.durationSeconds} s`;
    case "assume-role":
      return `AssumeRole ${step.roleArn} in ${step.sts.region} for ${step.durationSeconds} s`;
  }
}

function placeOf(from: Origin | string | undefined): string {
  if (from === undefined) return "";
  return typeof from === "string" ? `  (${from})` : `  (${renderOrigin(from)})`;
}

/** A plan for programs: the steps with what each asks of STS, and the place of every value. No secret, no command line. */
export function explainJson(plan: SessionPlan, stored?: StoredPart): object {
  const { profile, steps, hourNow, region, mfaProcess, notices } = plan;
  return {
    profile: profile ?? null,
    asksCode: codeNeed(steps, stored) !== "no",
    stored: stored ? { step: stored.at, expiration: toIsoSeconds(stored.until) } : null,
    mfaProcess: mfaProcess ? mfaProcess.origin : null,
    region: region ? { value: region.value, fallback: region.fallback, ...region.origin } : null,
    steps: steps.map(stepJson),
    hourNow: hourNow?.map(stepJson) ?? null,
    notices: notices.map(({ message, origin }: Notice) => ({ message, ...origin })),
  };
}

/** The command line of `credential_process` may hold a password: its place is among the values. */
function stepJson(step: Step): object {
  const { reason, origin, values = [], ...rest } = step;
  const { detail, detailOrigin, durationOrigin, ...fields } = rest as typeof rest &
    Partial<Record<string, unknown>>;
  const named = detail !== undefined && !(step.kind === "provider" && step.provider === "credential_process");
  return { ...fields, ...(named && { detail }), reason, ...origin, values: values.map(valueJson) };
}

function valueJson({ name, value, from }: PlannedValue): object {
  return typeof from === "string" ? { name, value, from } : { name, value, ...from };
}
