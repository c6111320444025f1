import { fromHttp } from "@aws-sdk/credential-provider-http";
import { fromIni } from "@aws-sdk/credential-provider-ini";
import { fromContainerMetadata, fromInstanceMetadata } from "@smithy/credential-provider-imds";
import type { Credentials } from "../../types.ts";

/** Loaded only where a profile needs one of the AWS SDK's own providers: this file pulls all of them in. */

export interface ProfilePlace {
  readonly profile: string;
  readonly configPath: string;
  readonly credentialsPath: string;
  readonly region: string | undefined;
}

/** What the SDK answers for a profile with SSO, a web identity or a login session. Throws the SDK's own errors. */
export function askProfileProvider({
  profile,
  configPath,
  credentialsPath,
  region,
}: ProfilePlace): Promise<Credentials> {
  const provider = fromIni({
    profile,
    configFilepath: configPath,
    filepath: credentialsPath,
    ignoreCache: true,
    ...(region === undefined ? {} : { clientConfig: { region } }),
  });
  return provider();
}

/** What a `credential_source` other than `Environment` answers. Throws the SDK's own errors. */
export async function askMetadata(source: "EcsContainer" | "Ec2InstanceMetadata"): Promise<Credentials> {
  if (source === "Ec2InstanceMetadata") return fromInstanceMetadata()();
  // The full URI with its token first, as the SDK has it; the old relative one is the other provider's.
  return fromHttp()().catch(() => fromContainerMetadata()());
}
