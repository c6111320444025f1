import { AwsmfaError, ExitCode } from "../../errors.ts";
import { setting } from "../../profiles/setting.ts";
import type { Env, Origin, Profile } from "../../types.ts";
import { renderOrigin } from "./origin.ts";

/** An MFA device and what named it. */
export interface MfaDevice {
  readonly serialNumber: string;
  readonly from: Origin | "AWS_MFA_SERIAL";
}

/**
 * The device for a chain of profiles, the asked-for one first: `AWS_MFA_SERIAL`, else the first `mfa_serial`, so that a role profile's own
 * counts before that of its source. undefined where there is none. Nothing is judged here.
 */
export function mfaDevice(chain: readonly Profile[], env: Env): MfaDevice | undefined {
  if (env.AWS_MFA_SERIAL) return { serialNumber: env.AWS_MFA_SERIAL, from: "AWS_MFA_SERIAL" };
  const found = chain.map((profile) => setting(profile, "mfa_serial")).find(Boolean);
  return found && { serialNumber: found.value, from: found.origin };
}

/** Refuses a security key before anyone is asked for a code: STS takes none from it (aws/aws-cli#3607). */
export function usableDevice(device: MfaDevice | undefined): MfaDevice | undefined {
  if (!device || !isSecurityKey(device.serialNumber)) return device;
  const place = typeof device.from === "string" ? device.from : `${renderOrigin(device.from)}: mfa_serial`;
  throw new AwsmfaError(
    ExitCode.config,
    `${place} = ${device.serialNumber} is a security key, which cannot be used over the AWS API: register a virtual MFA device beside it and name that one`,
  );
}

/** Whether a serial number is that of a security key or passkey rather than of a device that shows codes. */
export function isSecurityKey(serialNumber: string): boolean {
  return /:u2f\//.test(serialNumber.toLowerCase());
}
