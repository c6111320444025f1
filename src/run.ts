import type { Cli } from "clipanion";
import { commandNames, isCommand, makeCli, usageOf } from "./cli.ts";
import { type Context, packageVersion, processContext, Transaction, writeAll } from "./context.ts";
import { AwsmfaError, ExitCode } from "./errors.ts";
import { printable } from "./output/printable.ts";
import { renderOverview } from "./overview.ts";
import { nearestNames } from "./profiles/suggest.ts";
import { lazySts } from "./sts/lazy.ts";

/** The commands whose stdout is meant for `eval`. */
const codePrinting = new Set(["init", "exports", "unsets", "unset", "completion"]);

/** The word for "fail" that every shipped shell understands; the only thing a failed code-printing command leaves on stdout. */
const failWord = "false\n";

/** Runs one command line of the real process. What it prints reaches stdout whole, in one write, or not at all. */
export async function run(argv: readonly string[]): Promise<number> {
  const stdout = new Transaction();
  const exitCode = await runIn(processContext(stdout, lazySts), stdout, argv);
  try {
    writeAll(1, stdout.bytes());
  } catch (error) {
    // The reader went away (`awsmfa list | head`): nobody is left to tell.
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
  return exitCode;
}

/** Runs one command line in a given world. Never throws: the error becomes a line on stderr and an exit code (SPEC §6). */
export async function runIn(context: Context, stdout: Transaction, argv: readonly string[]): Promise<number> {
  const printsCode = codePrinting.has(argv[0] ?? "") && !argv.some((word) => word.startsWith("--format"));
  try {
    return await execute(makeCli(argv[0]), context, argv, printsCode);
  } catch (error) {
    stdout.clear();
    if (printsCode) stdout.write(failWord);
    const [exitCode, message] = describe(error, argv[0]);
    const text = withoutCodes(message, argv);
    // One line each; only the stack of a bug has more.
    const lines = exitCode === ExitCode.bug ? text.split("\n") : [text];
    context.stderr.write(`awsmfa: ${lines.map(printable).join("\n")}\n`);
    return exitCode;
  }
}

/**
 * What `cli.run` does, without its habit of writing errors, usage and stacks to stdout and of exiting 0 after `catch`.
 * The help of a code-printing command goes to stderr: `eval "$(awsmfa init --help)"` must not run it.
 */
async function execute(
  cli: Cli<Context>,
  context: Context,
  argv: readonly string[],
  printsCode: boolean,
): Promise<number> {
  const [word = "--help", ...rest] = argv;
  if (/^(--help|-h|help)$/.test(word) && rest.length === 0) {
    context.stdout.write(renderOverview(packageVersion(), cli.definitions()));
    return ExitCode.done;
  }
  const named = word === "help" ? rest[0]! : word;
  if (!isCommand(named) && !word.startsWith("-")) throw unknownCommand(named);
  const command = cli.process([...argv], context);
  if (command.help) {
    (printsCode ? context.stderr : context.stdout).write(usageOf(cli, command));
    return ExitCode.done;
  }
  command.cli = cli;
  return command.validateAndExecute();
}

function unknownCommand(word: string): AwsmfaError {
  const near = nearestNames(word, commandNames);
  const hint = near.length > 0 ? `did you mean ${near.join(", ")}? ` : "";
  return new AwsmfaError(
    ExitCode.usage,
    `there is no command "${word}"; ${hint}awsmfa --help shows them all`,
  );
}

function describe(error: unknown, word = ""): [ExitCode, string] {
  if (error instanceof AwsmfaError) return [error.exitCode, error.message];
  if (!(error instanceof Error)) return [ExitCode.bug, `a bug: ${String(error)}`];
  if ("clipanion" in error) {
    const [first = ""] = error.message.split("\n\n");
    const what = /^Command not found/.test(first)
      ? `that is more, or other, than ${word} takes`
      : first.replace(/\s+/g, " ").replace(/[.:]\s*$/, "");
    return [ExitCode.usage, `${what.trim()}; see awsmfa help ${isCommand(word) ? word : ""}`.trimEnd()];
  }
  return [ExitCode.bug, `a bug of awsmfa, please report it: ${error.stack ?? error.message}`];
}

/** Clipanion repeats the words it did not understand, and one of them may be a code. */
function withoutCodes(message: string, argv: readonly string[]): string {
  return argv
    .filter((word) => /^[\d\s]{6,}$/.test(word))
    .reduce((text, code) => text.replaceAll(code, "******"), message);
}
