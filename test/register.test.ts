/** `node --import awsmfa/register`, as it is installed: the real SDK without a word about credentials, the embedded STS. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type AwsFiles, makeHome } from "./support/home.ts";
import { installPackage } from "./support/installed.ts";
import { runProgramAsync } from "./support/shell.ts";
import { startTestSts } from "./support/sts.ts";
import { openTerminal } from "./support/terminal.ts";

const sts = await startTestSts();
test.after(() => sts.close());
const installed = makeHome();
const project = installPackage(installed, ["@aws-sdk/client-sts"]);

let scripts = 0;
const script = (text: string) => installed.write(`project/app-${++scripts}.mjs`, text);
const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
const newEnv = (files: AwsFiles = sts.awsFiles) => ({ ...makeHome(files).env, ...quiet });
type Env = Readonly<Record<string, string>>;

const run = (text: string, env: Env, ...words: string[]) =>
  runProgramAsync(process.execPath, [...words, "--import", "awsmfa/register", script(text)], {
    env,
    cwd: project,
  });

/** A home in which acc1 has been opened already. */
async function openedEnv(): Promise<Env> {
  const env = newEnv();
  const { status, stderr } = await runProgramAsync(
    "awsmfa",
    ["exports", "acc1", sts.freshCode(), "--format", "env"],
    { env },
  );
  assert.is(status, 0, stderr);
  return env;
}

const whoami = `
import { STSClient, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
const client = new STSClient({ endpoint: ${JSON.stringify(sts.url)} });
console.log((await client.send(new GetCallerIdentityCommand({}))).Arn);
`;
const variables = `console.log(JSON.stringify(process.env));`;

test("the SDK finds the session and the region by itself", async () => {
  const env = { ...(await openedEnv()), AWS_PROFILE: "acc1" };
  const { stdout, stderr, status } = await run(`${whoami}console.log(await client.config.region());`, env);
  assert.is(status, 0, stderr);
  assert.match(stdout, /^arn:aws:sts::222222222222:assumed-role\/\S+\neu-west-1\n$/);
  assert.is(stderr, "");
});

test("the environment is that of a switch, for the programs it starts too", async () => {
  const env = { ...(await openedEnv()), AWS_PROFILE: "acc1", AWS_REGION: "ap-south-1", MARK: "1" };
  const child = `import { execFileSync } from "node:child_process";
    process.stdout.write(execFileSync(process.execPath, ["-p", "JSON.stringify(process.env)"]));`;
  const held = JSON.parse((await run(child, env)).stdout);
  const { AWSMFA_PROFILE, AWS_PROFILE, AWS_REGION, AWSMFA_WAS_AWS_PROFILE, AWSMFA_WAS_AWS_REGION, MARK } =
    held;
  assert.equal(
    { AWSMFA_PROFILE, AWS_PROFILE, AWS_REGION, AWSMFA_WAS_AWS_PROFILE, AWSMFA_WAS_AWS_REGION, MARK },
    {
      ...{ AWSMFA_PROFILE: "acc1", AWS_PROFILE: undefined, AWS_REGION: "eu-west-1", MARK: "1" },
      ...{ AWSMFA_WAS_AWS_PROFILE: "+acc1", AWSMFA_WAS_AWS_REGION: "+ap-south-1" },
    },
  );
});

test("a worker has the session too", async () => {
  const env = { ...(await openedEnv()), AWS_PROFILE: "acc1" };
  const text = `import { Worker, isMainThread } from "node:worker_threads"; import { fileURLToPath } from "node:url";
    if (isMainThread) new Worker(fileURLToPath(import.meta.url), { env: { ...process.env, AWS_ACCESS_KEY_ID: "" } });
    else console.log(process.env.AWS_ACCESS_KEY_ID.slice(0, 4));`;
  assert.is((await run(text, env)).stdout, "ASIA\n");
});

const untouched: readonly [what: string, files: AwsFiles, env: Env][] = [
  ["a machine without AWS files", {}, {}],
  ["files without [default], and no profile named", sts.awsFiles, {}],
  ["keys in the environment", sts.awsFiles, { AWS_ACCESS_KEY_ID: "AKIATHEIRS", AWS_SECRET_ACCESS_KEY: "s" }],
  [
    "a profile of plain keys, which the SDK reads itself",
    { credentials: "[plain]\naws_access_key_id = AKIAPLAIN\naws_secret_access_key = s\n" },
    { AWS_PROFILE: "plain" },
  ],
  [
    "a program that awsmfa runs to get at a session",
    sts.awsFiles,
    { AWS_PROFILE: "acc1", AWSMFA_RESOLVING: '["acc1"]' },
  ],
];
for (const [what, files, more] of untouched) {
  test(`left alone: ${what}`, async () => {
    const env = { ...newEnv(files), ...more };
    const { status, stdout, stderr } = await run(variables, env);
    assert.is(status, 0, stderr);
    assert.equal(JSON.parse(stdout), env);
    assert.is(stderr, "");
  });
}

