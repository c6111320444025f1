import type { StsSettings } from "../types.ts";
import type { Sts, StsFactory } from "./sts.ts";

/** The environment of this process; writable, because the SDK can be kept quiet only by a variable. */
type LiveEnv = Record<string, string | undefined>;

/**
 * STS through the AWS SDK, which is loaded by the first call (or by `warmUp`) and not before. Equal settings share one client
 * and its connections. `env` names the proxies.
 */
export function lazySts(env: LiveEnv): StsFactory {
  const made = new Map<string, Sts>();
  return (settings) => {
    const name = JSON.stringify(Object.entries(settings).sort());
    const sts = made.get(name) ?? lazyClient(settings, env);
    made.set(name, sts);
    return sts;
  };
}

function lazyClient(settings: StsSettings, env: LiveEnv): Sts {
  let loading: Promise<Sts> | undefined;
  const load = () => {
    loading ??= import("./aws.ts").then(({ AwsSts }) => new AwsSts(settings, env));
    return loading;
  };
  return {
    getSessionToken: async (caller, request) => (await load()).getSessionToken(caller, request),
    assumeRole: async (caller, request) => (await load()).assumeRole(caller, request),
    getCallerIdentity: async (caller) => (await load()).getCallerIdentity(caller),
    listMfaDevices: async (caller) => (await load()).listMfaDevices(caller),
    clockAheadSeconds: () =>
      load().then(
        (sts) => sts.clockAheadSeconds(),
        () => undefined,
      ),
    warmUp: () => {
      // What is wrong with the settings shows, with a message, at the first call.
      load().then(
        (sts) => sts.warmUp(),
        () => {},
      );
    },
  };
}
