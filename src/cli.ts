import { Builtins, Cli, type CommandClass } from "clipanion";
import { CredentialProcessCommand } from "./commands/credential-process.ts";
import { DoctorCommand } from "./commands/doctor.ts";
import { CompleteLineCommand, CompletionCommand } from "./commands/completion.ts";
import { ExplainCommand } from "./commands/explain.ts";
import { ExportsCommand } from "./commands/exports.ts";
import { ForgetCommand } from "./commands/forget.ts";
import { InitCommand } from "./commands/init.ts";
import { ListCommand } from "./commands/list.ts";
import { SandboxCodeCommand, SandboxCommand } from "./commands/sandbox.ts";
import { StatusCommand } from "./commands/status.ts";
import { UnsetsCommand } from "./commands/unsets.ts";
import { WhoamiCommand } from "./commands/whoami.ts";
import type { Context } from "./context.ts";
import { packageVersion } from "./context.ts";

/** Every command, in the order in which help shows them. */
const commands: readonly CommandClass<Context>[] = [InitCommand, CompletionCommand, CompleteLineCommand, ExportsCommand, UnsetsCommand, ListCommand, ExplainCommand, SandboxCommand, SandboxCodeCommand, StatusCommand, DoctorCommand, WhoamiCommand, ForgetCommand, CredentialProcessCommand];

export function makeCli(): Cli<Context> {
  const cli = new Cli<Context>({
    binaryLabel: "awsmfa",
    binaryName: "awsmfa",
    binaryVersion: packageVersion(),
    enableColors: false,
  });
  for (const command of [...commands, Builtins.HelpCommand, Builtins.VersionCommand]) cli.register(command);
  return cli;
}
