import { Command } from "clipanion";
import type { Context } from "../context.ts";
import { printable } from "../printable.ts";
import type { Notice } from "../types.ts";

/** What every command shares. `execute` returns an exit code or throws; an `AwsmfaError` becomes its one line and its code. */
export abstract class AwsmfaCommand extends Command<Context> {
  /** What the help shows of the words that clipanion knows no names for, and shows as `...`. */
  static readonly rest: string | undefined = undefined;

  /** One line on stderr, prefixed like every word of ours. */
  say(line: string): void {
    this.context.stderr.write(`awsmfa: ${printable(line)}\n`);
  }

  protected sayNotices(notices: Iterable<Notice>): void {
    for (const { message, origin } of notices) {
      this.say(origin ? `${origin.file}:${origin.line}: ${message}` : message);
    }
  }
}
