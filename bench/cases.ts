import { spawnSync } from "node:child_process";
import type { Home } from "../test/support/home.ts";
import { locateProgram, plainArgs } from "../test/support/shell.ts";
import type { Case } from "./measure.ts";
import { type BenchSts, emptyCache, homeWith, launcher } from "./world.ts";

export const shells = ["bash", "zsh", "fish"].filter((name) => locateProgram(name));

const load: Record<string, string> = {
  bash: `eval "$('${launcher}' init bash)"`,
  zsh: `eval "$('${launcher}' init zsh)"`,
  fish: `'${launcher}' init fish | source`,
};

const loopShell = "(the loop's own shell)";
const loops = 5;

/** A case run by a small shell several times over: to fork the stopwatch itself would cost more than what is measured. */
function looped({ name, argv, env }: Case): Case {
  const loop = 'n=$1; shift; while [ "$n" -gt 0 ]; do "$@" >/dev/null || exit 1; n=$((n - 1)); done';
  return {
    name,
    argv: ["/bin/sh", "-c", loop, "sh", String(loops), ...argv],
    env,
    times: loops,
    less: loopShell,
  };
}

/** What the rest is compared with. */
export function baseCases({ env }: Home): Case[] {
  return [
    { name: loopShell, argv: ["/bin/sh", "-c", ":"], env },
    looped({ name: "sh -c :", argv: ["/bin/sh", "-c", ":"], env }),
    looped({ name: "node -e 0", argv: [process.execPath, "-e", "0"], env }),
  ];
}

/** The launcher, and Node behind it, at one size of configuration. A session is stored before. */
export async function answerCases(profiles: number, sts: BenchSts): Promise<Case[]> {
  const home = homeWith(profiles, sts.url);
  const { env } = home;
  const run = (words: readonly string[], more: Record<string, string> = {}) =>
    spawnSync(launcher, words, { env: { ...env, ...more }, encoding: "utf8" });
  const opened = run(["exports", "acc1", "--shell", "zsh"], { AWSMFA_CODE: await sts.freshCode() });
  if (opened.status !== 0) throw new Error(opened.stderr);
  for (const shell of shells) run(["init", shell]);
  for (const shell of shells) run(["exports", "acc1", "--shell", shell]);
  run(["credential-process", "acc1"]);
  const at = `${profiles} profiles`;
  const cold = { ...env, AWSMFA_PREPARED: "0" };
  const answers: Case[] = [
    { name: `init zsh, warm, ${at}`, argv: [launcher, "init", "zsh"], env },
    { name: `credential-process, warm, ${at}`, argv: [launcher, "credential-process", "acc1"], env },
    { name: `exports, warm, ${at}`, argv: [launcher, "exports", "acc1", "--shell", "zsh"], env },
    { name: `init zsh, cold, ${at}`, argv: [launcher, "init", "zsh"], env: cold },
    {
      name: `exports, stored session, cold, ${at}`,
      argv: [launcher, "exports", "acc1", "--shell", "zsh"],
      env: cold,
    },
    { name: `list, ${at}`, argv: [launcher, "list"], env: homeWith(profiles, sts.url).env },
    { name: `list, a session stored, ${at}`, argv: [launcher, "list"], env },
  ];
  return [
    ...answers.map(looped),
    ...shells.flatMap((shell) => switchCases(shell, home, at)),
    ...shells.flatMap((shell) => newShellCases(shell, home, at)),
    ...shells.flatMap((shell) => tabCases(shell, home, at)),
  ];
}

/** `aws_acc1` in a shell that is open already: many switches in one shell, less the shell itself. */
function switchCases(shell: string, { env }: Home, at: string): Case[] {
  const script = (times: number) => [load[shell], ...Array<string>(times).fill("aws_acc1")].join("\n");
  const argv = (times: number) => [locateProgram(shell)!, ...plainArgs(shell), "-c", script(times)];
  const less = `(${shell} with one switch, ${at})`;
  return [
    { name: less, argv: argv(1), env },
    { name: `aws_acc1 in an open ${shell}, stored session, ${at}`, argv: argv(21), env, times: 20, less },
  ];
}

/** A new interactive shell with the rc line, less one without. */
function newShellCases(shell: string, home: Home, at: string): Case[] {
  const rc: Record<string, string> = { bash: "rc/bash", zsh: "rc/.zshrc", fish: "rc/fish" };
  const path = home.write(rc[shell]!, `${load[shell]}\n`);
  const empty = home.write(`no${rc[shell]!}`, "");
  const start = (file: string): Pick<Case, "argv" | "env"> => {
    const program = locateProgram(shell)!;
    if (shell === "bash")
      return { argv: [program, "--noprofile", "--rcfile", file, "-ic", "exit"], env: home.env };
    if (shell === "fish") {
      return { argv: [program, "--no-config", "-i", "-C", `source '${file}'`, "-c", "exit"], env: home.env };
    }
    return {
      argv: [program, "-ic", "exit"],
      env: { ...home.env, ZDOTDIR: file.slice(0, file.lastIndexOf("/")) },
    };
  };
  const less = `(new ${shell}, ${at})`;
  return [
    { name: less, ...start(empty) },
    { name: `rc line in a new ${shell}, ${at}`, ...start(path), less, times: 1 },
  ];
}

