import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from "node:fs";
import { AwsmfaError, ExitCode } from "../errors.ts";
import type { AwsFile } from "../types.ts";

const suffix = ".before-awsmfa";

/** Copies of files as they were read, each beside its file, for its owner alone (0600). Returns their paths; all or none. Throws exit 5. */
export function writeBackups(files: readonly AwsFile[]): string[] {
  const written: string[] = [];
  try {
    for (const { path, content } of files) if (content) written.push(writeBackup(path, content));
    return written;
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    const { message } = error as Error;
    throw new AwsmfaError(ExitCode.write, `no backup could be made, so nothing was changed: ${message}`, {
      cause: error,
    });
  }
}

/** Under the first name that is free: an earlier backup stays. */
function writeBackup(original: string, content: Uint8Array): string {
  for (let count = 1; ; count++) {
    const path = `${original}${suffix}${count === 1 ? "" : `-${count}`}`;
    const descriptor = openNew(path);
    if (descriptor === undefined) continue;
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
      return path;
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
  }
}

function openNew(path: string): number | undefined {
  try {
    return openSync(path, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
    throw error;
  }
}
