import { standardDevice, standardExternalId, standardKey, standardRoles } from "./standard-directory.ts";

/** What stands in the AWS config and credentials files of a person who lives in the sandbox; STS is at `url`. */
export function standardAwsFiles(url: string): { config: string; credentials: string } {
  const { accessKeyId, secretAccessKey } = standardKey;
  return {
    config: [
      "# The sandbox's accounts. Nothing here exists outside of it.",
      section("profile bastion", { region: "eu-central-1", mfa_serial: standardDevice }),
      role("acc1", { region: "eu-west-1" }),
      role("acc2", { region: "us-east-1" }),
      role("long", { region: "eu-west-1", duration_seconds: "28800" }),
      role("chained", { region: "eu-west-1", source_profile: "acc1" }),
      role("partner", { region: "eu-west-1", external_id: standardExternalId }),
      `[services sandbox]\nsts =\n  endpoint_url = ${url}\niam =\n  endpoint_url = ${url}\n`,
    ].join("\n"),
    credentials: `[bastion]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  };
}

function role(name: keyof typeof standardRoles, rest: Readonly<Record<string, string>>): string {
  return section(`profile ${name}`, {
    role_arn: standardRoles[name].arn,
    source_profile: "bastion",
    ...rest,
  });
}

function section(name: string, keys: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...keys, services: "sandbox" }).map(([key, value]) => `${key} = ${value}`);
  return [`[${name}]`, ...lines, ""].join("\n");
}
