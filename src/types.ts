/**
 * The plain data that crosses the walls between folders. No code, no imports: what is here belongs to nobody.
 * AWS's own spelling of fields stays at the border (`sts/aws.ts`, `profiles/parse.ts`); inside, names are camelCase and times are `Date`.
 */

/** Where a value stands: a file and its line, counted from 1. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** Something a person should know that stops nothing; goes to stderr, or shows in `list` and `doctor`. */
export interface Notice {
  readonly message: string;
  readonly origin?: Origin | undefined;
}

/** One key of a section. Values are text, never coerced. A nested block (`s3 =` and its indented lines) has `nested`, keys in order. */
export interface Setting {
  readonly value: string;
  readonly origin: Origin;
  /** What the AWS CLI reads, where `value` is kinder: a comment behind an ARN, region, number or profile name is no part of `value`. */
  readonly raw?: string | undefined;
  readonly nested?: ReadonlyMap<string, Setting> | undefined;
}

/** A section of the AWS files: a profile (both files merged, the credentials file winning), or `[services x]`, `[sso-session x]`. Keys are lower-case. */
export interface Profile {
  readonly name: string;
  readonly origin: Origin;
  readonly settings: ReadonlyMap<string, Setting>;
}

/** How reading one AWS file went. `content` holds the very bytes that were parsed, where there were any. */
export interface AwsFile {
  readonly path: string;
  readonly state: "read" | "missing" | "unreadable" | "malformed";
  readonly content?: Uint8Array | undefined;
  /** Why it could not be read or parsed: one line for a person, naming file (and line). */
  readonly reason?: string | undefined;
  /** What stood in the way of reading it: the system's word (`EACCES`, `ELOOP`, …), or that it is no regular file. */
  readonly obstacle?: string | undefined;
}

/** Everything that both AWS files say. `profiles` is in the order of first appearance, config file first. */
export interface Profiles {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly services: ReadonlyMap<string, Profile>;
  readonly ssoSessions: ReadonlyMap<string, Profile>;
  readonly config: AwsFile;
  readonly credentials: AwsFile;
  readonly notices: readonly Notice[];
}

/** The environment as the process got it. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A key pair, with a session token where it is temporary. Secret: never logged, never part of an error. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** When they end, where that is known. */
  readonly expiration?: Date | undefined;
}

/** What `AssumeRole` says of whom one has become. */
export interface AssumedRole {
  readonly arn: string;
  readonly id: string;
}

/** Temporary credentials as STS answered them. `expiration` is already the earlier of STS's word and local receipt + duration. */
export interface Session {
  readonly credentials: Credentials & { readonly sessionToken: string; readonly expiration: Date };
  readonly receivedAt: Date;
  readonly assumedRole?: AssumedRole | undefined;
}

/** The answer of `GetCallerIdentity`. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** Where and how STS is called for one step: part of a session's key, so that an edit of any of it finds no old session. */
export interface StsSettings {
  readonly region: string;
  /** An explicit endpoint (variable, `services` section or `endpoint_url`); undefined: the partition's own. */
  readonly endpointUrl?: string | undefined;
  readonly useFips: boolean;
  readonly useDualstack: boolean;
  /** `legacy` sends the old global regions to sts.amazonaws.com, as the AWS CLI reads `sts_regional_endpoints`. */
  readonly regionalEndpoints: "regional" | "legacy";
  /** Path of a PEM bundle (`AWS_CA_BUNDLE`, else `ca_bundle`). Not part of a session's key. */
  readonly caBundle?: string | undefined;
}
