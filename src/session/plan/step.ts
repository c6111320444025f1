import type { Tag } from "../../sts/sts.ts";
import type { Notice, Origin, StsSettings } from "../../types.ts";

/** One value that went into a step, and where it came from: a setting, else the name of a variable or option, else `default`. */
export interface PlannedValue {
  readonly name: string;
  readonly value: string;
  readonly from: Origin | string;
}

interface StepBase {
  /** Why this step is there, for `explain`: one sentence. */
  readonly reason: string;
  /** The setting that decided it. */
  readonly origin?: Origin | undefined;
  /** For `explain`; never part of a session's key, never a secret. */
  readonly values?: readonly PlannedValue[] | undefined;
}

/** Start from keys that are there already. Never holds a secret: `resolveSession` reads that from the profile or the environment. */
export interface KeysStep extends StepBase {
  readonly kind: "keys";
  /** The profile that holds them; undefined: the environment. */
  readonly profile?: string | undefined;
  readonly accessKeyId: string;
  /** They carry a session token: never sent to `GetSessionToken`. */
  readonly temporary: boolean;
  readonly expiration?: Date | undefined;
}

/** Start from what one of the AWS SDK's own providers, or a `credential_process`, answers. */
export interface ProviderStep extends StepBase {
  readonly kind: "provider";
  readonly provider: "credential_process" | "sso" | "web_identity" | "login_session" | "credential_source";
  readonly profile: string;
  /** The command line of `credential_process`, or the value of `credential_source`. */
  readonly detail?: string | undefined;
  /** Where `detail` stands. */
  readonly detailOrigin?: Origin | undefined;
  /** The other settings that decide whom the provider answers (`sso_account_id`, `role_arn` of a web identity, …). */
  readonly shape?: Readonly<Record<string, string>> | undefined;
}

/** `GetSessionToken` with a code: the base session. */
export interface GetSessionTokenStep extends StepBase {
  readonly kind: "get-session-token";
  readonly serialNumber: string;
  readonly durationSeconds: number;
  readonly sts: StsSettings;
  /**
   * Only done if the provider before it turns out to answer long-term keys. When it is skipped, the code is not spent and the next
   * `AssumeRole` carries it if that step has a `serialNumber`; when it is done, that `serialNumber` is not sent.
   */
  readonly conditional: boolean;
}

/** `AssumeRole` from what the step before it gave. */
export interface AssumeRoleStep extends StepBase {
  readonly kind: "assume-role";
  /** The profile whose role it is; its file:line is named when STS refuses the duration. */
  readonly profile?: string | undefined;
  readonly roleArn: string;
  /** To be cut to 3600 by whoever calls where a provider's answer, known only then, is temporary. */
  readonly durationSeconds: number;
  /** Where the duration stands, if it was configured. */
  readonly durationOrigin?: Origin | undefined;
  /** undefined: the IAM user's name where one is known, else `awsmfa`. */
  readonly roleSessionName?: string | undefined;
  readonly externalId?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
  readonly transitiveTagKeys?: readonly string[] | undefined;
  readonly policy?: string | undefined;
  readonly policyArns?: readonly string[] | undefined;
  /** Set where this very call carries the code (`SerialNumber` + `TokenCode`), unless a conditional step before it took the code. */
  readonly serialNumber?: string | undefined;
  readonly sts: StsSettings;
}

export type Step = KeysStep | ProviderStep | GetSessionTokenStep | AssumeRoleStep;

/** How to get from what is in the files to credentials: data, made before any I/O. */
export interface SessionPlan {
  /** undefined: no profile named, keys from the environment. */
  readonly profile?: string | undefined;
  readonly steps: readonly Step[];
  /**
   * For a role longer than an hour over MFA: the same by way of the base session, one hour at most. Taken when the person
   * answers the prompt with Enter while a base session lives, or where there is no terminal.
   */
  readonly hourNow?: readonly Step[] | undefined;
  /** The region to set. `fallback`: not the profile's own, so set only where the person has none of their own. */
  readonly region?:
    | { readonly value: string; readonly fallback: boolean; readonly origin?: Origin | undefined }
    | undefined;
  /** A role on top of the profile's own session, named by options or held by this shell: what a switch keeps of it, and what prompts show. */
  readonly role?: { readonly text: string; readonly label: string } | undefined;
  /** The command line that prints a code (`mfa_process`), with its origin. */
  readonly mfaProcess?: { readonly command: string; readonly origin: Origin } | undefined;
  readonly notices: readonly Notice[];
}
