import { closeSync, openSync, writeSync } from "node:fs";
import { ReadStream } from "node:tty";
import { AwsmfaError, ExitCode } from "../../errors.ts";
import { printable } from "../../printable.ts";
import { TypedLine } from "./typed-line.ts";

export interface AskOptions {
  /** How long an answer is waited for. */
  readonly seconds: number;
  /** Called at the first character. */
  readonly onTyping?: (() => void) | undefined;
  /** How many characters are taken; 64 if not given. */
  readonly maxLength?: number | undefined;
  /** Shows what is typed: for questions whose answer is no secret. */
  readonly visible?: boolean | undefined;
}

/**
 * Writes a question to the terminal and reads the answer from it, masked, whatever stdin and stdout are. undefined: cancelled by
 * Ctrl-D, hung up, or no answer in time. Throws `ExitCode.interrupted` at Ctrl-C. The terminal is left as it was found.
 *
 * Not the `read` package: it never ends at Ctrl-D, and it reads a terminal only through `readline`, which keeps what is typed.
 */
export function ask(
  question: string,
  { seconds, onTyping, maxLength, visible }: AskOptions,
): Promise<string | undefined> {
  const output = openSync("/dev/tty", "w");
  const input = new ReadStream(openSync("/dev/tty", "r"));
  return new Promise((resolve, reject) => {
    const line = new TypedLine(maxLength, visible);
    const finish = () => {
      clearTimeout(limit);
      if (line.state === "typing") attempt(() => writeSync(output, "\n"));
      attempt(() => input.setRawMode(false));
      input.removeAllListeners("close").destroy();
      attempt(() => closeSync(output));
      if (line.state === "interrupted")
        reject(new AwsmfaError(ExitCode.interrupted, "interrupted; nothing was changed"));
      else resolve(line.state === "entered" ? line.text : undefined);
    };
    const limit = setTimeout(finish, seconds * 1000);
    input.on("error", finish).on("end", finish).on("close", finish);
    input.on("data", (data: Buffer) => {
      if (line.text === "") onTyping?.();
      writeSync(output, line.feed(data.toString("latin1")));
      if (line.state !== "typing") finish();
    });
    input.setRawMode(true);
    // It names a profile and a device, which a file may have filled with anything.
    writeSync(output, printable(question));
  });
}

/** A terminal that hung up can be neither written to nor reset. */
function attempt(work: () => unknown): void {
  try {
    work();
  } catch {
    // Nobody is left to tell.
  }
}
