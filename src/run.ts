import type { Cli } from "clipanion";
import { commandNames, isCommand, makeCli } from "./cli.ts";
import { AwsmfaCommand } from "./commands/command.ts";
import { helpText } from "./commands/help.ts";
import { type Context, packageVersion, processContext, Transaction, writeAll } from "./context.ts";
import { AwsmfaError, ExitCode } from "./errors.ts";
import { renderOverview } from "./overview.ts";
import { printable } from "./printable.ts";
import { nearestNames } from "./profiles/suggest.ts";
import { lazySts } from "./sts/lazy.ts";
import { wrongUsage } from "./wrong-usage.ts";

/** The commands whose stdout is meant for `eval`. */
const codePrinting = new Set(["init", "exports", "unsets", "unset", "completion"]);

/** The word for "fail" that every shipped shell understands; the only thing a failed code-printing command leaves on stdout. */
const failWord = "false\n";

/** Runs one command line of the real process. What it prints reaches stdout whole, in one write, or not at all. */
export async function run(argv: readonly string[]): Promise<number> {
  const stdout = new Transaction();
  const context = processContext(stdout, lazySts);
  const exitCode = isForEval(argv)
    ? await Promise.race([runIn(context, stdout, argv), toldToEnd(context, stdout)])
    : await runIn(context, stdout, argv);
  try {
    writeAll(1, stdout.bytes());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The reader went away (`awsmfa list | head`): nobody is left to tell.
    if (code === "EPIPE") return exitCode;
    context.stderr.write(
      `awsmfa: the answer could not be written to stdout (${code}); nothing was changed\n`,
    );
    return ExitCode.write;
  }
  return exitCode;
}

/** Is stdout meant for `eval`? */
function isForEval([command = ""]: readonly string[]): boolean {
  return codePrinting.has(command);
}

/**
 * Resolves, with the status that a shell would see, when somebody asks this process to end: `eval "$(…)"` of nothing at all would pass
 * for success. Not at Ctrl-C: a script that evaluates us must see that we died of it, or it would go on with what comes next.
 */
function toldToEnd({ signals }: Context, stdout: Transaction): Promise<number> {
  const numbers = { SIGHUP: 1, SIGQUIT: 3, SIGTERM: 15 } as const;
  return new Promise((resolve) => {
    for (const [signal, number] of Object.entries(numbers)) {
      signals.on(signal, () => {
        stdout.clear();
        stdout.write(failWord);
        resolve(128 + number);
      });
    }
  });
}

/** Runs one command line in a given world. Never throws: the error becomes a line on stderr and an exit code (SPEC §6). */
export async function runIn(
  context: Context,
  stdout: Transaction,
  typed: readonly string[],
): Promise<number> {
  const [first = "", ...rest] = typed;
  const argv = /^(--help|-h)$/.test(first) && rest.length > 0 ? ["help", ...rest] : typed;
  try {
    return await execute(await makeCli(argv[0]), { ...context, argv }, argv);
  } catch (error) {
    stdout.clear();
    // A format is no shell, and what reads it has another word for failure or none.
    if (isForEval(argv) && !argv.some((word) => word.startsWith("--format"))) stdout.write(failWord);
    const [exitCode, message] = describe(error, argv);
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
async function execute(cli: Cli<Context>, context: Context, argv: readonly string[]): Promise<number> {
  const [word = "--help", ...rest] = argv;
  if (/^(--help|-h|help)$/.test(word) && rest.length === 0) {
    context.stdout.write(renderOverview(packageVersion(), cli.definitions()));
    return ExitCode.done;
  }
  const named = word === "help" ? rest[0]! : word;
  if (!isCommand(named) && !word.startsWith("-")) throw unknownCommand(named);
  const command = cli.process([...argv], context);
  if (command.help || (!(command instanceof AwsmfaCommand) && isCommand(word))) {
    (isForEval(argv) ? context.stderr : context.stdout).write(await helpText(cli, [word], context));
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

function describe(error: unknown, argv: readonly string[]): [ExitCode, string] {
  if (error instanceof AwsmfaError) return [error.exitCode, error.message];
  if (!(error instanceof Error)) return [ExitCode.bug, `a bug: ${String(error)}`];
  if ("clipanion" in error) {
    const [word = ""] = argv;
    const help = `see awsmfa help ${isCommand(word) ? word : ""}`.trimEnd();
    const wrong = wrongUsage(error.message, argv);
    return [ExitCode.usage, `${wrong}${wrong.endsWith("?") ? "" : ";"} ${help}`];
  }
  return [ExitCode.bug, `a bug of awsmfa, please report it: ${error.stack ?? error.message}`];
}

/** Clipanion repeats the words it did not understand, and one of them may be a code. What is behind `--account` is an account. */
function withoutCodes(message: string, argv: readonly string[]): string {
  return argv
    .filter((word, at) => !word.startsWith("--account=") && argv[at - 1] !== "--account")
    .map((word) => word.replace(/^-[^=]*=/, ""))
    .filter((word) => /^[\d\s]{6,}$/.test(word))
    .reduce((text, code) => text.replaceAll(code, "******"), message);
}
