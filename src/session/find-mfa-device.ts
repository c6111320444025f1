import { AwsmfaError, ExitCode } from "../errors.ts";
import type { StsFactory } from "../sts/sts.ts";
import type { Credentials, Profiles, StsSettings } from "../types.ts";
import { followChain } from "./plan/chain.ts";
import { iamSettings } from "./plan/iam-settings.ts";
import { isSecurityKey } from "./plan/mfa-device.ts";
import { sourceStep } from "./plan/source-step.ts";
import type { KeysStep, ProviderStep } from "./plan/step.ts";
import { explainRefusal } from "./refused.ts";
import { resolveSource } from "./source/credentials.ts";

interface World {
  readonly env: Record<string, string | undefined>;
  readonly home: string;
  readonly now: () => Date;
  readonly sts: StsFactory;
}

/**
 * The serial number of the MFA device behind a profile, by asking IAM with the keys that the profile starts from (`--mfa-serial auto`).
 * Throws an `AwsmfaError` where IAM refuses, or where there is no device, or more than one, that shows codes.
 */
export async function findMfaDevice(profiles: Profiles, profile: string, world: World): Promise<string> {
  const { source } = followChain(profiles, world.env, profile);
  const holder = source.kind === "environment" ? undefined : source.profile;
  const caller = await resolveSource(sourceStep(source) as KeysStep | ProviderStep, profiles, world);
  const settings = iamSettings({ profiles, env: world.env, home: world.home }, holder);
  const serials = await listMfaDevices(caller, settings, world.sts);
  return chooseDevice(serials, holder?.name ?? profile);
}

/** Serial numbers of the user's MFA devices, security keys among them. `settings`: those of `iamSettings`. Throws an `AwsmfaError` where IAM refuses. */
export async function listMfaDevices(
  caller: Credentials,
  settings: StsSettings,
  sts: StsFactory,
): Promise<readonly string[]> {
  try {
    return await sts(settings).listMfaDevices(caller);
  } catch (error) {
    const cure =
      "name the device: --mfa-serial <ARN>; awsmfa policy self-manage-mfa shows what lets IAM answer";
    throw explainRefusal(error, `the MFA devices of ${caller.accessKeyId}`, cure);
  }
}

function chooseDevice(serials: readonly string[], profile: string): string {
  const [found, ...others] = serials.filter((serial) => !isSecurityKey(serial));
  if (found !== undefined && others.length === 0) return found;
  const whose = `the user of profile ${profile}`;
  if (found !== undefined)
    throw new AwsmfaError(
      ExitCode.config,
      `${whose} has several MFA devices: name one of ${[found, ...others].join(", ")} with --mfa-serial`,
    );
  const has =
    serials.length > 0 ? "only security keys, which cannot be used over the AWS API" : "no MFA device";
  throw new AwsmfaError(
    ExitCode.config,
    `${whose} has ${has}: register a virtual MFA device, in the AWS console under Security credentials`,
  );
}
