import { createHash } from "node:crypto";
import { join } from "node:path";
import { makePrivateFolder, readPrivate, writePrivate } from "../../private-file.ts";

/** What became of the last code that was sent for a device. Never the code, nor a hash of it: six digits are found by trying (RULES 22). */
export interface UsedCode {
  /** Number of the 30-second window in which the code was given (RFC 6238). */
  readonly window: number;
  /** Epoch milliseconds at which it was sent. */
  readonly at: number;
  /** `sent`: no answer came, or none yet. */
  readonly outcome: "sent" | "opened" | "refused";
  /** `sessionKey` of the session it was to open. */
  readonly key: string;
}

/** The memory of used codes. Where nothing can be written it remembers nothing. */
export interface UsedCodes {
  last(device: string): UsedCode | undefined;
  remember(device: string, used: UsedCode): void;
}

const windowMilliseconds = 30_000;

/** A code given so soon after one that opened a session is that one, even if a new window has begun meanwhile. */
const sameCodeMilliseconds = 10_000;

export const windowOf = (time: Date): number => Math.floor(time.getTime() / windowMilliseconds);

/** Whole seconds until the device shows another code. */
export function secondsToNextCode(now: Date): number {
  return Math.ceil((windowMilliseconds - (now.getTime() % windowMilliseconds)) / 1000);
}

/** Whether a code given at that time must be the very one that is remembered: STS would refuse it a second time. */
export function isSameCode(used: UsedCode | undefined, givenAt: Date): used is UsedCode {
  if (!used) return false;
  const age = givenAt.getTime() - used.at;
  return used.window === windowOf(givenAt) || (age >= 0 && age < sameCodeMilliseconds);
}

export function fileUsedCodes(cache: string): UsedCodes {
  const folder = join(cache, "codes");
  const fileOf = (device: string) =>
    join(folder, `${createHash("sha256").update(device).digest("hex")}.json`);
  return {
    last: (device) => parseUsed(readPrivate(fileOf(device))?.toString("utf8")),
    remember: (device, used) => {
      try {
        makePrivateFolder(folder);
        writePrivate(fileOf(device), JSON.stringify(used));
      } catch {
        // Without a memory the same code is sent twice at worst, and refused.
      }
    },
  };
}

function parseUsed(text: string | undefined): UsedCode | undefined {
  try {
    const used = JSON.parse(text ?? "") as UsedCode;
    return Number.isFinite(used.window) && Number.isFinite(used.at) ? used : undefined;
  } catch {
    return undefined;
  }
}
