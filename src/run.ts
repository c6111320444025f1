import { commandName, loadCommands } from "./cli.ts";
import { type Context, processContext, Transaction, writeAll } from "./context.ts";
import { AwsmfaError, ExitCode } from "./errors.ts";
import { plainCommand } from "./plain-line.ts";
import { printable } from "./printable.ts";
import { lazySts } from "./sts/lazy.ts";

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

/** Is stdout meant for `eval`? A format is no shell: what reads it has another word for failure or none. */
function isForEval([command = "", ...rest]: readonly string[]): boolean {
  return codePrinting.has(command) && !rest.some((word) => word.startsWith("--format"));
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
    return await execute({ ...context, argv }, argv);
  } catch (error) {
    stdout.clear();
    if (isForEval(argv)) stdout.write(failWord);
    const [exitCode, message] = describe(error);
    if (exitCode === ExitCode.interrupted) context.interrupt();
    const text = withoutCodes(message, argv);
    // One line each; only the stack of a bug has more.
    const lines = exitCode === ExitCode.bug ? text.split("\n") : [text];
    context.stderr.write(`awsmfa: ${lines.map(printable).join("\n")}\n`);
    return exitCode;
  }
}

/** The help of a code-printing command goes to stderr: `eval "$(awsmfa init --help)"` must not run it. */
async function execute(context: Context, argv: readonly string[]): Promise<number> {
  const name = commandName(argv[0] ?? "");
  const [commandClass, ...others] = name === undefined ? [] : await loadCommands(name);
  const command = commandClass && others.length === 0 && plainCommand(commandClass, argv, context);
  if (command) return command.validateAndExecute();
  const { runByGrammar } = await import("./command-line.ts");
  return runByGrammar(context, argv, isForEval(argv) ? context.stderr : context.stdout);
}

function describe(error: unknown): [ExitCode, string] {
  if (error instanceof AwsmfaError) return [error.exitCode, error.message];
  if (!(error instanceof Error)) return [ExitCode.bug, `a bug: ${String(error)}`];
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
