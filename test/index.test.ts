/** The library, as it is installed: a packed tarball in a project of its own, the real SDK, the embedded STS. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { standardDevice, standardRoles } from "../src/sandbox/standard-directory.ts";
import { makeHome } from "./support/home.ts";
import { installPackage } from "./support/installed.ts";
import { runProgramAsync } from "./support/shell.ts";
import { startTestSts } from "./support/sts.ts";
import { openTerminal } from "./support/terminal.ts";

const sts = await startTestSts();
test.after(() => sts.close());
const installed = makeHome();
const project = installPackage(installed, ["@aws-sdk/client-sts"]);

const preamble = `
import { STSClient, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { AwsmfaError, ExitCode, fromAwsmfa } from "awsmfa";
const say = (value) => console.log(JSON.stringify(value));
const client = (credentials) => new STSClient({ region: "eu-west-1", endpoint: ${JSON.stringify(sts.url)}, credentials });
const whoami = async (provider) => (await client(provider).send(new GetCallerIdentityCommand({}))).Arn;
const failure = (error) => ({ ours: error instanceof AwsmfaError, kind: error.exitCode, text: error.message });
`;

let scripts = 0;
const script = (text: string) => installed.write(`project/app-${++scripts}.mjs`, preamble + text);
const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
/** A home of its own, so nothing stored, with the sandbox's AWS files. */
const newEnv = () => ({ ...makeHome(sts.awsFiles).env, ...quiet });