/** TAB on a profile's name, many times in one shell, less the shell: the completion function, or in zsh, which completes only on a terminal, all of TAB. */
function tabCases(shell: string, home: Home, at: string): Case[] {
  const less = `(${shell} with one TAB, ${at})`;
  const name = `TAB on a profile in ${shell}, ${at}`;
  if (shell === "zsh") {
    const env = { ...home.env, ZDOTDIR: `${home.path}/tab` };
    home.write("tab/.zshrc", zshTabRc);
    const argv = (times: number) => [locateProgram("zsh")!, "-fc", zshTabDriver, "zsh", String(times)];
    return [
      { name: less, argv: argv(1), env },
      { name, argv: argv(51), env, times: 50, less },
    ];
  }
  const tab: Record<string, string> = {
    bash: "COMP_LINE='awsmfa exports team-1' COMP_POINT=21; __awsmfa_complete",
    fish: "complete -C 'awsmfa exports team-1' >/dev/null",
  };
  const script = (times: number) => [load[shell], ...Array<string>(times).fill(tab[shell]!)].join("\n");
  const argv = (times: number) => [locateProgram(shell)!, ...plainArgs(shell), "-i", "-c", script(times)];
  return [
    { name: less, argv: argv(1), env: home.env },
    { name, argv: argv(11), env: home.env, times: 10, less },
  ];
}

/** A zsh on a terminal of its own; fails where it did not complete. */
const zshTabDriver = `
zmodload zsh/zpty && zpty inner "TIMES=$1 zsh -d -i" && zpty -r inner seen '*READY*' && zpty -w -n inner $'\\C-t' || exit
while zpty -r inner seen; do :; done
[[ $(<$ZDOTDIR/completed) == 'awsmfa exports bastion ' ]]
`;

/** Control-T does as TAB so many times, after a TAB that tells whether TAB does anything. */
const zshTabRc = `
autoload -Uz compinit
compinit -u -D
${load.zsh}
unsetopt autolist automenu beep
tab() {
  BUFFER='awsmfa exports basti' CURSOR=20
  zle complete-word
  print -r -- "$BUFFER" >$ZDOTDIR/completed
  repeat $TIMES; do
    BUFFER='awsmfa exports team-1' CURSOR=21
    zle complete-word
  done
  exit
}
zle -N tab
bindkey '^T' tab
PS1='READY> '
`;

/** Two calls to STS, GetSessionToken with a code and AssumeRole: ours, and the AWS CLI doing the same. */
export function freshCases(sts: BenchSts): Case[] {
  const home = homeWith(10, sts.url);
  const { env } = home;
  const fresh: Case = {
    name: "fresh GetSessionToken + AssumeRole",
    argv: [launcher, "exports", "acc1", "--shell", "bash"],
    env,
    less: loopShell,
    before: async () => {
      emptyCache(home);
      return { AWSMFA_CODE: await sts.freshCode() };
    },
  };
  const aws = locateProgram("aws");
  if (!aws) {
    console.log("SKIP the AWS CLI doing the same: aws is not on PATH");
    return [fresh];
  }
  const theirs = {
    ...env,
    PATH: `${env.PATH}:${process.env.PATH}`,
    AWS_PROFILE: "bastion",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const script = home.write("bin/aws-twice", awsTwice(aws, sts.url), 0o755);
  return [
    fresh,
    {
      name: "the same two calls by the AWS CLI",
      argv: [script],
      env: theirs,
      less: loopShell,
      before: async () => ({ CODE: await sts.freshCode() }),
    },
  ];
}

/** What a script around the AWS CLI does; the answers are taken apart by the shell. */
function awsTwice(aws: string, url: string): string {
  const query = "--query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text";
  return `#!/bin/sh
set -e
set -- $('${aws}' --endpoint-url ${url} --region eu-central-1 sts get-session-token \
  --serial-number arn:aws:iam::111111111111:mfa/alex --token-code "$CODE" ${query})
unset AWS_PROFILE
export AWS_ACCESS_KEY_ID="$1" AWS_SECRET_ACCESS_KEY="$2" AWS_SESSION_TOKEN="$3"
exec '${aws}' --endpoint-url ${url} --region eu-central-1 sts assume-role \
  --role-arn arn:aws:iam::222222222222:role/developer --role-session-name bench ${query}
`;
}

/** Other programs that run in every shell, where they are installed: how quick the field is. */
export function peerCases({ env }: Home): Case[] {
  const peers: readonly (readonly [string, ...string[]])[] = [
    ["zoxide", "init", "zsh"],
    ["direnv", "hook", "zsh"],
    ["starship", "init", "zsh"],
    ["aws-vault", "--version"],
    ["granted", "--version"],
    ["awsume", "--version"],
    ["aws", "--version"],
  ];
  return peers.flatMap(([name, ...words]) => {
    const program = locateProgram(name);
    if (!program) {
      console.log(`SKIP ${name}: not on PATH`);
      return [];
    }
    return [
      looped({
        name: [name, ...words].join(" "),
        argv: [program, ...words],
        env: { ...env, PATH: process.env.PATH ?? "" },
      }),
    ];
  });
}
