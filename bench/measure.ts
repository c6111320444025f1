import { spawnSync } from "node:child_process";

/** One command whose whole process is timed. */
export interface Case {
  readonly name: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Put right before each run, untimed (a cache emptied, say). */
  readonly before?: () => void;
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
 * Times the cases in turn, round by round, so that a machine that slows down slows all of them; two rounds warm up uncounted.
 * Throws where a command fails: a failing command is quick and means nothing.
 */
export function measure(cases: readonly Case[], rounds: number): Figure[] {
  const times = cases.map((): number[] => []);
  for (let round = -2; round < rounds; round++) {
    for (const [index, each] of cases.entries()) {
      const time = timeOnce(each);
      if (round >= 0) times[index]!.push(time);
    }
  }
  return cases.map(({ name }, index) => figure(name, times[index]!));
}

function timeOnce({ name, argv: [program = "", ...words], env, cwd = env.HOME, before }: Case): number {
  before?.();
  const started = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(program, words, {
    env,
    cwd: cwd ?? "/",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
  const time = Number(process.hrtime.bigint() - started) / 1e6;
  if (error) throw error;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return time;
}

/** Median and quartiles of some times. */
export function figure(name: string, times: readonly number[]): Figure {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return { name, median: at(0.5), lower: at(0.25), upper: at(0.75) };
}
