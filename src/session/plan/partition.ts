/**
 * AWS's partitions: how their regions look, and the region to call where nobody named one.
 * From the SDKs' endpoint data (`partitions.json`); `aws-cn` and `aws-us-gov` answer in the region that exists longest.
 */
const partitions: readonly (readonly [partition: string, region: RegExp, fallback: string])[] = [
  ["aws-cn", /^cn-/, "cn-north-1"],
  ["aws-us-gov", /^us-gov-/, "us-gov-west-1"],
  ["aws-iso", /^us-iso-/, "us-iso-east-1"],
  ["aws-iso-b", /^us-isob-/, "us-isob-east-1"],
  ["aws-iso-e", /^eu-isoe-/, "eu-isoe-west-1"],
  ["aws-iso-f", /^us-isof-/, "us-isof-south-1"],
  ["aws-eusc", /^eusc-/, "eusc-de-east-1"],
];

/** The partition a region lies in; a name of no known form lies in `aws`. */
export function partitionOfRegion(region: string): string {
  return partitions.find(([, form]) => form.test(region))?.[0] ?? "aws";
}

/** Where STS is called in a partition when no region is configured anywhere. */
export function fallbackRegion(partition: string | undefined): string {
  return partitions.find(([name]) => name === partition)?.[2] ?? "us-east-1";
}
