import type { CallerIdentity, Credentials, Session, StsSettings } from "../types.ts";

export interface SessionTokenRequest {
  readonly durationSeconds: number;
  /** ARN or serial number of the MFA device. */
  readonly serialNumber: string;
  readonly tokenCode: string;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The parameters of `AssumeRole`, in our spelling. */
export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly externalId?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly tokenCode?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
  readonly transitiveTagKeys?: readonly string[] | undefined;
  readonly policy?: string | undefined;
  readonly policyArns?: readonly string[] | undefined;
}

/** What awsmfa needs of AWS's Security Token Service, as seen from one step's settings. Every call throws `StsRefusal` when STS refuses or cannot be reached. */
export interface Sts {
  getSessionToken(caller: Credentials, request: SessionTokenRequest): Promise<Session>;
  assumeRole(caller: Credentials, request: AssumeRoleRequest): Promise<Session>;
  getCallerIdentity(caller: Credentials): Promise<CallerIdentity>;
  /** Serial numbers of the calling user's own MFA devices. IAM's answer, not STS's: only for settings that lead to IAM (`iamSettings`). */
  listMfaDevices(caller: Credentials): Promise<readonly string[]>;
  /** How many seconds STS's clock is ahead of this machine's, by an unsigned request; undefined where it cannot be reached. Never throws. */
  clockAheadSeconds(): Promise<number | undefined>;
  /** Loads the client and opens the connection, so that after Enter only the round trip is left. Never throws, never waits. */
  warmUp(): void;
}

/** Makes an `Sts` for a step's settings; cheap until the first call. */
export type StsFactory = (settings: StsSettings) => Sts;

/** Why STS refused, for those who must tell the cases apart. The message is AWS's own, without secrets. */
export class StsRefusal extends Error {
  override readonly name = "StsRefusal";
  constructor(
    /** AWS's error code (`AccessDenied`, `ExpiredToken`, …) or our own `Unreachable`, `BadAnswer`. */
    readonly code: string,
    message: string,
    /** The HTTP status, where an answer came. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
