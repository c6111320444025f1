import type { CommandClass } from "clipanion";
import type { Context } from "./context.ts";

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

/** The name of the command that this word calls; undefined for no command. */
export function commandName(word: string): string | undefined {
  const name = Object.hasOwn(aliases, word) ? aliases[word]! : word;
  return Object.hasOwn(commands, name) ? name : undefined;
}

/** The classes of the command of this name; of all commands without a name. */
export async function loadCommands(name?: string): Promise<readonly CommandClass<Context>[]> {
  const loads = name === undefined ? Object.values(commands) : [commands[name]!];
  const classes: CommandClass<Context>[] = [];
  for (const load of loads) classes.push(...(await load()));
  return classes;
}
