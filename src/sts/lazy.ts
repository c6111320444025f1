import type { StsFactory } from "./sts.ts";

/** STS through the AWS SDK, which is loaded by the first call (or by `warmUp`) and not before. */
export function lazySts(): StsFactory {
  return () => {
    throw new Error("not wired yet");
  };
}
