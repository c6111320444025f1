import { mkdirSync } from "node:fs";
import type { Home } from "./home.ts";
import type { IntegratedShell } from "./integration.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** Where each shell reads its rc lines from, how it is told, and how its prompt becomes `READY> `. */
const startUps: Readonly<
  Record<string, { rc: string; args: (home: string) => readonly string[]; prompt: string }>
> = {
  bash: {
    rc: ".bashrc",
    args: (home) => ["--noprofile", "--rcfile", `${home}/.bashrc`, "-i"],
    // Without it the pasted-text brackets of readline stand in every line.
    prompt: "bind 'set enable-bracketed-paste off'; bind 'set bell-style none'; PS1='READY> '",
  },
  zsh: {
    rc: ".zshrc",
    args: () => ["-d", "-i"],
    prompt: "PS1='READY> '; unsetopt prompt_sp prompt_cr",
  },
  fish: {
    rc: ".config/fish/config.fish",
    args: () => ["-i"],
    prompt:
      "function fish_prompt; echo -n 'READY> '; end; function fish_greeting; end; set -g fish_autosuggestion_enabled 0",
  },
};

/** An interactive shell on a terminal, with these lines in its rc file; waits for its first prompt. */
export async function openInteractive(
  { name, program, shell }: IntegratedShell,
  home: Home,
  rcLines: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Terminal> {
  const startUp = startUps[name];
  if (!startUp) throw new Error(`test/support/interactive.ts does not know how ${name} is started`);
  // Where fish misses its own, it reads every manual page in the background, for longer than the tests take.
  for (const folder of shell.homeFolders) {
    mkdirSync(`${home.path}/${folder}`, { recursive: true });
  }
  home.write(startUp.rc, [startUp.prompt, ...rcLines, ""].join("\n"));
  const terminal = openTerminal(program, startUp.args(home.path), { env: { ...home.env, ...env } });
  await terminal.waitFor("READY> ");
  return terminal;
}
