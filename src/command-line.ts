import { readFileSync } from "node:fs";
import { Builtins, Cli } from "clipanion";
import { commandName, commandNames, loadCommands } from "./cli.ts";
import { AwsmfaCommand } from "./commands/command.ts";
import { helpText } from "./commands/help.ts";
import { type Context, packageRoot, packageVersion } from "./context.ts";
import { AwsmfaError, ExitCode } from "./errors.ts";
import { renderOverview } from "./overview.ts";
import { nearestNames } from "./profiles/suggest.ts";
import { wrongUsage } from "./wrong-usage.ts";

/** What `definitions()` says of every command, as the build wrote it down; undefined where the sources run as they are. */
function builtDefinitions(): ReturnType<Cli<Context>["definitions"]> | undefined {
  if (import.meta.dirname !== `${packageRoot}dist`) return undefined;
  return JSON.parse(readFileSync(`${packageRoot}dist/definitions.json`, "utf8"));
}

/** The command line's grammar: the one command that `word` calls, or, where help or an error must know them, all. */
export async function makeCli(word = ""): Promise<Cli<Context>> {
  const name = commandName(word);
  // This one answers with what all commands are.
  const tellsOfAll = name === "complete-line";
  const definitions = tellsOfAll ? builtDefinitions() : undefined;
  const needsAll = name === "help" || name === undefined || (tellsOfAll && !definitions);
  const cli = new Cli<Context>({
    binaryLabel: "awsmfa",
    binaryName: "awsmfa",
    // To know it a file must be read.
    ...(needsAll && { binaryVersion: packageVersion() }),
    enableColors: false,
  });
  for (const command of await loadCommands(needsAll ? undefined : name)) cli.register(command);
  if (needsAll) cli.register(Builtins.VersionCommand);
  if (definitions) cli.definitions = () => definitions;
  return cli;
}

/**
 * Runs any command line by its grammar: what `cli.run` does, without its habit of writing errors, usage and stacks to stdout and of exiting
 * 0 after `catch`. `helpOutput`: where help goes. Throws an `AwsmfaError` for a line that is not understood.
 */
export async function runByGrammar(
  context: Context,
  argv: readonly string[],
  helpOutput: Pick<Context["stderr"], "write">,
): Promise<number> {
  const cli = await makeCli(argv[0]);
  const [word = "--help", ...rest] = argv;
  if (/^(--help|-h|help)$/.test(word) && rest.length === 0) {
    context.stdout.write(renderOverview(packageVersion(), cli.definitions()));
    return ExitCode.done;
  }
  const named = word === "help" ? rest[0]! : word;
  if (commandName(named) === undefined && !word.startsWith("-")) throw unknownCommand(named);
  try {
    const command = cli.process([...argv], context);
    if (command.help || (!(command instanceof AwsmfaCommand) && commandName(word) !== undefined)) {
      helpOutput.write(await helpText(cli, [word], context));
      return ExitCode.done;
    }
    command.cli = cli;
    return await command.validateAndExecute();
  } catch (error) {
    if (!(error instanceof Error && "clipanion" in error)) throw error;
    // Clipanion knows it only where no word stands before it.
    if (!rest.some((each) => each === "--help" || each === "-h")) throw notUnderstood(error.message, argv);
    helpOutput.write(await helpText(cli, [word], context));
    return ExitCode.done;
  }
}

function unknownCommand(word: string): AwsmfaError {
  const near = nearestNames(word, commandNames);
  const hint = near.length > 0 ? `did you mean ${near.join(", ")}? ` : "";
  return new AwsmfaError(
    ExitCode.usage,
    `there is no command "${word}"; ${hint}awsmfa --help shows them all`,
  );
}

function notUnderstood(message: string, argv: readonly string[]): AwsmfaError {
  const [word = ""] = argv;
  const help = `see awsmfa help ${commandName(word) === undefined ? "" : word}`.trimEnd();
  const wrong = wrongUsage(message, argv);
  return new AwsmfaError(ExitCode.usage, `${wrong}${wrong.endsWith("?") ? "" : ";"} ${help}`);
}
