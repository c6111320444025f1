import type { Env } from "../types.ts";
import { codePage } from "./code.ts";
import { codePath, makeSandboxHome, type StartUp, sandboxEnv } from "./home.ts";
import { startSts } from "./server.ts";
import { standardDevice, standardDirectory } from "./standard-directory.ts";

export interface Sandbox {
  /** Where STS listens. */
  readonly url: string;
  /** The whole environment for what runs inside. */
  readonly env: Record<string, string>;
  /** Stops STS and removes the home. */
  readonly close: () => Promise<void>;
}

/** Opens a sandbox: an STS on loopback and a throw-away home that points at it. */
export async function openSandbox(
  launcher: string,
  startUps: readonly StartUp[],
  env: Env,
): Promise<Sandbox> {
  const pages = {
    [codePath]: () => {
      const device = sts.registry.devices.get(standardDevice);
      return device ? codePage(device) : "";
    },
  };
  const sts = await startSts({ directory: standardDirectory, pages });
  const home = makeSandboxHome(sts.url, launcher, startUps);
  const close = async () => {
    await sts.close();
    home.remove();
  };
  return { url: sts.url, env: sandboxEnv(env, home), close };
}
