import { AwsmfaError, ExitCode } from "../../errors.ts";
import { userRegion } from "../../profiles/region.ts";
import { setting } from "../../profiles/setting.ts";
import type { Env, Profile, Profiles } from "../../types.ts";
import { renderOrigin } from "./origin.ts";
import { fallbackRegion, partitionOfRegion } from "./partition.ts";
import type { PlannedValue, SessionPlan } from "./step.ts";

/**
 * The region in which STS is called for a chain of profiles, the one in question first: its own, the user's, its sources', `[default]`'s, the
 * partition's. A region that is not its own and lies in another partition than the role or device is passed over: STS would know neither.
 */
export function stsRegion(
  profiles: Profiles,
  env: Env,
  chain: readonly Profile[],
  partition: string | undefined,
): PlannedValue {
  const own = regionOf(chain[0]);
  const user = userRegion(env);
  const others = [
    user ? named(user, "AWS_REGION or AWS_DEFAULT_REGION") : undefined,
    ...chain.slice(1).map(regionOf),
    defaultRegion(profiles),
  ];
  const fitting = others.find(
    (region) => region && (!partition || partitionOfRegion(region.value) === partition),
  );
  return own ?? fitting ?? { name: "region", value: fallbackRegion(partition), from: "default" };
}

/** The region a switch to this chain's first profile sets: its own; else its sources' or `[default]`'s, for those who have none. */
export function shellRegion(profiles: Profiles, chain: readonly Profile[]): SessionPlan["region"] {
  const own = regionOf(chain[0]);
  const region = own ?? chain.slice(1).map(regionOf).find(Boolean) ?? defaultRegion(profiles);
  if (!region) return undefined;
  return {
    value: region.value,
    fallback: !own,
    origin: typeof region.from === "string" ? undefined : region.from,
  };
}

function defaultRegion(profiles: Profiles): PlannedValue | undefined {
  return regionOf(profiles.profiles.get("default"));
}

function regionOf(profile: Profile | undefined): PlannedValue | undefined {
  const found = setting(profile, "region");
  return found && named(found.value, found.origin);
}

/** A region becomes part of a host's name, so it must look like one. Both cases are named: V8 takes its time over the flag for them. */
function named(value: string, from: PlannedValue["from"]): PlannedValue {
  if (/^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(value)) return { name: "region", value, from };
  const place = typeof from === "string" ? from : `${renderOrigin(from)}: region`;
  throw new AwsmfaError(ExitCode.config, `${place} = ${value}: not a region`);
}
