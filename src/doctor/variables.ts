import { accessSync, constants } from "node:fs";
import { isAbsolute } from "node:path";
import { AwsmfaError } from "../errors.ts";
import { baseDuration } from "../session/plan/duration.ts";
import { findProfile } from "../session/plan/find-profile.ts";
import { heldRole } from "../session/plan/held-role.ts";
import { isSecurityKey } from "../session/plan/mfa-device.ts";
import { minTtl } from "../session/store/usable.ts";
import type { Env, Profiles } from "../types.ts";
import type { Finding } from "./finding.ts";

/** Variables that name what is not there, or say what cannot be. What in them works against each other is told by output/held.ts. */
export function examineVariables(env: Env, profiles: Profiles): Finding[] {
  return [...wrong(env, profiles)].map(
    ([name, what]): Finding => ({
      level: "error",
      what,
      cure: ours.has(name) ? "awsmfa unsets" : `correct or unset ${name}`,
    }),
  );
}

/** What a switch of ours left behind. */
const ours = new Set(["AWSMFA_PROFILE", "AWSMFA_ROLE"]);

function* wrong(env: Env, profiles: Profiles): Generator<[name: string, what: string]> {
  for (const name of ["AWSMFA_PROFILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"]) {
    const profile = env[name];
    const what = profile && refusal(() => findProfile(profiles, profile, name));
    if (what) yield [name, what];
  }
  if (refusal(() => heldRole(env))) yield ["AWSMFA_ROLE", "AWSMFA_ROLE names no role"];
  const looks = { AWSMFA_MIN_TTL: () => minTtl(env, 0), AWS_MFA_TTL: () => baseDuration(env, undefined) };
  for (const [name, look] of Object.entries(looks)) {
    const what = refusal(look);
    if (what) yield [name, what];
  }
  const { AWS_MFA_SERIAL: serial, AWS_CA_BUNDLE: bundle, AWSMFA_CACHE_DIR: cache } = env;
  if (serial && isSecurityKey(serial))
    yield [
      "AWS_MFA_SERIAL",
      `AWS_MFA_SERIAL = ${serial} is a security key, which cannot be used over the AWS API`,
    ];
  if (bundle && !isReadable(bundle)) yield ["AWS_CA_BUNDLE", `AWS_CA_BUNDLE = ${bundle} cannot be read`];
  if (cache && !isAbsolute(cache))
    yield ["AWSMFA_CACHE_DIR", `AWSMFA_CACHE_DIR = ${cache} is no absolute path, so it is passed over`];
}

/** The words with which something is refused; undefined where it is not. */
function refusal(look: () => unknown): string | undefined {
  try {
    look();
    return undefined;
  } catch (error) {
    if (error instanceof AwsmfaError) return error.message;
    throw error;
  }
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
