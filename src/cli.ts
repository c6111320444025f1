import { Builtins, Cli, type CommandClass } from "clipanion";
import type { Context } from "./context.ts";
import { packageVersion } from "./context.ts";

/** Every command, in the order in which help shows them. */
const commands: readonly CommandClass<Context>[] = [];

export function makeCli(): Cli<Context> {
  const cli = new Cli<Context>({ binaryLabel: "awsmfa", binaryName: "awsmfa", binaryVersion: packageVersion(), enableColors: false });
  for (const command of [...commands, Builtins.HelpCommand, Builtins.VersionCommand]) cli.register(command);
  return cli;
}
