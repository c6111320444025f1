import { AwsmfaError, ExitCode } from "../../errors.ts";
import { setting } from "../../profiles/setting.ts";
import type { Env, Profile, Profiles, StsSettings } from "../../types.ts";
import { configuredEndpoint, isTrue } from "./endpoint.ts";
import { renderOrigin } from "./origin.ts";
import { stsRegion } from "./region.ts";
import type { PlannedValue } from "./step.ts";

export interface StsWorld {
  readonly profiles: Profiles;
  readonly env: Env;
  readonly home: string;
}

/** Settings and where they come from. */
export interface PlannedSts {
  readonly sts: StsSettings;
  readonly values: readonly PlannedValue[];
}

/**
 * Where and how STS is called for a profile: `chain` is the profile and what stands behind it. The environment counts before
 * the profile, but for the region (SPEC: a profile's own region beats `AWS_REGION`).
 */
export function stsSettings(
  world: StsWorld,
  chain: readonly Profile[],
  partition: string | undefined,
): PlannedSts {
  const { profiles, env, home } = world;
  const profile = chain[0];
  const region = stsRegion(profiles, env, chain, partition);
  const endpoint = configuredEndpoint(profiles, env, profile);
  const caBundle = env.AWS_CA_BUNDLE || setting(profile, "ca_bundle")?.value;
  const sts: StsSettings = {
    region: region.value,
    endpointUrl: endpoint?.value,
    useFips: isTrue(env.AWS_USE_FIPS_ENDPOINT || setting(profile, "use_fips_endpoint")?.value),
    useDualstack: isTrue(env.AWS_USE_DUALSTACK_ENDPOINT || setting(profile, "use_dualstack_endpoint")?.value),
    regionalEndpoints: regionalEndpoints(env, profile),
    caBundle: caBundle?.replace(/^~(?=\/)/, home),
  };
  return { sts, values: endpoint ? [region, endpoint] : [region] };
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html */
function regionalEndpoints(env: Env, profile: Profile | undefined): StsSettings["regionalEndpoints"] {
  const found = setting(profile, "sts_regional_endpoints");
  const value = env.AWS_STS_REGIONAL_ENDPOINTS || found?.value || "regional";
  if (value === "regional" || value === "legacy") return value;
  const inFile = !env.AWS_STS_REGIONAL_ENDPOINTS && found;
  const place = inFile
    ? `${renderOrigin(found.origin)}: sts_regional_endpoints`
    : "AWS_STS_REGIONAL_ENDPOINTS";
  throw new AwsmfaError(ExitCode.config, `${place} = ${value}: must be regional or legacy`);
}
