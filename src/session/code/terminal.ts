import { execFileSync } from "node:child_process";
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { printable } from "../../printable.ts";
import { type AskOptions, ask } from "./ask.ts";

/**
 * Why nobody can be asked: no terminal belongs to this process, it runs in the background and would be stopped for asking, or the
 * program that we are a part of does not want a question of ours on its terminal.
 */
export type NoTerminal = "none" | "background" | "unwanted";

/** The terminal of this process, whatever stdin and stdout are. */
export interface Terminal {
  /** For others to find it by: `/dev/pts/3`, or `/dev/tty` where the system does not tell. */
  readonly name: string;
  /** Asks, masked; undefined: cancelled, or no answer in time. Throws at Ctrl-C. */
  readonly ask: (question: string, options: AskOptions) => Promise<string | undefined>;
  readonly tell: (line: string) => void;
}

/** The terminal that this process may use now, or why there is none. Looked for at each call: a process can change its place at any time. */
export function locateTerminal(pid: number): Terminal | NoTerminal {
  if (!hasTerminal()) return "none";
  const { group, foreground, device } = placeOf(pid);
  if (group !== foreground) return "background";
  return { name: terminalName(device), ask, tell };
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r+"));
    return true;
  } catch {
    return false;
  }
}

function tell(line: string): void {
  const descriptor = openSync("/dev/tty", "w");
  try {
    writeSync(descriptor, `${printable(line)}\n`);
  } finally {
    closeSync(descriptor);
  }
}

interface Place {
  readonly group: string | undefined;
  /** The group that its terminal listens to. */
  readonly foreground: string | undefined;
  /** The terminal's device number (Linux). */
  readonly device?: number | undefined;
}

function placeOf(pid: number): Place {
  try {
    // proc(5): behind the name, which may hold anything: state, parent, group, session, terminal, the terminal's foreground group.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [, , group, , device, foreground] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { group, foreground, device: Number(device) };
  } catch {
    const columns = ["-o", "pgid=", "-o", "tpgid=", "-p", `${pid}`];
    const [group, foreground] = execFileSync("ps", columns, { encoding: "utf8" }).trim().split(/\s+/);
    return { group, foreground };
  }
}

/** Linux numbers pseudo-terminals from major 136 on, 256 to each (Documentation/admin-guide/devices.txt). */
function terminalName(device: number | undefined): string {
  if (device === undefined) return "/dev/tty";
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  return major >= 136 && major <= 143 ? `/dev/pts/${(major - 136) * 256 + minor}` : "/dev/tty";
}
