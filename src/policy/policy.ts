/** A text, or a list of them, as the policy language takes both. */
export type Texts = string | readonly string[];

/** A statement in AWS's own spelling (IAM user guide, "IAM JSON policy elements reference"). */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /** Trust policies only. */
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A statement with what it is for. */
export interface Point {
  readonly why: string;
  readonly statement: Statement;
}

/** What a policy can be filled with; all checked already. */
export interface PolicyValues {
  readonly partition: string;
  readonly account?: string | undefined;
  /** With its path, where it has one. */
  readonly user?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly bucket?: string | undefined;
  readonly service?: string | undefined;
}

/** The options that fill a policy. */
export type PolicyOption = "account" | "user" | "role" | "bucket" | "service";

export interface Policy {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Where it goes, in one line. */
  readonly place: string;
  /**
   * The options it is filled by. `needed`: there is no policy without; a `device` or `role` of the profile fills it in where the option is
   * left out. `optional`: it says something sensible without.
   */
  readonly options: Partial<Record<PolicyOption, "needed" | "optional" | "device" | "role">>;
  readonly points: (values: PolicyValues) => readonly Point[];
}

/** The policy as IAM takes it. */
export function toDocument(policy: Policy, values: PolicyValues): object {
  return { Version: "2012-10-17", Statement: policy.points(values).map(({ statement }) => statement) };
}
