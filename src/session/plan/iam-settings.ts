import type { Profile, StsSettings } from "../../types.ts";
import { configuredEndpoint } from "./endpoint.ts";
import { partitionOfRegion } from "./partition.ts";
import { type StsWorld, stsSettings } from "./sts-settings.ts";

interface Place {
  /** The one region that requests to IAM are signed for. */
  readonly region: string;
  readonly host: string;
  /** Where the partition has hosts of their own for these. */
  readonly fips?: string;
  readonly dualstack?: string;
}

/** IAM is one for a whole partition. From the SDKs' endpoint rules for IAM (`endpoint-rule-set-1.json`). */
const places: Readonly<Record<string, Place>> = {
  aws: {
    region: "us-east-1",
    host: "iam.amazonaws.com",
    fips: "iam-fips.amazonaws.com",
    dualstack: "iam.global.api.aws",
  },
  "aws-cn": {
    region: "cn-north-1",
    host: "iam.cn-north-1.amazonaws.com.cn",
    dualstack: "iam.global.api.amazonwebservices.com.cn",
  },
  "aws-us-gov": {
    region: "us-gov-west-1",
    host: "iam.us-gov.amazonaws.com",
    dualstack: "iam.us-gov.api.aws",
  },
  "aws-iso": { region: "us-iso-east-1", host: "iam.us-iso-east-1.c2s.ic.gov" },
  "aws-iso-b": { region: "us-isob-east-1", host: "iam.us-isob-east-1.sc2s.sgov.gov" },
  "aws-iso-e": { region: "eu-isoe-west-1", host: "iam.eu-isoe-west-1.cloud.adc-e.uk" },
  "aws-iso-f": { region: "us-isof-south-1", host: "iam.us-isof-south-1.csp.hci.ic.gov" },
  "aws-eusc": { region: "eusc-de-east-1", host: "iam.eusc-de-east-1.amazonaws.eu" },
};

/**
 * Where and how IAM is called for the profile that holds the keys: its configured endpoint for IAM, else its partition's own. The result is
 * for the same `StsFactory`, whose `listMfaDevices` is IAM's. Throws as `stsSettings` does.
 */
export function iamSettings(world: StsWorld, profile: Profile | undefined): StsSettings {
  const { sts } = stsSettings(world, profile ? [profile] : [], undefined);
  const place = places[partitionOfRegion(sts.region)] ?? places.aws!;
  const own =
    (sts.useFips ? place.fips : undefined) ?? (sts.useDualstack ? place.dualstack : undefined) ?? place.host;
  const configured = configuredEndpoint(world.profiles, world.env, profile, "iam")?.value;
  return {
    ...sts,
    region: place.region,
    endpointUrl: configured ?? `https://${own}`,
    // They are in the host's name already.
    useFips: false,
    useDualstack: false,
  };
}
