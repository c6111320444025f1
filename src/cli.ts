import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Builtins, Cli, type CommandClass } from "clipanion";
import { AddCommand } from "./commands/add.ts";
import { CompleteLineCommand, CompletionCommand } from "./commands/completion.ts";
import { CredentialProcessCommand } from "./commands/credential-process.ts";
import { DoctorCommand } from "./commands/doctor.ts";
import { ExecCommand, ExecHereCommand } from "./commands/exec.ts";
import { ExplainCommand } from "./commands/explain.ts";
import { ExportsCommand } from "./commands/exports.ts";
import { ForgetCommand } from "./commands/forget.ts";
import { HelpCommand } from "./commands/help.ts";
import { InitCommand } from "./commands/init.ts";
import { ListCommand } from "./commands/list.ts";
import { LoginCommand } from "./commands/login.ts";
import { MigrateCommand } from "./commands/migrate.ts";
import { PolicyCommand } from "./commands/policy.ts";
import { SandboxCodeCommand, SandboxCommand } from "./commands/sandbox.ts";
import { SessionCommand } from "./commands/session.ts";
import { SetCommand } from "./commands/set.ts";
import { StatusCommand } from "./commands/status.ts";
import { UnsetsCommand } from "./commands/unsets.ts";
import { UseCommand } from "./commands/use.ts";
import { WhoamiCommand } from "./commands/whoami.ts";
import { WriteCommand } from "./commands/write.ts";
import { type Context, packageRoot, packageVersion } from "./context.ts";

/**
 * Every command by the first word that calls it, in the order in which help shows them. One file of them all starts quicker than
 * dozens of small ones; what only some of them need (STS, the sandbox) they load themselves.
 */
const commands: Readonly<Record<string, readonly CommandClass<Context>[]>> = {
  init: [InitCommand],
  use: [UseCommand],
  exports: [ExportsCommand],
  unsets: [UnsetsCommand],
  "credential-process": [CredentialProcessCommand],
  session: [SessionCommand],
  exec: [ExecCommand, ExecHereCommand],
  login: [LoginCommand],
  list: [ListCommand],
  status: [StatusCommand],
  whoami: [WhoamiCommand],
  explain: [ExplainCommand],
  forget: [ForgetCommand],
  write: [WriteCommand],
  add: [AddCommand],
  set: [SetCommand],
  migrate: [MigrateCommand],
  policy: [PolicyCommand],
  doctor: [DoctorCommand],
  sandbox: [SandboxCommand, SandboxCodeCommand],
  completion: [CompletionCommand],
  help: [HelpCommand],
  "complete-line": [CompleteLineCommand],
};

/** Other words for a command. Its class has them among its paths. */
const aliases: Readonly<Record<string, string>> = { unset: "unsets", logout: "forget", clean: "forget" };

/** Every first word, but for those that only programs type. */
export const commandNames: readonly string[] = [...Object.keys(commands), ...Object.keys(aliases)].filter(
  (name) => name !== "complete-line",
);

/** Does this word call a command? */
export function isCommand(word: string): boolean {
  return Object.hasOwn(commands, word) || Object.hasOwn(aliases, word);
}

/** These answer with what all commands are. */
const tellOfAll = new Set(["init", "completion", "complete-line"]);

/** What `definitions()` says of every command, as the build wrote it down; undefined where the sources run as they are. */
function builtDefinitions(): ReturnType<Cli<Context>["definitions"]> | undefined {
  if (!import.meta.url.startsWith(pathToFileURL(`${packageRoot}dist/`).href)) return undefined;
  return JSON.parse(readFileSync(`${packageRoot}dist/definitions.json`, "utf8"));
}

/** The command line's grammar: the one command that `word` calls, or, where help or an error must know them, all. */
export function makeCli(word = ""): Cli<Context> {
  const name = aliases[word] ?? word;
  const definitions = tellOfAll.has(name) ? builtDefinitions() : undefined;
  const needsAll = name === "help" || !Object.hasOwn(commands, name) || (tellOfAll.has(name) && !definitions);
  const cli = new Cli<Context>({
    binaryLabel: "awsmfa",
    binaryName: "awsmfa",
    binaryVersion: packageVersion(),
    enableColors: false,
  });
  for (const command of needsAll ? Object.values(commands).flat() : commands[name]!) cli.register(command);
  cli.register(Builtins.VersionCommand);
  if (definitions) cli.definitions = () => definitions;
  return cli;
}
