import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import { accountOf, type Directory, nameOf, type Role, type User } from "./directory.ts";
import { TotpDevice } from "./totp.ts";

/** Who signed a request, and with what. */
export interface Principal {
  /** What `GetCallerIdentity` answers. */
  readonly arn: string;
  readonly userId: string;
  readonly account: string;
  /** What trust policies name: the user's or the role's own ARN. */
  readonly trustedAs: string;
  /** The user behind it; undefined for a role session. */
  readonly user?: User | undefined;
  readonly secretAccessKey: string;
  /** Present on temporary credentials. */
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
  /**
   * `aws:MultiFactorAuthPresent`. Only what `GetSessionToken` issued carries it on: the temporary credentials of `AssumeRole`
   * do not (IAM user guide, "Secure API access with MFA").
   */
  readonly mfaPresent: boolean;
}

export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** The state of the sandbox's AWS: who holds which key, which sessions were issued, which codes were used. */
export class Registry {
  readonly roles: ReadonlyMap<string, Role>;
  readonly devices: ReadonlyMap<string, TotpDevice>;
  private readonly principals = new Map<string, Principal>();
  private readonly clock: Clock;

  constructor(directory: Directory, clock: Clock) {
    this.clock = clock;
    this.roles = new Map(directory.roles.map((role) => [role.arn, role]));
    const devices = directory.users.flatMap((user) => user.mfaDevices);
    this.devices = new Map(
      devices.map((each) => [each.serialNumber, new TotpDevice(each.base32Secret, clock)]),
    );
    for (const user of directory.users) {
      for (const key of user.keys) this.principals.set(key.accessKeyId, ofUser(user, key.secretAccessKey));
    }
  }

  find(accessKeyId: string): Principal | undefined {
    return this.principals.get(accessKeyId);
  }

  /** Issues temporary credentials for a user or role session. */
  issue(principal: Omit<Principal, keyof IssuedCredentials>, durationSeconds: number): IssuedCredentials {
    const issued = {
      accessKeyId: `ASIA${base32(16)}`,
      secretAccessKey: randomBytes(30).toString("base64"),
      sessionToken: randomBytes(240).toString("base64"),
      // AWS tells whole seconds.
      expiration: new Date(Math.floor(this.clock.now().getTime() / 1000 + durationSeconds) * 1000),
    };
    this.principals.set(issued.accessKeyId, { ...principal, ...issued });
    return issued;
  }

  /** Ends every session issued so far, as time would. */
  expireSessions(): void {
    for (const [id, principal] of this.principals) {
      if (principal.expiration) this.principals.set(id, { ...principal, expiration: new Date(0) });
    }
  }

  /** Forgets a key, as deleting it in IAM would. */
  deleteKey(accessKeyId: string): void {
    this.principals.delete(accessKeyId);
  }
}

function ofUser(user: User, secretAccessKey: string): Principal {
  const { arn, id: userId } = user;
  return { arn, userId, account: accountOf(arn), trustedAs: arn, user, secretAccessKey, mfaPresent: false };
}

/** A role session as a principal, still without credentials. */
export function roleSession(role: Role, sessionName: string): Omit<Principal, keyof IssuedCredentials> {
  const account = accountOf(role.arn);
  const partition = role.arn.split(":")[1];
  return {
    arn: `arn:${partition}:sts::${account}:assumed-role/${nameOf(role.arn)}/${sessionName}`,
    userId: `${role.id}:${sessionName}`,
    account,
    trustedAs: role.arn,
    mfaPresent: false,
  };
}

function base32(length: number): string {
  return Array.from(randomBytes(length), (byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32]).join("");
}