test("what is impossible is one line and an exit code, and the program does not start", async () => {
  const unknown = await run("console.log('started')", { ...newEnv(), AWS_PROFILE: "nobody" });
  assert.is(unknown.status, 3);
  assert.match(unknown.stderr, /^awsmfa: [^\n]*nobody[^\n]*\n$/);
  assert.is(unknown.stdout, "");
  const codeless = await run("console.log('started')", { ...newEnv(), AWS_PROFILE: "acc1" });
  assert.is(codeless.status, 4);
  assert.match(codeless.stderr, /^awsmfa: a code of [^\n]*there is no terminal[^\n]*\n$/);
  assert.is(codeless.stdout, "");
});

test("on a terminal it asks before the program starts, which then has the terminal to itself", async () => {
  const path = script(`console.log(process.env.AWSMFA_PROFILE, "type:");
    process.stdin.once("data", (line) => { console.log("got", String(line)); process.exit(7); });`);
  const env = { ...newEnv(), AWS_PROFILE: "acc1" };
  const terminal = openTerminal(process.execPath, ["--import", "awsmfa/register", path], {
    env,
    cwd: project,
  });
  await terminal.waitFor("MFA code of");
  terminal.type(`${sts.freshCode()}\r`);
  await terminal.waitFor("acc1 type:");
  terminal.type("hello\r");
  await terminal.waitFor("got hello");
  assert.is(await terminal.ended, 7);
});

test("a program that runs on gets a new session before the old one ends, and its SDK clients see it", async () => {
  const env = { ...(await openedEnv()), AWS_PROFILE: "acc1" };
  // The clock hand of the check goes round in a blink; with this margin each session is too short as soon as it is there.
  const fast = installed.write(
    "project/fast.mjs",
    `const real = setInterval; globalThis.setInterval = (work, time) => { console.log("each", time); return real(work, 20); };`,
  );
  const text = `
    const first = process.env.AWS_ACCESS_KEY_ID;
    process.env.AWSMFA_MIN_TTL = "3600";
    while (process.env.AWS_ACCESS_KEY_ID === first) await new Promise((resolve) => setTimeout(resolve, 20));
    delete process.env.AWSMFA_MIN_TTL;
    console.log(first.slice(0, 4), process.env.AWS_ACCESS_KEY_ID.slice(0, 4), process.env.AWSMFA_PROFILE, process.env.AWSMFA_WAS_AWS_PROFILE);
    ${whoami}`.replace(/([\s\S]*)(import \{ STSClient.*\n)([\s\S]*)/, "$2$1$3");
  const { status, stdout, stderr } = await run(text, env, "--import", fast);
  assert.is(status, 0, stderr);
  assert.match(stdout, /^each 60000\nASIA ASIA acc1 \+acc1\narn:aws:sts::222222222222:assumed-role\//);
});

test("a renewal that needs a code asks nobody and says so once; the program goes on", async () => {
  const env = { ...(await openedEnv()), AWS_PROFILE: "bastion" };
  // `rounds` counts the checks since the line was written.
  const fast = installed.write(
    "project/fast2.mjs",
    `const [every, write] = [setInterval, process.stderr.write.bind(process.stderr)];
    globalThis.setInterval = (work) => every(() => { if (globalThis.rounds >= 0) globalThis.rounds++; work(); }, 20);
    process.stderr.write = (text) => { globalThis.rounds ??= 0; return write(text); };`,
  );
  const text = `
    process.env.AWSMFA_MIN_TTL = "50000";
    while (!(globalThis.rounds > 10)) await new Promise((resolve) => setTimeout(resolve, 20));
    console.log("still", process.env.AWSMFA_PROFILE);`;
  const { status, stdout, stderr } = await run(text, env, "--import", fast);
  assert.is(status, 0, stderr);
  assert.is(stdout, "still bastion\n");
  assert.match(stderr, /^awsmfa: the session of this program ends at \S+Z: a code of [^\n]*\n$/);
});

test.run();
