import type { AssumedRole, Session } from "../types.ts";
import { type AssumeRoleRequest, StsRefusal } from "./sts.ts";

/** Credentials as STS sends them and the SDK reads them. */
interface Answer {
  readonly AccessKeyId: string | undefined;
  readonly SecretAccessKey: string | undefined;
  readonly SessionToken: string | undefined;
  readonly Expiration: Date | undefined;
}

/** The parameters of AssumeRole as the SDK names them. */
export function toAssumeRole(request: AssumeRoleRequest) {
  return {
    RoleArn: request.roleArn,
    RoleSessionName: request.roleSessionName,
    DurationSeconds: request.durationSeconds,
    ExternalId: request.externalId,
    SerialNumber: request.serialNumber,
    TokenCode: request.tokenCode,
    SourceIdentity: request.sourceIdentity,
    Policy: request.policy,
    PolicyArns: request.policyArns?.map((arn) => ({ arn })),
    Tags: request.tags?.map(({ key, value }) => ({ Key: key, Value: value })),
    TransitiveTagKeys: request.transitiveTagKeys && [...request.transitiveTagKeys],
  };
}

/** `expiration` is the earlier of STS's word and local receipt + duration: either clock may be wrong (RULES 7). */
export function toSession(
  answer: Answer | undefined,
  durationSeconds: number,
  assumedRole?: AssumedRole,
): Session {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer ?? {};
  if (
    !AccessKeyId ||
    !SecretAccessKey ||
    !SessionToken ||
    !Expiration ||
    Number.isNaN(Expiration.getTime())
  ) {
    throw badAnswer("an answer without credentials");
  }
  const receivedAt = new Date();
  const expiration = new Date(Math.min(Expiration.getTime(), receivedAt.getTime() + durationSeconds * 1000));
  return {
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration,
    },
    receivedAt,
    assumedRole,
  };
}

/** For an answer that no STS would send. */
export function badAnswer(what: string): StsRefusal {
  return new StsRefusal("BadAnswer", `STS sent ${what}; a proxy in between may have changed it`);
}
