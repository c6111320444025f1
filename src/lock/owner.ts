import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Who holds a lock: enough to tell whether that process still lives, on this machine at least (RULES 24). */
export interface Owner {
  /** Different for each lock ever taken. */
  readonly id: string;
  /** The machine, and on Linux its process namespace: containers may share a name and a cache. */
  readonly host: string;
  readonly boot: string;
  readonly pid: number;
  /** When the process started: a number may be given to another process later. */
  readonly start: string;
  /** Epoch seconds after which the lock counts no more, whoever holds it. */
  readonly deadline: number;
  /** How long it may be held. */
  readonly seconds: number;
  /** The terminal on which it asks, where it does. */
  readonly terminal?: string | undefined;
}

/** A new owner: this process, for so many seconds from now. */
export function makeOwner(pid: number, now: Date, seconds: number, terminal?: string): Owner {
  // One session takes half a dozen locks, and neither of these changes while the process lives.
  boot ??= bootOf();
  const start = starts.get(pid) ?? startOf(pid) ?? "";
  starts.set(pid, start);
  return {
    id: randomBytes(16).toString("hex"),
    host: hostOf(),
    boot,
    pid,
    start,
    // To the millisecond: who waits as long as this, from the same second on, gets it rather than gives up just before.
    deadline: now.getTime() / 1000 + seconds,
    seconds,
    terminal,
  };
}

let boot: string | undefined;
const starts = new Map<number, string>();

/** Whether what this owner holds may be taken away. */
export function isGone(owner: Owner, now: Date): boolean {
  const left = owner.deadline - now.getTime() / 1000;
  // More than it ever had: the clock was set back, or that machine's is ahead, and the deadline tells nothing.
  if (left < 0 || left > owner.seconds + 60) return true;
  if (owner.host !== hostOf()) return false;
  return owner.boot !== bootOf() || startOf(owner.pid) !== owner.start;
}

function hostOf(): string {
  return `${hostname()} ${attempt(() => readlinkSync("/proc/self/ns/pid")) ?? ""}`.trim();
}

/** Empty where the system has no such thing (macOS): there the start time decides. */
function bootOf(): string {
  return attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()) ?? "";
}

/** When a process started, in whatever unit the system tells it; undefined when there is no such process. */
function startOf(pid: number): string | undefined {
  // Linux: field 22, counted behind the name, which may hold blanks and brackets. A zombie (Z) is gone already.
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat !== undefined) {
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  }
  if (attempt(() => readFileSync("/proc/self/stat")) !== undefined) return undefined;
  return attempt(
    () => execFileSync("ps", ["-o", "lstart=", "-p", `${pid}`], { encoding: "utf8" }).trim() || undefined,
  );
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
