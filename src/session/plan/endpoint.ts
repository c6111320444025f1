import { AwsmfaError, ExitCode } from "../../errors.ts";
import { setting } from "../../profiles/setting.ts";
import type { Env, Profile, Profiles, Setting } from "../../types.ts";
import { renderOrigin } from "./origin.ts";
import type { PlannedValue } from "./step.ts";

/**
 * The endpoint somebody configured for STS (or IAM), in AWS's order: `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL`, the profile's `services` section,
 * its `endpoint_url`; nothing where configured endpoints are to be ignored. Throws for a missing section or what is no URL.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function configuredEndpoint(
  profiles: Profiles,
  env: Env,
  profile: Profile | undefined,
  service: "sts" | "iam" = "sts",
): PlannedValue | undefined {
  const ignore =
    env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS || setting(profile, "ignore_configured_endpoint_urls")?.value;
  if (isTrue(ignore)) return undefined;
  const variable = [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, "AWS_ENDPOINT_URL"].find(
    (name) => env[name],
  );
  if (variable) return endpoint(env[variable]!, variable);
  const found = serviceEndpoint(profiles, profile, service) ?? setting(profile, "endpoint_url");
  return found && endpoint(found.value, found.origin);
}

function serviceEndpoint(
  profiles: Profiles,
  profile: Profile | undefined,
  service: string,
): Setting | undefined {
  const services = setting(profile, "services");
  if (!services) return undefined;
  const section = profiles.services.get(services.value);
  if (!section) {
    const place = renderOrigin(services.origin);
    throw new AwsmfaError(
      ExitCode.config,
      `${place}: services = ${services.value}: there is no [services ${services.value}]`,
    );
  }
  const found = section.settings.get(service)?.nested?.get("endpoint_url");
  return found?.value ? found : undefined;
}

function endpoint(value: string, from: PlannedValue["from"]): PlannedValue {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return { name: "endpoint_url", value, from };
  const place = typeof from === "string" ? from : `${renderOrigin(from)}: endpoint_url`;
  throw new AwsmfaError(ExitCode.config, `${place} = ${value}: not an http or https URL`);
}

/** Whether a variable or setting says yes: only `true` does, as botocore reads it. */
export function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === "true";
}
