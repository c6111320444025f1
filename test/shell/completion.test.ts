/** TAB, on a real terminal: what arrives at the command is what counts. No process may be started by it, and nothing typed may run. */
import { existsSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { insteadOfLauncher, integratedShells } from "../support/integration.ts";
import { openInteractive } from "../support/interactive.ts";
import { closeTerminals } from "../support/terminal.ts";

test.after(closeTerminals);

const config = [
  "acc1",
  "team:dev",
  "team:prod",
  '"with blank"',
  "$(touch${IFS}pwned)",
  "semi;colon",
  '"it\'s odd"',
  '"back\\\\slash"',
  "`tick`",
  "umlaut-ü",
]
  .map((name) => `[profile ${name}]\nregion = eu-west-1\n`)
  .join("");

/** What is typed before TAB and Enter, and the words that the command then gets. `|` is a second TAB's place. */
const rows: readonly (readonly [typed: string, ...args: string[]])[] = [
  ["awsmfa expl\tacc1", "explain", "acc1"],
  ["awsmfa explain ac\t", "explain", "acc1"],
  ["awsmfa explain team:d\t", "explain", "team:dev"],
  ["awsmfa explain --profile team:p\t", "explain", "--profile", "team:prod"],
  ["awsmfa explain --profile=team:p\t", "explain", "--profile=team:prod"],
  ["awsmfa explain --js\t acc1", "explain", "--json", "acc1"],
  ["awsmfa exports acc1 --shell f\t", "exports", "acc1", "--shell", "fish"],
  ["awsmfa exports acc1 --format pow\t", "exports", "acc1", "--format", "powershell"],
  ["awsmfa init z\t", "init", "zsh"],
  ["awsmfa exports acc1 \t", "exports", "acc1"],
  ["awsmfa exports acc1 --duration \t1h", "exports", "acc1", "--duration", "1h"],
  ["awsmfa explain wi\t", "explain", "with blank"],
  ["awsmfa explain 'wi\t", "explain", "with blank"],
  ['awsmfa explain "wi\t', "explain", "with blank"],
  ["awsmfa explain with\\ b\t", "explain", "with blank"],
  ["awsmfa explain se\t", "explain", "semi;colon"],
  ["awsmfa explain it\t", "explain", "it's odd"],
  ["awsmfa explain ba\t", "explain", "back\\slash"],
  ["awsmfa explain u\t", "explain", "umlaut-ü"],
  ["awsmfa explain '$\t", "explain", "$(touch${IFS}pwned)"],
  ["awsmfa explain '`\t", "explain", "`tick`"],
  ["awsmfa explain \\$\t", "explain", "$(touch${IFS}pwned)"],
];

/** Behind `session` and `exec … --` it is the other command's turn. */
const otherRows: typeof rows = [
  ["awsmfa session \t", "session", "s3api"],
  ["awsmfa session s3\tls", "session", "s3api", "ls"],
  ["awsmfa session --profile acc1 s3\t", "session", "--profile", "acc1", "s3api"],
  ["awsmfa exec acc1 -- some-pr\t", "exec", "acc1", "--", "some-program"],
  ["awsmfa exec acc1 -- cat file-\t", "exec", "acc1", "--", "cat", "file-one"],
  ["awsmfa exec -- aws s3\t", "exec", "--", "aws", "s3api"],
  [
    "awsmfa exec '$(touch pwned)' -- cat '$(touch pwned)' file-\t",
    "exec",
    "$(touch pwned)",
    "--",
    "cat",
    "$(touch pwned)",
    "file-one",
  ],
];

/** The rc line with which aws's own completion is set up. */
const completionOfAws: Readonly<Record<string, string>> = {
  bash: 'complete -C "$HOME/bin/aws_completer" aws',
  zsh: '_aws() { compadd -- ${(f)"$(aws_completer)"} }; (( ${+functions[compdef]} )) && compdef _aws aws',
  fish: "set -g fish_complete_path; complete -c aws -f -a '(aws_completer)'",
};

const startUps: Readonly<Record<string, readonly (readonly string[])[]>> = {
  bash: [["LOAD"]],
  zsh: [
    ["autoload -Uz compinit", "compinit -u -D", "LOAD"],
    ["LOAD", "autoload -Uz compinit", "compinit -u -D"],
  ],
};

for (const under of integratedShells()) {
  for (const startUp of startUps[under.name] ?? [["LOAD"]]) {
    const lines = startUp.map((line) => (line === "LOAD" ? under.shell.load : line));
    const open = async (more = "") => {
      const home = makeHome({ config });
      home.write("bin/aws_completer", "#!/bin/sh\necho s3api\n", 0o755);
      home.write("bin/some-program", "#!/bin/sh\n", 0o755);
      home.write("bin/aws_other", '#!/bin/sh\necho "got $1"\n', 0o755);
      home.write("file-one", "");
      const spy = home.write("spy", '#!/bin/sh\nprintf "%s\\n" "$@" END >>"$HOME/log"\n', 0o755);
      const terminal = await openInteractive(under, home, [...lines, more, insteadOfLauncher(under, spy)]);
      return {
        home,
        terminal,
        log: () => (existsSync(`${home.path}/log`) ? readFileSync(`${home.path}/log`, "utf8") : ""),
      };
    };

    test(`${under.name}: TAB completes words and quotes them (${startUp.join("; ")})`, async () => {
      const { home, terminal, log } = await open();
      for (const [typed] of rows) {
        terminal.type(`${typed}`);
        terminal.type("\r");
        await terminal.waitFor("READY> ");
      }
      terminal.type("echo do''ne\r");
      await terminal.waitFor("done\r\n");
      assert.equal(
        log().split("END\n").slice(0, -1),
        rows.map(([, ...args]) => `${args.join("\n")}\n`),
        terminal.output,
      );
      assert.not.ok(existsSync(`${home.path}/pwned`));
      terminal.close();
    });

    test(`${under.name}: behind session and exec TAB offers what the other command does (${startUp.join("; ")})`, async () => {
      const { home, terminal, log } = await open(completionOfAws[under.name]);
      for (const [typed] of otherRows) {
        terminal.type(`${typed}\r`);
        await terminal.waitFor("READY> ");
      }
      terminal.type("echo do''ne\r");
      await terminal.waitFor("done\r\n");
      assert.equal(
        log().split("END\n").slice(0, -1),
        otherRows.map(([, ...args]) => `${args.join("\n")}\n`),
        terminal.output,
      );
      assert.not.ok(existsSync(`${home.path}/pwned`));
      assert.not.match(terminal.output, "no completion specification");
      terminal.close();
    });

    test(`${under.name}: TAB evaluates nothing and starts nothing (${startUp.join("; ")})`, async () => {
      const { home, terminal, log } = await open();
      // Not TAB in the very word: zsh expands that by itself, with every command.
      for (const typed of [
        "explain $(touch pwned) ",
        "`touch pwned` ",
        "explain '$(touch pwned)",
        "explain --profile $(touch pwned) ",
      ]) {
        terminal.type(`awsmfa ${typed}\t\t\x15\r`);
        await terminal.waitFor("READY> ");
      }
      terminal.type("echo do''ne\r");
      await terminal.waitFor("done\r\n");
      assert.not.ok(existsSync(`${home.path}/pwned`));
      assert.is(log(), "");
      terminal.close();
    });

    test(`${under.name}: TAB after a function offers nothing, other commands keep their file names (${startUp.join("; ")})`, async () => {
      const { home, terminal } = await open();
      terminal.type("aws_acc1 file-\t\r");
      await terminal.waitFor("READY> ");
      terminal.type("echo file-\t\r");
      await terminal.waitFor("file-one\r\n");
      await terminal.waitFor("READY> ");
      terminal.type("aws_other file-\t\r");
      await terminal.waitFor("got file-one\r\n");
      assert.match(readFileSync(`${home.path}/log`, "utf8"), "exports\nacc1\n--shell");
      terminal.close();
    });
  }
}

test.run();
