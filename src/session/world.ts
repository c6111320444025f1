import { join } from "node:path";
import { locateCache } from "../cache-folder.ts";
import type { StsFactory } from "../sts/sts.ts";
import type { Notice } from "../types.ts";
import { locateTerminal, type NoTerminal, type Terminal } from "./code/terminal.ts";
import { fileStore, type SessionStore } from "./store/store.ts";
import { fileUsedCodes, type UsedCodes } from "./store/used-codes.ts";

/** What resolving a session needs of the world around it. */
export interface SessionWorld {
  readonly env: Record<string, string | undefined>;
  readonly pid: number;
  readonly now: () => Date;
  readonly sts: StsFactory;
  readonly store: SessionStore;
  readonly usedCodes: UsedCodes;
  readonly lockFolder: string;
  readonly terminal: () => Terminal | NoTerminal;
  /** How the program that we are a part of asks for a device's code, instead of the terminal. */
  readonly askProgram?: ((device: string) => Promise<string>) | undefined;
  /** Said at once: some of it explains a wait. */
  readonly notice: (notice: Notice) => void;
}

/** The parts of a command's context that a session's world is made of. */
export interface WorldParts {
  readonly env: Record<string, string | undefined>;
  readonly home: string;
  readonly pid: number;
  readonly now: () => Date;
  readonly sts: StsFactory;
  readonly notice: (notice: Notice) => void;
}

/** The real world: sessions, locks and used codes below the cache folder, questions on the process's own terminal. */
export function sessionWorld({ env, home, pid, now, sts, notice }: WorldParts): SessionWorld {
  const cache = locateCache(env, home);
  return {
    env,
    pid,
    now,
    sts,
    notice,
    store: fileStore(cache),
    usedCodes: fileUsedCodes(cache),
    lockFolder: join(cache, "locks"),
    terminal: () => locateTerminal(pid),
  };
}
