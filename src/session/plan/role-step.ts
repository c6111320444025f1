import { chainedRoleSeconds, type Duration } from "./duration.ts";
import type { RoleRequest } from "./role-request.ts";
import type { AssumeRoleStep } from "./step.ts";
import type { PlannedSts } from "./sts-settings.ts";

/** What an `AssumeRole` depends on beside the role itself. */
export interface RoleCall {
  readonly wanted: Duration;
  readonly sts: PlannedSts;
  /** The keys that sign it are temporary, so STS gives it one hour at most. */
  readonly chained: boolean;
  /** Set where this call carries the code, with the reason why. */
  readonly code?: { readonly serialNumber: string; readonly why: string } | undefined;
}

/** The step for one role, its duration capped where STS would refuse it, and the cap named in the reason. */
export function roleStep(role: RoleRequest, { wanted, sts, chained, code }: RoleCall): AssumeRoleStep {
  const durationSeconds = chained ? Math.min(wanted.seconds, chainedRoleSeconds) : wanted.seconds;
  const whose = role.profile ? `the role of profile ${role.profile.name}` : "the role that was asked for";
  const capped = durationSeconds < wanted.seconds;
  const cap = `; ${wanted.seconds} s wanted, capped at ${durationSeconds}: STS allows one hour to a role assumed with temporary credentials`;
  return {
    kind: "assume-role",
    profile: role.profile?.name,
    ...role.fields,
    durationSeconds,
    durationOrigin: typeof wanted.from === "string" ? undefined : wanted.from,
    serialNumber: code?.serialNumber,
    sts: sts.sts,
    reason: `${whose}${code ? `, ${code.why}` : ""}${capped ? cap : ""}`,
    values: [
      ...role.values,
      { name: "duration_seconds", value: `${wanted.seconds}`, from: wanted.from },
      ...sts.values,
    ],
  };
}
