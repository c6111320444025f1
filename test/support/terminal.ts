import { closeSync, constants, openSync } from "node:fs";
import { spawn } from "@lydell/node-pty";

/** A program on a real terminal. Nothing here waits for a time: only for text, with a long limit for the case that it never comes. */
export interface Terminal {
  /** Everything the program wrote so far, as it came (escape sequences included). */
  readonly output: string;
  readonly pid: number;
  /** Types these characters; `\r` is Enter, `\t` TAB, `\x03` Ctrl-C, `\x04` Ctrl-D. */
  type(text: string): void;
  /**
   * Resolves with the match once the text came, counted from the end of the last match of `waitFor` (so that each wait eats
   * what it saw); rejects with the whole output when the program ends or the limit (20 s) passes without it.
   */
  waitFor(wanted: string | RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit code, or 128 + the signal, once the program has ended; it is hung up after two and a half minutes. */
  readonly ended: Promise<number>;
  /** Hangs up, if it still runs. */
  close(): void;
}

const open = new Set<Terminal>();

/** No test takes so long: a program that a failed one left on its terminal would keep the process of the tests for ever. */
const longestMilliseconds = 150_000;

/** Hangs up on every program that still runs: for `test.after`, so that what a failed test left open holds nobody up. */
export function closeTerminals(): void {
  for (const terminal of open) terminal.close();
}

/** Starts a program on a terminal of its own, with exactly this environment. */
export function openTerminal(
  program: string,
  args: readonly string[],
  options: { env: Readonly<Record<string, string>>; cwd?: string; columns?: number; rows?: number },
): Terminal {
  const { env, cwd = env.HOME ?? "/", columns: cols = 200, rows = 50 } = options;
  const child = spawn(program, [...args], { name: env.TERM ?? "xterm", cwd, env, cols, rows });
  const letGo = holdOpen((child as unknown as { ptsName: string }).ptsName);
  const state = { output: "", seen: 0, over: false };
  const changed = new Set<() => void>();
  const notify = () => [...changed].map((listener) => listener());
  child.onData((data) => {
    state.output += data;
    notify();
  });
  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      letGo();
      state.over = true;
      notify();
      resolve(signal ? 128 + signal : exitCode);
    });
  });

  function waitFor(wanted: string | RegExp): Promise<RegExpExecArray> {
    const pattern =
      typeof wanted === "string" ? new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")) : wanted;
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(limit);
        changed.delete(look);
      };
      const fail = (why: string) => {
        stop();
        closeTerminals();
        reject(new Error(`${why} without ${pattern}; the terminal showed:\n${state.output}`));
      };
      const look = () => {
        const match = pattern.exec(state.output.slice(state.seen));
        if (match) {
          state.seen += match.index + match[0].length;
          stop();
          resolve(match);
        } else if (state.over) fail("the program ended");
      };
      const limit = setTimeout(() => fail("20 s passed"), 20_000);
      changed.add(look);
      look();
    });
  }

  const terminal: Terminal = {
    get output() {
      return state.output;
    },
    pid: child.pid,
    type: (text) => child.write(text),
    waitFor,
    ended,
    close: () => {
      if (!state.over) child.kill("SIGKILL");
      open.delete(terminal);
    },
  };
  open.add(terminal);
  const limit = setTimeout(terminal.close, longestMilliseconds);
  void ended.then(() => clearTimeout(limit));
  return terminal;
}

/**
 * Keeps a terminal open beside its program: when the last holder goes, Linux now and then forgets what was written last (2 of 1,000
 * runs on a busy machine). node-pty then ends the terminal a fifth of a second after the program. Returns what lets go of it.
 */
function holdOpen(path: string): () => void {
  try {
    const descriptor = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
    return () => closeSync(descriptor);
  } catch {
    // The program has ended already.
    return () => {};
  }
}
