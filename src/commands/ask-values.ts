import { readSync } from "node:fs";
import type { Context } from "../context.ts";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { locateTerminal } from "../session/code/terminal.ts";

/** A session token is some kilobytes at most. */
const longestValue = 8192;

/**
 * The values of keys that were named without one, in their order: typed at the terminal, masked, where stdin is one; else a line of stdin
 * each. Throws exit 2 where one is missing, or nobody can be asked.
 */
export async function askValues(context: Context, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const isTerminal = context.isTerminal(0);
  const answers = isTerminal ? await askInTurn(context, keys) : readLines();
  return keys.map((key, index) => {
    const answer = answers[index]?.trim();
    if (answer) return answer;
    const how = isTerminal ? "" : `: stdin must hold ${keys.length === 1 ? "it" : "them"}, a line each`;
    throw new AwsmfaError(ExitCode.usage, `no value was given for ${key}${how}; nothing was changed`);
  });
}

async function askInTurn({ pid }: Context, keys: readonly string[]): Promise<(string | undefined)[]> {
  const answers: (string | undefined)[] = [];
  for (const key of keys) {
    const terminal = locateTerminal(pid);
    if (typeof terminal === "string") break;
    const answer = await terminal.ask(`${key}: `, { seconds: 600, maxLength: longestValue });
    answers.push(answer === undefined ? undefined : Buffer.from(answer, "latin1").toString("utf8"));
    if (!answer) break;
  }
  return answers;
}

function readLines(): string[] {
  return readStdin()
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .split(/\r?\n/);
}

/** All of stdin; nothing where it is closed. */
function readStdin(): Buffer {
  const chunks: Buffer[] = [];
  const chunk = Buffer.alloc(65_536);
  for (;;) {
    try {
      const length = readSync(0, chunk, 0, chunk.length, null);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(Buffer.from(chunk.subarray(0, length)));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EAGAIN") return Buffer.concat(chunks);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
