import { planSession } from "../session/plan/plan.ts";
import { usualProfile } from "../session/plan/usual-profile.ts";
import type { StsFactory } from "../sts/sts.ts";
import type { Env, Profiles, StsSettings } from "../types.ts";
import type { Finding } from "./finding.ts";

/** STS refuses a request whose time is off by more than five minutes, and a code whose window has passed: half a minute matters. */
const tolerableSeconds = 20;

/** Does this machine's clock agree with the STS that the usual profile, or else the first one that has a plan, would call? */
export async function examineClock(
  profiles: Profiles,
  env: Env,
  home: string,
  sts: StsFactory,
): Promise<Finding[]> {
  const settings = firstSettings(profiles, env, home);
  if (!settings) return [];
  const ahead = await sts(settings).clockAheadSeconds();
  if (ahead === undefined) {
    return [
      {
        level: "note",
        what: "STS could not be reached, so the clock was not compared",
        cure: "look at the network, or at HTTPS_PROXY",
      },
    ];
  }
  if (Math.abs(ahead) <= tolerableSeconds) return [];
  const off = `${Math.abs(ahead)} s ${ahead > 0 ? "behind" : "ahead of"} STS's`;
  return [
    {
      level: "error",
      what: `this machine's clock is ${off}: codes may be refused`,
      cure: "set the clock, or have it set (NTP)",
    },
  ];
}

function firstSettings(profiles: Profiles, env: Env, home: string): StsSettings | undefined {
  for (const profile of [usualProfile(profiles, env).profile, ...profiles.profiles.keys()]) {
    try {
      for (const step of planSession(profiles, { profile, env, home }).steps)
        if ("sts" in step) return step.sts;
    } catch {
      // What is wrong with it is a finding of its own.
    }
  }
  return undefined;
}
