import { Option } from "clipanion";
import { ExitCode } from "../errors.ts";
import { printable } from "../output/printable.ts";
import { unifiedDiff } from "../output/unified-diff.ts";
import { type FileChange, writeFileChanges } from "../profiles/file-change.ts";
import { maskedText } from "../profiles/masked-text.ts";
import { AwsmfaCommand } from "./command.ts";

/** What every command shares that changes the AWS files and can show beforehand what it would do. */
export abstract class FileCommand extends AwsmfaCommand {
  dryRun = Option.Boolean("--dry-run", false, {
    description: "show what would change, as a diff; write nothing",
  });

  /** Writes the changes and says where; with `--dry-run` prints them as a unified diff instead, secrets masked. */
  protected changeFiles(changes: readonly FileChange[]): ExitCode {
    if (changes.length === 0) this.say("nothing to change");
    if (this.dryRun) {
      const diff = Buffer.from(changes.map(renderChange).join(""), "latin1");
      this.context.stdout.write(this.context.isTerminal(1) ? forTerminal(diff) : diff);
      return ExitCode.done;
    }
    writeFileChanges(changes);
    for (const { file } of changes) this.say(`${file.path} was written`);
    return ExitCode.done;
  }
}

/** The bytes of both states a character each, so that whatever a file holds comes out as it is. */
function renderChange({ file, content }: FileChange): string {
  const path = Buffer.from(file.path).toString("latin1");
  const side = (name: string, bytes: Uint8Array) => ({
    name,
    text: Buffer.from(bytes).toString("latin1"),
    shown: maskedText(bytes),
  });
  const before = file.content ? side(path, file.content) : side("/dev/null", new Uint8Array());
  return unifiedDiff(before, side(path, content));
}

function forTerminal(diff: Buffer): string {
  return diff.toString("utf8").split("\n").map(printable).join("\n");
}
