import { constants } from "node:os";
import { basename } from "node:path";
import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { listShells, loadShell, type Shell } from "../output/shell.ts";
import type { StartUp } from "../sandbox/home.ts";
import { AwsmfaCommand } from "./command.ts";
import { runChild } from "./run-child.ts";

export class SandboxCommand extends AwsmfaCommand {
  static override readonly paths = [["sandbox"]];
  static override readonly usage = Command.Usage({
    category: "Set-up",
    description: "a throw-away home with an AWS of its own: try everything",
    details: `
      Opens your shell in a throw-away home whose profiles point at a small STS on this machine. \`awsmfa-code\` prints
      the MFA code of the moment. Nothing that awsmfa does in it reaches AWS, and nothing of it stays behind. An AWS CLI older than 2.13 or
      1.29 does not read from the profiles where that STS is, and asks AWS itself.
    `,
    examples: [
      ["Open your shell inside", "awsmfa sandbox"],
      ["Run one command inside", "awsmfa sandbox -- awsmfa list"],
    ],
  });

  static override readonly rest = "[-- <command>]";
  readonly command = Option.Rest();

  override async execute(): Promise<number> {
    const { packageRoot } = this.context;
    const shells = listShells(packageRoot).map((name) => loadShell(packageRoot, name));
    const own = this.command.length === 0 ? ownShell(shells, this.context.env.SHELL) : undefined;
    const { openSandbox } = await import("../sandbox/sandbox.ts");
    // From here to the end a signal must not end this process before its home is removed.
    const early: NodeJS.Signals[] = [];
    const note = (signal: NodeJS.Signals) => void early.push(signal);
    for (const signal of deadly) this.context.signals.on(signal, note);
    const sandbox = await openSandbox(`${packageRoot}shell/awsmfa`, shells.map(toStartUp), this.context.env);
    try {
      if (early[0]) return 128 + constants.signals[early[0]];
      if (!own) return await runChild(this.context, this.command, sandbox.env);
      this.welcome(own.shell);
      const env = { ...sandbox.env, SHELL: own.program };
      return await runChild(this.context, [own.program, "-i"], env, { hangUpOnTerm: true });
    } finally {
      await sandbox.close();
      for (const signal of deadly) this.context.signals.off(signal, note);
    }
  }

  private welcome({ name, substitute }: Shell): void {
    const [before, behind] = substitute;
    const code = `${before}awsmfa-code${behind}`;
    this.context.stderr.write(
      [
        `This is ${name} in a throw-away home, with an AWS of its own. \`exit\` leaves, and nothing stays behind.`,
        "  awsmfa-code                    the MFA code of the moment",
        `  ${`aws_acc1 ${code}`.padEnd(28)}   opens account 1`,
        "  aws_acc2                       switches to account 2 without another code",
        "  awsmfa whoami                  asks AWS who you are now",
        "  awsmfa unsets                  leaves no trace in this shell",
        "More profiles: awsmfa list (long: a working day; chained: a role behind a role; partner: with an external id)",
        "",
      ].join("\n"),
    );
  }
}

/** What `awsmfa-code` inside a sandbox runs. Not for people, so without a word in the help. */
export class SandboxCodeCommand extends AwsmfaCommand {
  static override readonly paths = [["sandbox", "code"]];
  readonly from = Option.String("--from", { required: true });

  override async execute(): Promise<number> {
    const { fetchCode } = await import("../sandbox/code.ts");
    const wait = (seconds: number) => this.say(`each code works once; the next one comes in ${seconds} s`);
    const code = await fetchCode(this.from, wait).catch((error: Error) => {
      throw new AwsmfaError(ExitCode.code, "the sandbox has ended: leave this shell", { cause: error });
    });
    this.context.stdout.write(`${code}\n`);
    return ExitCode.done;
  }
}

const deadly = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

function toStartUp({ rc, load, homeLines, homeFolders }: Shell): StartUp {
  return { rc, lines: [...homeLines, load], folders: homeFolders };
}

/** The person's own shell. One that only understands another's code (`sh`, `dash`) would not read its start-up file. */
function ownShell(shells: readonly Shell[], program = ""): { program: string; shell: Shell } {
  const shell = shells.find(({ name }) => name === basename(program));
  if (shell) return { program, shell };
  const known = shells.map(({ name }) => name).join(", ");
  const what = program === "" ? "SHELL is not set" : `SHELL is ${program}, which has no integration`;
  throw new AwsmfaError(
    ExitCode.usage,
    `${what}; say for example SHELL=bash awsmfa sandbox (known: ${known})`,
  );
}
