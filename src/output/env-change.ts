import { toIsoSeconds } from "../iso-seconds.ts";
import type { Credentials } from "../types.ts";
import { refuseNul } from "./nul.ts";

/**
 * What becomes of one variable: set, removed (null), set only where the person has no value of their own, or given back as it
 * stood before a switch of ours (`theirs`).
 */
export type Change = string | null | { readonly unlessTheirs: string } | { readonly theirs: true };

/**
 * The one neutral value between AWS and the shells: an ordered map from variable to what becomes of it.
 * A switch, `unsets`, `exec`, every format and every prepared answer render the same value.
 */
export type EnvChange = ReadonlyMap<string, Change>;

/**
 * The variables by which a person selects profile and region. A switch saves each in `AWSMFA_WAS_<NAME>` before it touches it,
 * and the next switch or `unsets` brings it back under a condition: a region `ifOurs` (it still is what we set, else the
 * person changed it), a profile `ifEmpty` (we removed it; if there is one now that we did not select, it is the person's newer word).
 */
export const selections: ReadonlyMap<string, "ifOurs" | "ifEmpty"> = new Map([
  ["AWS_PROFILE", "ifEmpty"],
  ["AWS_DEFAULT_PROFILE", "ifEmpty"],
  ["AWS_REGION", "ifOurs"],
  ["AWS_DEFAULT_REGION", "ifOurs"],
]);

/** Holds the region our last switch set: what tells a region of ours from one the person chose since. */
export const ourRegion = "AWSMFA_REGION";

/** Holds the profile that `use --refresh` put into AWS_PROFILE: what tells a profile of ours from one the person chose since. */
export const ourProfile = "AWSMFA_SELECTED";

/** Holds the role that a switch put on top of the profile's own session: what tells `whoami` and its like which one this shell is. */
export const heldRoleName = "AWSMFA_ROLE";

/** The variable that keeps a selection's former value: `+value` where it was set, `-` where it was not. */
export function savedName(name: string): string {
  return `AWSMFA_WAS_${name}`;
}

/** What a switch puts into the environment, as plain data. */
export interface SwitchedTo {
  /** undefined: keys from the environment, no profile named. */
  readonly profile?: string | undefined;
  readonly credentials: Credentials;
  /** `fallback`: not the profile's own region, so set only where the person has none of their own. */
  readonly region?: { readonly value: string; readonly fallback: boolean } | undefined;
  /** A role that is not the profile's own: what `AWSMFA_ROLE` keeps of it, and what prompts show in the profile's place. */
  readonly role?: { readonly text: string; readonly label: string } | undefined;
}

/**
 * The change that a switch to these credentials makes (SPEC §7). The key id comes last, so that no cut-off change pairs a new id with an old
 * secret. Throws where a value holds what no variable can.
 */
export function toEnvChange({ profile, credentials, region, role }: SwitchedTo): EnvChange {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  for (const text of [accessKeyId, secretAccessKey, sessionToken, profile, region?.value])
    refuseNul(text ?? "");
  const toRegion = region && (region.fallback ? { unlessTheirs: region.value } : region.value);
  return new Map<string, Change>([
    ["AWS_PROFILE", null],
    ["AWS_DEFAULT_PROFILE", null],
    ["AWS_REGION", toRegion ?? { theirs: true }],
    ["AWS_DEFAULT_REGION", toRegion ?? { theirs: true }],
    [ourRegion, toRegion ?? null],
    ["AWS_SECURITY_TOKEN", null],
    ["AWS_SESSION_EXPIRATION", null],
    [ourProfile, null],
    ["AWSMFA_PROFILE", profile ?? null],
    // Without a profile nobody could find the way back to the role.
    [heldRoleName, profile === undefined ? null : (role?.text ?? null)],
    ["AWSUME_PROFILE", role?.label ?? profile ?? null],
    ["AWS_CREDENTIAL_EXPIRATION", expiration ? toIsoSeconds(expiration) : null],
    ["AWS_SESSION_TOKEN", sessionToken ?? null],
    ["AWS_SECRET_ACCESS_KEY", secretAccessKey],
    ["AWS_ACCESS_KEY_ID", accessKeyId],
  ]);
}

/** What `use --refresh` puts into the environment. */
export interface Selected extends Pick<SwitchedTo, "region"> {
  readonly profile: string;
  /** The profile through which every program gets, and renews, the session. */
  readonly standIn: string;
}

/** The change that selects a profile instead of putting keys into the environment, which would end. */
export function toSelection({ profile, standIn, region }: Selected): EnvChange {
  const switched = toEnvChange({ profile, region, credentials: { accessKeyId: "", secretAccessKey: "" } });
  return new Map<string, Change>([
    ...switched,
    ["AWS_PROFILE", standIn],
    [ourProfile, standIn],
    ["AWS_SECRET_ACCESS_KEY", null],
    ["AWS_ACCESS_KEY_ID", null],
  ]);
}

/** The change that `unsets` makes: no credentials, whoever set them, and the selections as they were. */
export function unsetsChange(): EnvChange {
  const removed = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_SESSION_EXPIRATION",
    "AWSMFA_PROFILE",
    heldRoleName,
    "AWSUME_PROFILE",
    ourRegion,
    ourProfile,
  ];
  return new Map<string, Change>([
    ...[...selections.keys()].map((name): [string, Change] => [name, { theirs: true }]),
    ...removed.map((name): [string, Change] => [name, null]),
  ]);
}
