/** The library: awsmfa's sessions as a credential provider for the AWS SDK for JavaScript v3. Types without a foreign import, on purpose. */
import { AwsmfaError, ExitCode } from "./errors.ts";
import { openProgramSession, planProgramSession } from "./program-session.ts";
import { requireCode } from "./session/code/form.ts";
import { accountOfArn } from "./session/plan/arn.ts";

export { AwsmfaError, ExitCode };

/** What `fromAwsmfa` takes. Everything may be left out. */
export interface AwsmfaOptions {
  /** A profile of the AWS files. Else `AWSMFA_PROFILE`, `AWS_PROFILE`, `AWS_DEFAULT_PROFILE`, `default`. */
  readonly profile?: string | undefined;
  /** A role to assume from the profile's credentials. */
  readonly role?: AwsmfaRole | undefined;
  /** An MFA code, for the first session only: six digits. As on the command line it renews a stored session, unless it opened that one. */
  readonly code?: string | undefined;
  /**
   * Called with the device's ARN or serial number when a code is needed and neither `code`, `AWS_MFA_TOKEN` nor the profile's
   * `mfa_process` gave one.
   */
  readonly mfaCodeProvider?: ((mfaSerial: string) => Promise<string>) | undefined;
  /** Whether the person may be asked on the terminal. False if not given: a program that waits for a code in silence seems to hang. */
  readonly prompt?: boolean | undefined;
  /** How long the session is to last, in seconds. Else `duration_seconds` of the profile, else an hour for a role. */
  readonly durationSeconds?: number | undefined;
  /** Hears what should be known and stops nothing (keys that no MFA protects, say). `console` will do. */
  readonly logger?: { warn(message: string): void } | undefined;
}

/** A role without a profile of its own. Parameters of https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html. */
export interface AwsmfaRole {
  readonly roleArn: string;
  readonly roleSessionName?: string | undefined;
  readonly externalId?: string | undefined;
  /** A session policy, in JSON. */
  readonly policy?: string | undefined;
  readonly policyArns?: readonly string[] | undefined;
}

/** What the AWS SDK for JavaScript v3 calls an AwsCredentialIdentity. */
export interface AwsmfaCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** The SDK asks again five minutes before. Absent: they do not end. */
  readonly expiration?: Date;
  /** Of the role, where there is one. */
  readonly accountId?: string;
}

/** A minute more than what the SDK wants to see, so that what it gets is not stale at once. */
const minTtlSeconds = 360;

/**
 * A credential provider: `new S3Client({ credentials: fromAwsmfa({ profile: "acc1" }) })`. Each call of it gives a session with more
 * than five minutes left: the one that the shells share, or a new one, which they share from then on. It rejects with an
 * `AwsmfaError`, whose `exitCode` tells the kind (`ExitCode.code`: a code is needed or was refused).
 */
export function fromAwsmfa(options: AwsmfaOptions = {}): () => Promise<AwsmfaCredentials> {
  let { code } = options;
  let pending: Promise<AwsmfaCredentials> | undefined;
  const next = async () => {
    try {
      const credentials = await openSession({ ...options, code });
      code = undefined;
      return credentials;
    } catch (error) {
      // A code works once; one that never reached STS is worth another try.
      if (error instanceof AwsmfaError && error.exitCode === ExitCode.code) code = undefined;
      throw error;
    } finally {
      pending = undefined;
    }
  };
  // Clients that share the provider and start together ask together.
  return async () => {
    checkOptions(options);
    pending ??= next();
    return pending;
  };
}

/** Throws for what a program without types may pass. Each time and first of all: a live session must not hide it until it ends. */
function checkOptions({ profile, role, code, mfaCodeProvider, durationSeconds }: AwsmfaOptions): void {
  const kinds: readonly (readonly [name: string, value: unknown, kind: "string" | "function"])[] = [
    ["profile", profile, "string"],
    ["role.roleArn", role === undefined ? undefined : (role?.roleArn ?? null), "string"],
    ["code", code, "string"],
    ["mfaCodeProvider", mfaCodeProvider, "function"],
  ];
  const wrong = kinds.find(([, value, kind]) => value !== undefined && typeof value !== kind);
  if (wrong) throw new AwsmfaError(ExitCode.usage, `${wrong[0]}: a ${wrong[2]} is wanted`);
  if (durationSeconds !== undefined && !Number.isInteger(durationSeconds)) {
    throw new AwsmfaError(ExitCode.usage, "durationSeconds: a whole number of seconds is wanted");
  }
  if (code !== undefined) requireCode(code, "the code given");
}

async function openSession(options: AwsmfaOptions): Promise<AwsmfaCredentials> {
  const { mfaCodeProvider, prompt = false, logger, profile, role, code, durationSeconds } = options;
  const planned = planProgramSession({ profile, role, durationSeconds });
  const say = (line: string) => logger?.warn(`awsmfa: ${line}`);
  const askProgram =
    mfaCodeProvider &&
    (async (device: string) => {
      const answer: unknown = await mfaCodeProvider(device);
      if (typeof answer === "string") return answer;
      throw new AwsmfaError(ExitCode.code, "mfaCodeProvider: its answer must be a string of six digits");
    });
  const opening = openProgramSession(planned, { code, askProgram, prompt, say, minTtlSeconds });
  const { credentials, assumedRole } = await opening;
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  const accountId = assumedRole && accountOfArn(assumedRole.arn);
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(expiration && { expiration }),
    ...(accountId && { accountId }),
  };
}
