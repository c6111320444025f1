/** The question for a code, on a real terminal. */
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startForwarder } from "../support/forwarder.ts";
import { makeHome } from "../support/home.ts";
import { startTestSts } from "../support/sts.ts";
import { closeTerminals, openTerminal } from "../support/terminal.ts";

const server = await startTestSts();
test.after(async () => {
  closeTerminals();
  await server.close();
});
test.before.each(() => {
  server.faults.clear();
  server.calls.length = 0;
});

/** A shell on a terminal, with awsmfa's stdout captured and its stdin a pipe, as in real use. Says `status N` when it is done. */
function shellAsking(command = "awsmfa exports acc1 --format json", files = server.awsFiles) {
  const home = makeHome(files);
  const script = `trap : INT; stty -a >before; out=$(echo not-a-code | ${command}); status=$?; stty -a >after; printf %s "$out" >out; echo "status $status"`;
  const terminal = openTerminal("sh", ["-c", script], { env: home.env });
  return { home, terminal, read: (name: string) => readFileSync(`${home.path}/${name}`, "utf8") };
}

test("asks on the terminal though stdout is captured and stdin is a pipe, masked, and leaves the terminal as it was", async () => {
  const { terminal, read } = shellAsking();
  await terminal.waitFor("MFA code of arn:aws:iam::111111111111:mfa/alex for acc1: ");
  const code = server.freshCode();
  terminal.type(code);
  await terminal.waitFor("******");
  terminal.type("\r");
  await terminal.waitFor("status 0");
  assert.not.match(terminal.output, code);
  assert.match(read("out"), "SessionToken");
  assert.is(read("after"), read("before"));
});

test("a device or profile cannot move the terminal's cursor, recolour it or name its window", async () => {
  const config =
    '[profile "a\x1b[31mb"]\nregion = x\nmfa_serial = GAHT\x1b]0;title\x07\naws_access_key_id = AKIA\naws_secret_access_key = x\n';
  const terminal = openTerminal("awsmfa", ["whoami", "a\x1b[31mb"], { env: makeHome({ config }).env });
  await terminal.waitFor("MFA code of GAHT");
  terminal.type("\x03");
  assert.is(await terminal.ended, 130);
  assert.not.match(terminal.output, "\x1b");
  assert.not.match(terminal.output, "\x07");
});

for (const [name, key, status] of [
  ["Ctrl-C", "\x03", 130],
  ["Ctrl-D", "\x04", 4],
] as const) {
  test(`${name} gives up: exit ${status}, nothing printed, nothing called, the terminal as it was`, async () => {
    const { terminal, read } = shellAsking("awsmfa exports acc1 --shell bash");
    await terminal.waitFor("for acc1: ");
    terminal.type(`12${key}`);
    await terminal.waitFor(`status ${status}`);
    assert.is(read("out"), "false");
    assert.is(read("after"), read("before"));
    assert.equal(
      server.calls.filter(({ action }) => action === "GetSessionToken"),
      [],
    );
  });
}

for (const [signal, expected] of [
  ["SIGTERM", 143],
  ["SIGHUP", 129],
  ["SIGQUIT", 131],
] as const) {
  test(`${signal} while it asks leaves the terminal as it was, and the word for fail`, async () => {
    const { home, terminal, read } = shellAsking(
      "sh -c 'echo $$ >pid; exec awsmfa exports acc1 --shell bash'",
    );
    await terminal.waitFor("for acc1: ");
    process.kill(Number(readFileSync(`${home.path}/pid`, "utf8")), signal);
    await terminal.waitFor(`status ${expected}`);
    assert.is(read("after"), read("before"));
    assert.is(read("out"), "false");
  });
}

test("a refused code is asked for again, three times at most", async () => {
  const { terminal } = shellAsking();
  for (let attempt = 1; attempt <= 3; attempt++) {
    await terminal.waitFor("for acc1: ");
    terminal.type(`${server.wrongCode()}\r`);
  }
  await terminal.waitFor("status 4");
  assert.is(server.calls.filter(({ action }) => action === "GetSessionToken").length, 3);
});

test("while the person types, the connection to the role's own STS is opened as well, and used after Enter", async () => {
  const forwarder = await startForwarder(server.port);
  const elsewhere = "\n[services elsewhere]\nsts =\n  endpoint_url = ";
  const config = server.awsFiles.config
    .replace(/(\[profile acc1\][^[]*services = )sandbox/, "$1elsewhere")
    .concat(elsewhere, `http://127.0.0.1:${forwarder.port}`, "\n");
  const { terminal } = shellAsking(undefined, { ...server.awsFiles, config });
  await terminal.waitFor("for acc1: ");
  await forwarder.first;
  terminal.type(`${server.freshCode()}\r`);
  await terminal.waitFor("status 0");
  assert.is(forwarder.counted.connections, 1);
});

test("a slip is mended by the next try; blanks and erased characters do not count", async () => {
  const { terminal } = shellAsking();
  await terminal.waitFor("for acc1: ");
  terminal.type("123\r");
  await terminal.waitFor("six digits are wanted");
  await terminal.waitFor("for acc1: ");
  const code = server.freshCode();
  terminal.type(`9\x7f${code.slice(0, 3)} ${code.slice(3)}\r`);
  await terminal.waitFor("status 0");
});

test("a long role over a living base session: Enter alone means one hour now", async () => {
  const { terminal } = shellAsking(
    `sh -c 'awsmfa exports acc1 ${server.freshCode()} >/dev/null && awsmfa exports long --format json'`,
  );
  await terminal.waitFor("for long (or Enter for one hour now): ");
  terminal.type("\r");
  await terminal.waitFor("status 0");
  assert.is(server.calls.at(-1)?.parameters.DurationSeconds, "3600");
});

test.run();
