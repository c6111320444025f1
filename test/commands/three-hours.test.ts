/** A program that runs for more than three hours (its clock and that of STS are moved on) over one code of the morning. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { checkout } from "../support/package.ts";
import { locateProgram, runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const stepMinutes = 48;
const sts = await startTestSts({
  pages: {
    "/later": () => {
      sts.clock.advance(stepMinutes * 60);
      return "";
    },
  },
});
test.after(() => sts.close());

const program = `
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
const { STSClient, GetCallerIdentityCommand } = createRequire(${JSON.stringify(`${checkout}x`)})("@aws-sdk/client-sts");
const client = new STSClient({});
for (let minutes = 0; minutes <= 4 * ${stepMinutes}; minutes += ${stepMinutes}) {
  if (minutes > 0) await fetch("${sts.url}/later");
  writeFileSync(process.env.FAKETIME_TIMESTAMP_FILE, "+" + minutes + "m\\n");
  console.log((await client.send(new GetCallerIdentityCommand({}))).Arn, minutes);
}
`;

/** Runs the program over what `exports acc1 <words>` printed. */
async function runFor(preload: string, words: readonly string[]) {
  const home = makeHome({
    ...sts.awsFiles,
    config: `${sts.awsFiles.config}\n[default]\nservices = sandbox\n`,
  });
  const run = (program: string, args: readonly string[], more: Record<string, string> = {}) =>
    runProgramAsync(program, args, { env: { ...home.env, ...more } });
  const exported = await run("awsmfa", ["exports", "acc1", sts.freshCode(), ...words, "--shell", "bash"]);
  assert.is(exported.status, 0, exported.stderr);
  const time = home.write("time", "+0m\n");
  // The shell's own clock stays, and so do the times of files, which are real.
  const script =
    'eval "$EXPORTED"; export LD_PRELOAD="$FAKE"; exec "$NODE" --input-type=module -e "$PROGRAM"';
  return run("sh", ["-c", script], {
    EXPORTED: exported.stdout,
    FAKE: preload,
    NODE: process.execPath,
    PROGRAM: program,
    FAKETIME_TIMESTAMP_FILE: time,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    NO_FAKE_STAT: "1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  });
}

/** What moves a program's clock while it runs; undefined, with a visible SKIP, where there is no such thing. */
async function clockMover(): Promise<string | undefined> {
  const faketime = locateProgram("faketime");
  if (!faketime) {
    console.log("SKIP three hours: faketime is not installed (needed in CI)");
    return undefined;
  }
  const asked = await runProgramAsync(faketime, ["-f", "+0s", "sh", "-c", 'printf %s "$LD_PRELOAD"'], {
    env: { PATH: process.env.PATH ?? "" },
  });
  return asked.stdout;
}

const preload = await clockMover();
if (preload) {
  test("with --refresh it outlives its sessions: one code, no question, and STS refuses nothing", async () => {
    sts.calls.length = 0;
    const { status, stdout, stderr } = await runFor(preload, ["--refresh"]);
    assert.equal([status, stderr], [0, ""]);
    const expected = [0, 48, 96, 144, 192].map(
      (minutes) => `arn:aws:sts::222222222222:assumed-role/developer/alex ${minutes}\n`,
    );
    assert.is(stdout, expected.join(""));
    const count = (action: string) => sts.calls.filter((call) => call.action === action).length;
    assert.is(count("GetSessionToken"), 1);
    // Three that last an hour cannot overlap at these times; the SDK may ask for more.
    assert.ok(count("AssumeRole") >= 3, String(count("AssumeRole")));
    const refused = sts.calls.filter(({ outcome }) => outcome !== "ok");
    assert.equal(refused, []);
  });

  test("with keys in its environment it would not: the test above can fail", async () => {
    const { status, stdout, stderr } = await runFor(preload, []);
    assert.is.not(status, 0);
    assert.match(stdout, / 0\n.* 48\n$/);
    assert.match(stderr, "ExpiredToken");
  });
}

test.run();
