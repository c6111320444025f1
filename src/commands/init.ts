import { Command, Option } from "clipanion";
import { ExitCode } from "../errors.ts";
import { type InitBlock, renderInit } from "../output/init-block.ts";
import { fingerprint, savePrepared } from "../output/prepared.ts";
import type { Profiles } from "../types.ts";
import { AwsmfaCommand } from "./command.ts";
import { integration } from "./integration.ts";

export class InitCommand extends AwsmfaCommand {
  static override paths = [["init"]];
  static override usage = Command.Usage({
    category: "Set-up",
    description: "print the shell integration, for your shell's start-up file",
    details: `
      Defines a function for each profile, \`awsmfa use\` and \`awsmfa unsets\` that act on the shell they are typed in, and completion.
      The line never has to change: a shell notices by itself when the AWS files do.

      With --renew the prompt renews a session that is about to end, as long as that takes no code: a role's hour from the session that the
      code in the morning opened. Without it, or where a code is needed, one line says what to type.

      \`--alias-aws\` is alias aws="awsmfa session" made quick: \`aws\` starts at once where the shell holds a session already, or where the profile
      needs nothing from awsmfa. Completion of aws goes on working. A function or alias of yours of that name is left alone.
    `,
    examples: [
      ["In ~/.bashrc", 'eval "$(awsmfa init bash)"'],
      ["In ~/.zshrc", 'eval "$(awsmfa init zsh)"'],
      ["In ~/.config/fish/config.fish", "awsmfa init fish | source"],
      [
        "With sessions that renew themselves, and aws made to use them",
        'eval "$(awsmfa init zsh --renew --alias-aws)"',
      ],
      ["Functions named acc_<profile>", 'eval "$(awsmfa init zsh --prefix acc_)"'],
    ],
  });

  shell = Option.String({ name: "shell" });
  prefix = Option.String("--prefix", { description: "what the functions' names begin with (aws_)" });
  renew = Option.Boolean("--renew", false, {
    description: "renew a session at the prompt where that takes no code",
  });
  aliasAws = Option.Boolean("--alias-aws", false, {
    description: 'alias aws="awsmfa session", made quick: without Node where nothing is needed',
  });
  /** For the prompt hook: the launcher has no prepared answer with this word, so Node looks at the files again. */
  reload = Option.Boolean("--reload", false, { hidden: true });

  async execute(): Promise<number> {
    const { block, profiles } = await integration(this.context, this.shell, {
      prefix: this.prefix,
      renews: this.renew,
      aliasesAws: this.aliasAws,
    });
    const code = renderInit(block, "init");
    this.context.stdout.write(code);
    this.prepare(block, profiles, code);
    return ExitCode.done;
  }

  private prepare({ shell, options }: InitBlock, profiles: Profiles, code: string): void {
    const { env, home, packageRoot, now } = this.context;
    // As it was typed, which is what the launcher will see again.
    const typed = this.context.argv?.filter((word) => word !== "--reload");
    savePrepared(
      { env, home, packageRoot },
      {
        argv: typed ?? ["init", shell.name, ...options],
        bytes: Buffer.from(code),
        now: now(),
        regionMatters: false,
        namesPlace: true,
        fingerprint: fingerprint(profiles),
      },
    );
  }
}
