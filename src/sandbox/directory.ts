import type { Credentials } from "../types.ts";

/** An IAM user as the sandbox knows it. */
export interface User {
  /** `arn:partition:iam::account:user/path/name`. */
  readonly arn: string;
  /** `AIDA…`. */
  readonly id: string;
  readonly keys: readonly Credentials[];
  readonly mfaDevices: readonly { readonly serialNumber: string; readonly base32Secret: string }[];
}

/** An IAM role and what its trust policy asks of the caller. */
export interface Role {
  /** `arn:partition:iam::account:role/path/name`. */
  readonly arn: string;
  /** `AROA…`. */
  readonly id: string;
  /** Who may assume it: ARNs of users and roles, `…:root` for a whole account, `*` for anybody. */
  readonly principals: readonly string[];
  /** `Bool aws:MultiFactorAuthPresent true`. */
  readonly needsMfa: boolean;
  /** `StringEquals sts:ExternalId`. */
  readonly externalId?: string | undefined;
  /** `StringEquals sts:RoleSessionName`; `${aws:username}` stands for the calling user's name. */
  readonly sessionName?: string | undefined;
  /** MaxSessionDuration, 3600–43200. */
  readonly maxSessionSeconds: number;
}

/** Everybody and everything the sandbox's AWS knows. */
export interface Directory {
  readonly users: readonly User[];
  readonly roles: readonly Role[];
}

/** The account in an ARN. */
export const accountOf = (arn: string): string => arn.split(":")[4] ?? "";

/** The last part of a user's or role's name: ARNs of sessions leave the path out. */
export const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
