/** The end of a session at the prompt: told once, or with `init --renew` put off without a question. On a real terminal in every shell. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Home, makeHome } from "../support/home.ts";
import { type IntegratedShell, integratedShells } from "../support/integration.ts";
import { openInteractive } from "../support/interactive.ts";
import { startTestSts, type TestSts } from "../support/sts.ts";
import { closeTerminals, type Terminal } from "../support/terminal.ts";

let sts: TestSts;
test.before(async () => {
  sts = await startTestSts();
});
test.after(() => sts.close());
test.after(closeTerminals);

/** A line that exports a variable. */
function setting({ name }: IntegratedShell, variable: string, text: string): string {
  return name === "fish" ? `set -gx ${variable} '${text}'` : `export ${variable}='${text}'`;
}

const inSeconds = (seconds: number) =>
  new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+/, "");

/** Deletes what would make a new session unnecessary: prepared answers, and the stored sessions of these kinds. */
function forget(home: Home, ...kinds: readonly string[]): void {
  const cache = `${home.path}/.cache/awsmfa`;
  rmSync(`${cache}/prepared`, { recursive: true, force: true });
  for (const name of readdirSync(`${cache}/sessions`)) {
    const { kind } = JSON.parse(readFileSync(`${cache}/sessions/${name}`, "utf8"));
    if (kinds.includes(kind)) rmSync(`${cache}/sessions/${name}`);
  }
}

/** Types a line, and returns what is shown until the next prompt. The line's own output ends in `=` and `.`. */
async function typed(terminal: Terminal, line: string): Promise<string> {
  const from = terminal.output.length;
  terminal.type(`${line}; echo do''ne\r`);
  await terminal.waitFor("done\r\n");
  await terminal.waitFor("READY> ");
  return terminal.output.slice(from);
}

/** A command on PATH that counts the starts of the real one. */
function counted(home: Home, load: string): { lines: string[]; starts: () => string[] } {
  const log = `${home.path}/starts`;
  const spy = home.write(
    "counted/awsmfa",
    `#!/bin/sh\necho "$*" >>"$HOME/starts"\nexec awsmfa "$@"\n`,
    0o755,
  );
  const set = load.includes("| source") ? `set -g __awsmfa_launcher '${spy}'` : `__awsmfa_launcher='${spy}'`;
  return {
    lines: [load, set],
    starts: () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : []),
  };
}

