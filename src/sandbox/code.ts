import { setTimeout as delay } from "node:timers/promises";
import type { TotpDevice } from "./totp.ts";

/** A code with less than this left is held back: typed in the next window it would look like that window's own. */
const leastMilliseconds = 2000;

/** What the sandbox's page says: a code that still works, or `wait` and the milliseconds until there is one. */
export function codePage(device: TotpDevice): string {
  const left = device.millisecondsLeft();
  const code = left < leastMilliseconds ? undefined : device.unusedCode();
  return code ?? `wait ${left}`;
}

/** Asks that page until it has a code. `onWait` hears the seconds of each wait. Throws what `fetch` throws. */
export async function fetchCode(url: string, onWait: (seconds: number) => void): Promise<string> {
  for (;;) {
    const page = await (await fetch(url)).text();
    const [, milliseconds] = /^wait (\d+)$/.exec(page) ?? [];
    if (milliseconds === undefined) return page;
    onWait(Math.ceil(Number(milliseconds) / 1000));
    await delay(Number(milliseconds) + 20);
  }
}