/** Runs a program in the project; its lines of JSON come back. It has to end by itself. */
async function run(text: string, env: Readonly<Record<string, string>> = newEnv()) {
  const { status, stdout, stderr } = await runProgramAsync(process.execPath, [script(text)], {
    env,
    cwd: project,
  });
  assert.is(status, 0, stderr);
  assert.is(stderr, "");
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** What STS was asked for since. */
const callsSince = (count: number) => sts.calls.slice(count).map(({ action }) => action);

test("to import it does nothing, with no home and no AWS files", async () => {
  const text = 'import * as all from "awsmfa"; console.log(Object.keys(all).join());';
  const path = installed.write("project/import.mjs", text);
  const done = await runProgramAsync(process.execPath, [path], { env: {}, cwd: project });
  assert.equal(done, { status: 0, signal: null, stdout: "AwsmfaError,ExitCode,fromAwsmfa\n", stderr: "" });
});

test("a code opens a session that the SDK uses; it tells its end and its account", async () => {
  const before = sts.calls.length;
  const [arn, credentials] = await run(`
    const provider = fromAwsmfa({ profile: "acc1", code: "${sts.freshCode()}" });
    say(await whoami(provider));
    const { expiration, ...rest } = await provider();
    say({ isDate: expiration instanceof Date, left: expiration - Date.now(), ...rest });
  `);
  assert.match(arn, "arn:aws:sts::222222222222:assumed-role/");
  assert.ok(credentials.isDate && credentials.left > 3_500_000 && credentials.left <= 3_600_000);
  assert.is(credentials.accountId, "222222222222");
  assert.match(credentials.accessKeyId, /^ASIA/);
  // One tells our side the name for the session; the other is the program's.
  const calls = ["AssumeRole", "GetCallerIdentity", "GetCallerIdentity", "GetSessionToken"];
  assert.equal(callsSince(before).sort(), calls);
});

test("it shares the store with the command, both ways", async () => {
  const env = newEnv();
  const command = (...words: string[]) => runProgramAsync("awsmfa", words, { env });
  const fromCommand = await command("exports", "acc1", sts.freshCode(), "--format", "json");
  const before = sts.calls.length;
  const [key] = await run(
    `say((await fromAwsmfa({ profile: "acc1" })()).accessKeyId); await fromAwsmfa({ profile: "acc2" })();`,
    env,
  );
  assert.is(key, JSON.parse(fromCommand.stdout).Credentials.AccessKeyId);
  assert.equal(callsSince(before), ["AssumeRole"]);
  assert.is((await command("exports", "acc2", "--format", "json")).status, 0);
  assert.equal(callsSince(before), ["AssumeRole"]);
});

test("the profile is the usual one, and a role needs none", async () => {
  const env = { ...newEnv(), AWSMFA_PROFILE: "bastion", AWS_PROFILE: "acc1" };
  const [own, other] = await run(
    `say(await whoami(fromAwsmfa({ code: "${sts.freshCode()}" })));
     say(await whoami(fromAwsmfa({ role: { roleArn: "${standardRoles.acc2.arn}", roleSessionName: "job" } })));`,
    env,
  );
  assert.is(own, "arn:aws:iam::111111111111:user/alex");
  assert.match(other, /^arn:aws:sts::333333333333:assumed-role\/[^/]+\/job$/);
});

test("without a code it rejects with an error of its own kind, and asks nobody, not even on a terminal", async () => {
  const text = `await fromAwsmfa({ profile: "acc1" })().catch((error) => say(failure(error)));`;
  const [error] = await run(text);
  assert.equal([error.ours, error.kind], [true, 4]);
  assert.match(error.text, "this program does not ask for one");

  const terminal = openTerminal(process.execPath, [script(text)], { env: newEnv(), cwd: project });
  await terminal.waitFor("does not ask for one");
  assert.is(await terminal.ended, 0);
});

test("asked to, it asks on the terminal", async () => {
  const path = script(`say(await whoami(fromAwsmfa({ profile: "acc1", prompt: true })));`);
  const terminal = openTerminal(process.execPath, [path], { env: newEnv(), cwd: project });
  await terminal.waitFor("MFA code of");
  terminal.type(`${sts.freshCode()}\r`);
  await terminal.waitFor("assumed-role/");
  assert.is(await terminal.ended, 0);
});

test("mfaCodeProvider is asked once, with the device, and not while a session lasts", async () => {
  const [asked, arns] = await run(`
    const asked = [];
    const mfaCodeProvider = async (device) => { asked.push(device); return "${sts.freshCode()}"; };
    const options = { profile: "acc1", mfaCodeProvider };
    const arns = [await whoami(fromAwsmfa(options)), await whoami(fromAwsmfa({ ...options, profile: "acc2" }))];
    say(asked); say(arns);
  `);
  assert.equal(asked, [standardDevice]);
  assert.match(arns[0], "222222222222");
  assert.match(arns[1], "333333333333");
});

test("a code that STS refuses is an error of kind 4 that does not repeat it; what mfaCodeProvider throws comes through", async () => {
  const code = sts.wrongCode();
  const [refused, cancelled] = await run(`
    const with_ = (mfaCodeProvider) => fromAwsmfa({ profile: "acc1", mfaCodeProvider })().catch((error) => say(failure(error)));
    await with_(async () => "${code}");
    await with_(async () => { throw new Error("the window was closed"); });
  `);
  assert.equal([refused.ours, refused.kind], [true, 4]);
  assert.not.match(refused.text, code);
  assert.is(cancelled.text, "the window was closed");
});

test("a session about to end is replaced, and the code of the beginning is not sent again", async () => {
  const before = sts.calls.length;
  const [first, second] = await run(`
    const provider = fromAwsmfa({ profile: "acc1", code: "${sts.freshCode()}" });
    say((await provider()).accessKeyId);
    process.env.AWSMFA_MIN_TTL = "3600";
    say((await provider()).accessKeyId);
  `);
  assert.is.not(first, second);
  assert.equal(callsSince(before).filter((action) => action === "GetSessionToken").length, 1);
});

test("many that start together make one call each of STS", async () => {
  const before = sts.calls.length;
  await run(`
    const provider = fromAwsmfa({ profile: "acc1", code: "${sts.freshCode()}" });
    await Promise.all(Array.from({ length: 10 }, () => provider()));
  `);
  assert.equal(
    callsSince(before).filter((action) => action !== "GetCallerIdentity"),
    ["GetSessionToken", "AssumeRole"],
  );
});

test("options of the wrong kind are told", async () => {
  const [duration, unknown] = await run(`
    await fromAwsmfa({ profile: "acc1", durationSeconds: 1.5 })().catch((error) => say(failure(error)));
    await fromAwsmfa({ profile: "nobody" })().catch((error) => say(failure(error)));
  `);
  assert.is(duration.kind, 2);
  assert.is(unknown.kind, 3);
});

test("what is no code, no profile's name or no answer is told in one line, while a session lives, too", async () => {
  const env = newEnv();
  const said = await run(
    `await fromAwsmfa({ profile: "acc1", code: "${sts.freshCode()}" })();
    const tell = (provider) => provider().then(() => say("accepted"), (error) => say(failure(error)));
    const twice = fromAwsmfa({ profile: "acc1", code: "12" });
    await tell(twice);
    await tell(twice);
    await tell(fromAwsmfa({ profile: "acc1", code: 123456 }));
    await tell(fromAwsmfa({ profile: 7 }));
    await tell(fromAwsmfa({ profile: "acc1", role: "arn:aws:iam::222222222222:role/x" }));
    await tell(fromAwsmfa({ profile: "acc1", mfaCodeProvider: "123456" }));
    await tell(fromAwsmfa({ profile: "long", mfaCodeProvider: async () => 12 }));
    await tell(fromAwsmfa({ profile: "acc1" }));`,
    env,
  );
  const noCode = { ours: true, kind: 4, text: "the code given is not an MFA code: six digits are wanted" };
  const usage = (text: string) => ({ ours: true, kind: 2, text });
  assert.equal(said, [
    noCode,
    noCode,
    usage("code: a string is wanted"),
    usage("profile: a string is wanted"),
    usage("role.roleArn: a string is wanted"),
    usage("mfaCodeProvider: a function is wanted"),
    { ours: true, kind: 4, text: "mfaCodeProvider: its answer must be a string of six digits" },
    "accepted",
  ]);
});

test.run();
