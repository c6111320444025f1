import { spawn } from "node:child_process";

/** One command whose whole process is timed. */
export interface Case {
  readonly name: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Done right before each run, untimed: empties a cache, say. What it returns is added to the environment. */
  readonly before?: () => Promise<Record<string, string>> | Record<string, string>;
  /** The command does its work so many times: what is told is the time of one, less the time of the case named `less`. */
  readonly times?: number;
  readonly less?: string;
}

/** Milliseconds of wall-clock time. */
export interface Figure {
  readonly name: string;
  readonly median: number;
  /** The middle half of the runs lies between these. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * Times the cases in turn, round by round, so that a machine that slows down slows all of them; one round warms up uncounted.
 * Rejects where a command fails: a failing command is quick and means nothing.
 */
export async function measure(cases: readonly Case[], rounds: number): Promise<Figure[]> {
  const times = new Map(cases.map(({ name }) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++) {
    for (const each of cases) {
      const time = await timeOnce(each);
      if (round >= 0) times.get(each.name)!.push(time);
    }
  }
  return cases.map(({ name, times: repeated = 1, less }) => {
    const base = less === undefined ? [] : times.get(less)!;
    return figure(
      name,
      times.get(name)!.map((time, round) => (time - (base[round] ?? 0)) / repeated),
    );
  });
}

async function timeOnce({ name, argv: [program = "", ...words], env, before }: Case): Promise<number> {
  const more = (await before?.()) ?? {};
  const started = process.hrtime.bigint();
  const child = spawn(program, words, {
    env: { ...env, ...more },
    cwd: env.HOME ?? "/",
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  });
  const time = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return time;
}

/** Median and quartiles of some times. */
export function figure(name: string, times: readonly number[]): Figure {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return { name, median: at(0.5), lower: at(0.25), upper: at(0.75) };
}