for (const under of integratedShells()) {
  const { name, shell } = under;
  const renewing = shell.load.replace(`init ${name}`, `init ${name} --renew`);
  const show = 'echo "end <$AWS_CREDENTIAL_EXPIRATION> $AWSUME_PROFILE"';

  test(`${name}: --renew renews a role from the base session, once, without a word`, async () => {
    const home = makeHome(sts.awsFiles);
    const { lines, starts } = counted(home, renewing);
    const terminal = await openInteractive(under, home, lines);
    await typed(terminal, `aws_acc1 ${sts.freshCode()}`);
    forget(home, "role");
    const calls = sts.calls.length;
    const near = inSeconds(250);
    const seen = await typed(terminal, setting(under, "AWS_CREDENTIAL_EXPIRATION", near));
    const after = await typed(terminal, show);
    assert.match(after, /end <\d{4}-.*Z> acc1/);
    assert.not.match(after, near);
    assert.not.match(seen + after, /awsmfa:|MFA code/);
    assert.equal(
      sts.calls.slice(calls).map(({ action }) => action),
      ["AssumeRole"],
    );
    await typed(terminal, ":");
    assert.equal(starts(), Array(2).fill(`exports acc1 --shell ${name}`));
    terminal.close();
  });

  test(`${name}: --renew keeps a role that is held on top of the profile`, async () => {
    const home = makeHome(sts.awsFiles);
    const terminal = await openInteractive(under, home, [renewing]);
    await typed(terminal, `awsmfa use bastion ${sts.freshCode()} --account 333333333333 --role developer`);
    forget(home, "role");
    await typed(terminal, setting(under, "AWS_CREDENTIAL_EXPIRATION", inSeconds(250)));
    const after = await typed(terminal, show);
    assert.match(after, "> developer@333333333333");
    assert.match(await typed(terminal, "awsmfa whoami"), "333333333333");
    assert.not.match(after, "awsmfa:");
    terminal.close();
  });

  test(`${name}: --renew takes what another shell has renewed, without Node`, async () => {
    const home = makeHome(sts.awsFiles);
    const terminal = await openInteractive(under, home, [renewing]);
    await typed(terminal, `aws_acc1 ${sts.freshCode()}`);
    rmSync(`${home.path}/.cache/awsmfa/sessions`, { recursive: true });
    await typed(terminal, setting(under, "AWS_CREDENTIAL_EXPIRATION", inSeconds(250)));
    const after = await typed(terminal, show);
    assert.match(after, /end <\d{4}-.*Z> acc1/);
    assert.not.match(after, "awsmfa:");
    terminal.close();
  });

  test(`${name}: a renewal that takes a code is not made: one line, one try, no question`, async () => {
    const home = makeHome(sts.awsFiles);
    const { lines, starts } = counted(home, renewing);
    const terminal = await openInteractive(under, home, lines);
    await typed(terminal, `aws_acc1 ${sts.freshCode()}`);
    rmSync(`${home.path}/.cache`, { recursive: true });
    const calls = sts.calls.length;
    let seen = await typed(terminal, setting(under, "AWS_CREDENTIAL_EXPIRATION", inSeconds(250)));
    for (let prompt = 0; prompt < 3; prompt++) seen += await typed(terminal, ":");
    assert.is(seen.match(/awsmfa: /g)?.length, 1, seen);
    assert.match(
      seen,
      /awsmfa: the session of acc1 ends in \d min and could not be renewed by itself \(it takes an MFA code\); type: awsmfa use acc1\r\n/,
    );
    assert.not.match(seen, "MFA code of");
    assert.is(starts().length, 2);
    assert.is(sts.calls.length, calls);
    // The session that is held goes on; what the line says to type renews it.
    terminal.type("awsmfa use acc1\r");
    await terminal.waitFor(/MFA code of .*: /);
    terminal.type(`${sts.freshCode()}\r`);
    await terminal.waitFor("READY> ");
    assert.match(await typed(terminal, show), "> acc1");
    terminal.close();
  });

  test(`${name}: a renewal that the network denies is told as such`, async () => {
    const home = makeHome(sts.awsFiles);
    const terminal = await openInteractive(under, home, [renewing]);
    await typed(terminal, `aws_acc1 ${sts.freshCode()}`);
    forget(home, "role");
    sts.faults.add({ unheard: true, times: 9 });
    const seen = await typed(terminal, setting(under, "AWS_CREDENTIAL_EXPIRATION", inSeconds(250)));
    sts.faults.clear();
    assert.match(
      seen,
      /could not be renewed by itself \(AWS refused or could not be reached\); type: [^\n]*\n/,
    );
    assert.is(seen.match(/awsmfa: /g)?.length, 1, seen);
    terminal.close();
  });

  test(`${name}: mfa_process is not run for a renewal`, async () => {
    const config = sts.awsFiles.config.replace("mfa_serial", "mfa_process = touch ran\nmfa_serial");
    const home = makeHome({ ...sts.awsFiles, config });
    const terminal = await openInteractive(under, home, [renewing]);
    await typed(terminal, `aws_acc1 ${sts.freshCode()}`);
    forget(home, "role", "base");
    const seen = await typed(terminal, setting(under, "AWS_CREDENTIAL_EXPIRATION", inSeconds(250)));
    assert.match(seen, "could not be renewed");
    assert.not.ok(existsSync(`${home.path}/ran`));
    terminal.close();
  });

  test(`${name}: without --renew one line tells that the session has ended`, async () => {
    const home = makeHome(sts.awsFiles);
    const { lines, starts } = counted(home, shell.load);
    const terminal = await openInteractive(under, home, lines);
    await typed(terminal, `aws_acc1 ${sts.freshCode()}`);
    let seen = await typed(terminal, setting(under, "AWS_CREDENTIAL_EXPIRATION", inSeconds(250)));
    assert.not.match(seen, "awsmfa:");
    seen = await typed(terminal, setting(under, "AWS_CREDENTIAL_EXPIRATION", inSeconds(-2)));
    for (let prompt = 0; prompt < 3; prompt++) seen += await typed(terminal, ":");
    assert.is(seen.match(/awsmfa: /g)?.length, 1, seen);
    assert.match(seen, "awsmfa: the session of acc1 has ended; type: awsmfa use acc1\r\n");
    assert.is(starts().length, 1);
    // Another session, another line; keys of the person's own are none of ours.
    seen = await typed(terminal, setting(under, "AWS_CREDENTIAL_EXPIRATION", inSeconds(-7)));
    assert.match(seen, "has ended");
    await typed(terminal, "awsmfa unsets");
    seen = await typed(terminal, setting(under, "AWS_CREDENTIAL_EXPIRATION", inSeconds(-9)));
    assert.not.match(seen, "awsmfa:");
    terminal.close();
  });

  for (const end of ["soon", "x[$(touch pwned)]", "2020-01-01T00:00:00+00:00"]) {
    test(`${name}: an end that is written as ${end} is left alone`, async () => {
      const home = makeHome({ config: "" });
      const env = { AWS_ACCESS_KEY_ID: "ASIAX", AWSMFA_PROFILE: "acc1", AWS_CREDENTIAL_EXPIRATION: end };
      const terminal = await openInteractive(under, home, [renewing], env);
      assert.not.match(await typed(terminal, ":"), "awsmfa:");
      assert.not.ok(existsSync(`${home.path}/pwned`));
      terminal.close();
    });
  }

  test(`${name}: what an odd name shows is no escape sequence, and nothing of it runs`, async () => {
    const home = makeHome({ config: "" });
    const env = {
      AWS_ACCESS_KEY_ID: "ASIAX",
      AWSMFA_PROFILE: "\u001b[31m$(touch pwned)",
      AWS_CREDENTIAL_EXPIRATION: "2020-01-01T00:00:00Z",
    };
    const terminal = await openInteractive(under, home, [shell.load], env);
    const seen = terminal.output + (await typed(terminal, ":"));
    assert.match(seen, "has ended");
    assert.not.match(seen, "\u001b[31m$");
    assert.not.ok(existsSync(`${home.path}/pwned`));
    terminal.close();
  });

  test(`${name}: a function asks only if it must when its session is within the margin`, async () => {
    const home = makeHome(sts.awsFiles);
    // Another margin means Node each time, and that no session of an hour is long enough.
    const terminal = await openInteractive(under, home, [shell.load]);
    await typed(terminal, `aws_acc1 ${sts.freshCode()}`);
    await typed(terminal, setting(under, "AWSMFA_MIN_TTL", "3600"));
    const calls = sts.calls.length;
    const seen = await typed(terminal, "aws_acc1");
    assert.not.match(seen, "MFA code");
    assert.equal(
      sts.calls.slice(calls).map(({ action }) => action),
      ["AssumeRole"],
    );
    terminal.close();
  });
}

test.run();
