import { standardAwsFiles } from "../../src/sandbox/aws-files.ts";
import type { Directory } from "../../src/sandbox/directory.ts";
import { type RunningSts, type StsOptions, startSts } from "../../src/sandbox/server.ts";
import { standardDevice, standardDirectory } from "../../src/sandbox/standard-directory.ts";

export interface TestSts extends RunningSts {
  /** The six digits a device shows now (the standard person's device if none is named). May have been used. */
  readonly currentCode: (serial?: string) => string;
  /** A code that works, different at each call, without waiting: the device is moved ahead. */
  readonly freshCode: (serial?: string) => string;
  /** A code that is refused. */
  readonly wrongCode: (serial?: string) => string;
  /** The AWS files of the standard person, pointing here. */
  readonly awsFiles: { readonly config: string; readonly credentials: string };
}

/** The embedded STS with the standard directory (or another one). Close it in `test.after`. */
export async function startTestSts(
  options: Partial<StsOptions> & { directory?: Directory } = {},
): Promise<TestSts> {
  const sts = await startSts({ directory: standardDirectory, ...options });
  const device = (serial = standardDevice) => {
    const found = sts.registry.devices.get(serial);
    if (!found) throw new Error(`no such device: ${serial}`);
    return found;
  };
  return {
    ...sts,
    currentCode: (serial) => device(serial).currentCode(),
    freshCode: (serial) => device(serial).freshCode(),
    wrongCode: (serial) => device(serial).wrongCode(),
    awsFiles: standardAwsFiles(sts.url),
  };
}
