import type { Home } from "../test/support/home.ts";
import { openTerminal } from "../test/support/terminal.ts";
import { type Figure, figure } from "./measure.ts";
import { type BenchSts, emptyCache, launcher } from "./world.ts";

/** From Enter at the prompt to the end of the command, less what STS itself took. The person types while the SDK is loaded. */
export async function measureEnter(name: string, home: Home, sts: BenchSts, rounds: number): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    emptyCache(home);
    const code = await sts.freshCode();
    const terminal = openTerminal(launcher, ["exports", "acc1", "--shell", "bash"], { env: home.env });
    await terminal.waitFor(/code/i);
    for (const digit of code) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      terminal.type(digit);
    }
    await sts.busy();
    const started = process.hrtime.bigint();
    terminal.type("\r");
    await gone(terminal.pid);
    const took = Number(process.hrtime.bigint() - started) / 1e6;
    times.push(took - (await sts.busy()));
    const status = await terminal.ended;
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${terminal.output}`);
  }
  return figure(name, times);
}

/** Resolves within a millisecond of the process's end, which the terminal itself outlives by a fifth of a second. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
