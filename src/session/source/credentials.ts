import { AwsmfaError, ExitCode } from "../../errors.ts";
import { userRegion } from "../../profiles/region.ts";
import type { Credentials, Profiles } from "../../types.ts";
import { renderOrigin } from "../plan/origin.ts";
import { environmentKeys, profileKeys } from "../plan/static-keys.ts";
import type { KeysStep, ProviderStep } from "../plan/step.ts";
import type { SessionWorld } from "../world.ts";
import { parseProcessAnswer } from "./credential-process.ts";
import { runCommand } from "./run-command.ts";

type World = Pick<SessionWorld, "env" | "now">;

/** The credentials a plan starts from. Throws an `AwsmfaError` that names the profile's file and line; it never holds a secret. */
export async function resolveSource(
  step: KeysStep | ProviderStep,
  profiles: Profiles,
  world: World,
): Promise<Credentials> {
  if (step.kind === "keys") return readKeys(step, profiles, world);
  if (step.provider === "credential_process") return askProcess(step, world);
  const quiet = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";
  const before = world.env[quiet];
  world.env[quiet] = "true";
  try {
    return await askSdk(step, profiles, world);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    throw new AwsmfaError(
      ExitCode.aws,
      `${placeOf(step)}: profile ${step.profile} gets no credentials by ${step.provider}: ${why}`,
    );
  } finally {
    if (before === undefined) delete world.env[quiet];
    else world.env[quiet] = before;
  }
}

function readKeys({ profile }: KeysStep, profiles: Profiles, { env }: World): Credentials {
  if (profile !== undefined) return profileKeys(profiles.profiles.get(profile)!).credentials;
  const keys = environmentKeys(env);
  if (keys) return keys;
  throw new AwsmfaError(
    ExitCode.config,
    "the environment holds no keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile",
  );
}

async function askProcess(
  { profile, detail = "", detailOrigin }: ProviderStep,
  { env, now }: World,
): Promise<Credentials> {
  const origin = detailOrigin!;
  const output = await runCommand({ key: "credential_process", command: detail, origin, profile }, env);
  return parseProcessAnswer(output, origin, now());
}

async function askSdk(
  { provider, profile, detail }: ProviderStep,
  profiles: Profiles,
  { env }: World,
): Promise<Credentials> {
  const { askMetadata, askProfileProvider } = await import("./sdk-provider.ts");
  if (provider === "credential_source") return askMetadata(detail as "EcsContainer" | "Ec2InstanceMetadata");
  const own = profiles.profiles.get(profile)?.settings.get("region")?.value;
  return askProfileProvider({
    profile,
    configPath: profiles.config.path,
    credentialsPath: profiles.credentials.path,
    region: own || userRegion(env) || profiles.profiles.get("default")?.settings.get("region")?.value,
  });
}

function placeOf({ detailOrigin, origin }: ProviderStep): string {
  const place = detailOrigin ?? origin;
  return place ? renderOrigin(place) : "the AWS config";
}
