/** What happens at a prompt: codes, Ctrl-C, changed files, the picker. In every shell, on a real terminal. */
import { renameSync, utimesSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { integratedShells } from "../support/integration.ts";
import { openInteractive } from "../support/interactive.ts";
import { runProgram } from "../support/shell.ts";
import { startTestSts, type TestSts } from "../support/sts.ts";
import { closeTerminals } from "../support/terminal.ts";

let sts: TestSts;
test.before(async () => {
  sts = await startTestSts();
});
test.after(() => sts.close());
test.after(closeTerminals);

/** Kills, beyond any handling, the Node that a shell has started. */
function killBelow(shell: number): void {
  const { stdout } = runProgram("ps", ["-A", "-o", "pid=,ppid=,args="], {
    env: { PATH: process.env.PATH ?? "" },
  });
  const rows = [...stdout.matchAll(/^ *(\d+) +(\d+) (.*)$/gm)].map(([, pid, parent, args = ""]) => ({
    pid: Number(pid),
    parent: Number(parent),
    args,
  }));
  const isBelow = (pid: number): boolean =>
    pid === shell || isChild(rows.find((row) => row.pid === pid)?.parent);
  const isChild = (parent: number | undefined) => parent !== undefined && parent > 1 && isBelow(parent);
  const found = rows.filter(({ pid, args }) => args.includes("main.js exports") && isBelow(pid));
  assert.is(found.length, 1, stdout);
  process.kill(found[0]!.pid, "SIGKILL");
}

for (const under of integratedShells()) {
  const { name, shell, status } = under;
  const held = 'echo "held <$AWSMFA_PROFILE>"\r';

  test(`${name}: a function asks for the code on the terminal and switches`, async () => {
    const terminal = await openInteractive(under, makeHome(sts.awsFiles), [shell.load]);
    terminal.type("aws_acc1\r");
    await terminal.waitFor(/code/i);
    terminal.type(`${sts.freshCode()}\r`);
    await terminal.waitFor("READY> ");
    terminal.type(held);
    await terminal.waitFor("held <acc1>");
    terminal.close();
  });

  // zsh waited for what reads the AWS files, which ignored Ctrl-C.
  test(`${name}: Ctrl-C while the disk of the AWS files does not answer`, async () => {
    const home = makeHome(sts.awsFiles);
    const terminal = await openInteractive(under, home, [shell.load]);
    terminal.type(`aws_acc1 ${sts.freshCode()}\r`);
    await terminal.waitFor("READY> ");
    home.write("bin/cksum", "#!/bin/sh\necho waiting >/dev/tty\nexec sleep 40\n", 0o755);
    terminal.type("aws_acc1\r");
    await terminal.waitFor("waiting");
    terminal.type("\x03");
    await terminal.waitFor("READY> ");
    terminal.close();
  });

  test(`${name}: Ctrl-C at the prompt leaves everything as it was, and the shell goes on`, async () => {
    const terminal = await openInteractive(under, makeHome(sts.awsFiles), [shell.load]);
    terminal.type(`aws_acc1 ${sts.freshCode()}\r`);
    await terminal.waitFor("READY> ");
    terminal.type("env AWSMFA_CACHE_DIR=$HOME/elsewhere true; export AWSMFA_CACHE_DIR=$HOME/elsewhere\r");
    await terminal.waitFor("READY> ");
    // What stands behind it was meant for the other account.
    const loop =
      name === "fish"
        ? "for a in acc2 acc2; awsmfa use $a; echo we''nt on; end"
        : "for a in acc2 acc2; do awsmfa use $a; echo we''nt on; done";
    for (const line of ["aws_acc2; echo we''nt on", loop]) {
      terminal.type(`${line}\r`);
      await terminal.waitFor(/code.*: /i);
      terminal.type("12\x03");
      await terminal.waitFor("READY> ");
    }
    terminal.type(held);
    await terminal.waitFor("held <acc1>");
    assert.not.match(terminal.output, "went on");
    // With Ctrl-D the line goes on, as behind any other failure.
    terminal.type("aws_acc2; echo we''nt on\r");
    await terminal.waitFor(/code.*: /i);
    terminal.type("12\x04");
    await terminal.waitFor("went on");
    await terminal.waitFor("READY> ");
    // The terminal shows what is typed again.
    terminal.type("echo visi''ble\r");
    await terminal.waitFor("echo visi''ble");
    await terminal.waitFor("visible");
    terminal.close();
  });

  test(`${name}: killed while it asks, the command leaves no masked terminal behind`, async () => {
    const terminal = await openInteractive(under, makeHome(sts.awsFiles), [shell.load]);
    terminal.type("aws_acc1; stty -a\r");
    await terminal.waitFor(/code.*: /i);
    killBelow(terminal.pid);
    const flags = ["isig", "icanon", "iexten", "echo", "icrnl"].map(
      (flag) => `(?=[\\s\\S]*[ \\n]${flag}\\b)`,
    );
    // In the same line already, and for what is typed later.
    await terminal.waitFor(new RegExp(`${flags.join("")}[\\s\\S]*READY> `));
    terminal.type("echo rea''dy; cat\r");
    await terminal.waitFor("ready\r\n");
    terminal.type("visible\r");
    await terminal.waitFor(/visible\r\n[\s\S]*visible\r\n/);
    terminal.type("\x04");
    await terminal.waitFor("READY> ");
    terminal.close();
  });

  test(`${name}: a changed config is noticed at the next prompt, once`, async () => {
    const home = makeHome({ config: "[profile acc1]\n[profile gone]\n" });
    const terminal = await openInteractive(under, home, [
      shell.load,
      name === "fish" ? "function aws_mine; echo theirs; end" : "aws_mine() { echo theirs; }",
    ]);
    const asks = (word: string) =>
      `type ${word} >/dev/null 2>&1 && echo "yes ${word}." || echo "no ${word}."\r`;
    terminal.type(asks("aws_gone"));
    await terminal.waitFor("yes aws_gone.\r\n");
    home.write(".aws/config", "[profile acc1]\n[profile new]\n[profile mine]\n");
    terminal.type("\r");
    await terminal.waitFor("READY> ");
    terminal.type(asks("aws_new"));
    await terminal.waitFor("yes aws_new.\r\n");
    terminal.type(asks("aws_gone"));
    await terminal.waitFor("no aws_gone.\r\n");
    terminal.type("aws_mine\r");
    await terminal.waitFor("theirs\r\n");
    terminal.close();
  });

  test(`${name}: an older file moved into place is noticed too`, async () => {
    const home = makeHome({ config: "[profile acc1]\n" });
    const terminal = await openInteractive(under, home, [shell.load]);
    const older = home.write("older", "[profile old]\n");
    utimesSync(older, 1_000_000_000, 1_000_000_000);
    renameSync(older, `${home.path}/.aws/config`);
    terminal.type("\r");
    await terminal.waitFor("READY> ");
    terminal.type("type aws_old >/dev/null 2>&1 && echo the''re.\r");
    await terminal.waitFor("there.");
    terminal.close();
  });

  test(`${name}: the hook hands on the status, and starts nothing while nothing changes`, async () => {
    const home = makeHome({ config: "[profile acc1]\n" });
    const terminal = await openInteractive(under, home, [shell.load]);
    const log = home.write("log", "");
    const spy = home.write("spy", `#!/bin/sh\necho called >>"${log}"\n`, 0o755);
    terminal.type(name === "fish" ? `set -g __awsmfa_launcher '${spy}'\r` : `__awsmfa_launcher='${spy}'\r`);
    await terminal.waitFor("READY> ");
    terminal.type("false\r");
    await terminal.waitFor("READY> ");
    terminal.type(`echo "status ${status}."; cat '${log}'; echo en''d\r`);
    const [seen] = await terminal.waitFor(/status \d\.\r\n.*end\r\n/s);
    assert.match(seen, /^status 1\.\r\nend/);
    terminal.close();
  });

  test(`${name}: use with no profile lets one choose`, async () => {
    const terminal = await openInteractive(under, makeHome(sts.awsFiles), [shell.load]);
    terminal.type(`aws_acc1 ${sts.freshCode()}\r`);
    await terminal.waitFor("READY> ");
    terminal.type("awsmfa use\r");
    await terminal.waitFor(/3\) acc2/);
    await terminal.waitFor(/number or name/);
    terminal.type("3\r");
    await terminal.waitFor("READY> ");
    terminal.type(held);
    await terminal.waitFor("held <acc2>");
    terminal.close();
  });

  // In bash, the element before the first of an array is its last.
  test(`${name}: a traced prompt does not show ours`, async () => {
    const terminal = await openInteractive(under, makeHome(sts.awsFiles), [shell.load]);
    terminal.type(`aws_acc1 ${sts.freshCode()}\r`);
    await terminal.waitFor("READY> ");
    terminal.type(name === "fish" ? "set fish_trace 1\r" : "set -x\r");
    for (const _ of [1, 2, 3]) {
      terminal.type("true\r");
      await terminal.waitFor("READY> ");
    }
    assert.not.match(terminal.output, /__awsmfa_(look|mind_end|watch)/);
    terminal.close();
  });

  test(`${name}: the picker knows no profile 0`, async () => {
    const home = makeHome({ config: "[profile one]\n[profile last]\n" });
    const terminal = await openInteractive(under, home, [shell.load]);
    for (const answer of ["0", "00"]) {
      terminal.type("awsmfa use\r");
      await terminal.waitFor(/number or name/);
      terminal.type(`${answer}\r`);
      await terminal.waitFor(`there is no profile ${answer}`);
    }
    terminal.close();
  });

  test(`${name}: the picker shows no control character of a name, and still knows it`, async () => {
    const home = makeHome({ config: "[profile a\u001b[2Jb]\n" });
    const terminal = await openInteractive(under, home, [shell.load]);
    terminal.type("awsmfa use\r");
    const [shown] = await terminal.waitFor(/1\) .*number or name/s);
    assert.match(shown, /1\) a[?^][^\u001b]*\[2Jb/);
    terminal.type(" 1 \r");
    await terminal.waitFor(/profile a.\[2Jb has no credentials/);
    terminal.close();
  });
}

test.run();
