import { readFileSync } from "node:fs";
import { Builtins, Cli, type CommandClass } from "clipanion";
import { type Context, packageRoot, packageVersion } from "./context.ts";

type Load = () => Promise<readonly CommandClass<Context>[]>;

/**
 * Every command by the first word that calls it, in the order in which help shows them. Whatever else lies in
 * a bundle, only the one that was typed is run and compiled.
 */
const commands: Readonly<Record<string, Load>> = {
  init: async () => [(await import("./commands/init.ts")).InitCommand],
  use: async () => [(await import("./commands/use.ts")).UseCommand],
  exports: async () => [(await import("./commands/exports.ts")).ExportsCommand],
  unsets: async () => [(await import("./commands/unsets.ts")).UnsetsCommand],
  "credential-process": async () => [
    (await import("./commands/credential-process.ts")).CredentialProcessCommand,
  ],
  session: async () => [(await import("./commands/session.ts")).SessionCommand],
  exec: async () => {
    const { ExecCommand, ExecHereCommand } = await import("./commands/exec.ts");
    return [ExecCommand, ExecHereCommand];
  },
  login: async () => [(await import("./commands/login.ts")).LoginCommand],
  list: async () => [(await import("./commands/list.ts")).ListCommand],
  status: async () => [(await import("./commands/status.ts")).StatusCommand],
  whoami: async () => [(await import("./commands/whoami.ts")).WhoamiCommand],
  explain: async () => [(await import("./commands/explain.ts")).ExplainCommand],
  forget: async () => [(await import("./commands/forget.ts")).ForgetCommand],
  write: async () => [(await import("./commands/write.ts")).WriteCommand],
  add: async () => [(await import("./commands/add.ts")).AddCommand],
  set: async () => [(await import("./commands/set.ts")).SetCommand],
  migrate: async () => [(await import("./commands/migrate.ts")).MigrateCommand],
  policy: async () => [(await import("./commands/policy.ts")).PolicyCommand],
  doctor: async () => [(await import("./commands/doctor.ts")).DoctorCommand],
  sandbox: async () => {
    const { SandboxCommand, SandboxCodeCommand } = await import("./commands/sandbox.ts");
    return [SandboxCommand, SandboxCodeCommand];
  },
  completion: async () => [(await import("./commands/completion.ts")).CompletionCommand],
  help: async () => [(await import("./commands/help.ts")).HelpCommand],
  "complete-line": async () => [(await import("./commands/completion.ts")).CompleteLineCommand],
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

/** What `definitions()` says of every command, as the build wrote it down; undefined where the sources run as they are. */
function builtDefinitions(): ReturnType<Cli<Context>["definitions"]> | undefined {
  if (import.meta.dirname !== `${packageRoot}dist`) return undefined;
  return JSON.parse(readFileSync(`${packageRoot}dist/definitions.json`, "utf8"));
}

/** The command line's grammar: the one command that `word` calls, or, where help or an error must know them, all. */
export async function makeCli(word = ""): Promise<Cli<Context>> {
  const name = aliases[word] ?? word;
  // This one answers with what all commands are.
  const tellsOfAll = name === "complete-line";
  const definitions = tellsOfAll ? builtDefinitions() : undefined;
  const needsAll = name === "help" || !Object.hasOwn(commands, name) || (tellsOfAll && !definitions);
  const cli = new Cli<Context>({
    binaryLabel: "awsmfa",
    binaryName: "awsmfa",
    // To know it a file must be read.
    ...(needsAll && { binaryVersion: packageVersion() }),
    enableColors: false,
  });
  for (const load of needsAll ? Object.values(commands) : [commands[name]!]) {
    for (const command of await load()) cli.register(command);
  }
  if (needsAll) cli.register(Builtins.VersionCommand);
  if (definitions) cli.definitions = () => definitions;
  return cli;
}
