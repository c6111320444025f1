/** Programs (the AWS CLI has a file of its own) that know nothing of awsmfa, and get its sessions by the AWS files: who does STS say they are? */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "../support/home.ts";
import { checkout } from "../support/package.ts";
import { locateProgram, runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());

const role = /assumed-role\/developer\/alex/;
const python = `
import boto3
print(boto3.Session().client("sts").get_caller_identity()["Arn"])
`;
const javascript = `
import { createRequire } from "node:module";
const { STSClient, GetCallerIdentityCommand } = createRequire(${JSON.stringify(`${checkout}x`)})("@aws-sdk/client-sts");
console.log((await new STSClient({}).send(new GetCallerIdentityCommand({}))).Arn);
`;

/** The programs there are on this machine; a visible SKIP for every other. */
async function programs(): Promise<readonly [name: string, words: readonly string[]][]> {
  const script = [process.execPath, "--input-type=module", "-e", javascript];
  const python3 = locateProgram("python3");
  const env = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/" };
  const knowsServices = "import boto3, botocore.configloader as c; c.build_profile_map({})['services']";
  const asked = python3 && (await runProgramAsync(python3, ["-c", knowsServices], { env }));
  if (asked && asked.status === 0)
    return [
      ["the JavaScript SDK", script],
      ["boto3", [python3, "-c", python]],
    ];
  console.log("SKIP boto3: python3 has none, or one that is too old for services");
  return [["the JavaScript SDK", script]];
}

async function opened() {
  const home = makeHome({
    ...sts.awsFiles,
    config: `${sts.awsFiles.config}\n[default]\nservices = sandbox\n`,
  });
  const run = (words: readonly string[], env: Record<string, string> = {}) =>
    runProgramAsync(words[0]!, words.slice(1), {
      env: {
        ...home.env,
        PATH: `${home.env.PATH}:${process.env.PATH}`,
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
        ...env,
      },
    });
  const { status, stderr } = await run(["awsmfa", "exports", "acc1", sts.freshCode(), "--shell", "bash"]);
  assert.is(status, 0, stderr);
  return { home, run };
}

for (const [name, words] of await programs()) {
  test(`${name} through a profile that set --credential-process made`, async () => {
    const { run } = await opened();
    const { status, stderr } = await run([
      "awsmfa",
      "set",
      "acc1",
      "--credential-process",
      "--as",
      "for-sdks",
    ]);
    assert.is(status, 0, stderr);
    const answer = await run(words, { AWS_PROFILE: "for-sdks" });
    assert.match(answer.stdout, role, answer.stderr);
  });

  test(`${name} reads what write wrote`, async () => {
    const { run } = await opened();
    const { status, stderr } = await run(["awsmfa", "write", "--profile", "acc1"]);
    assert.is(status, 0, stderr);
    const answer = await run(words);
    assert.match(answer.stdout, role, answer.stderr);
    await run(["awsmfa", "write", "--clear"]);
    assert.is.not((await run(words)).status, 0);
  });

  test(`${name}: a name full of quotes, blanks and # survives its shell or shlex`, async () => {
    const { home, run } = await opened();
    const odd = "it's $HOME # `id` ; odd";
    await run([
      "awsmfa",
      "set",
      odd,
      "role_arn=arn:aws:iam::222222222222:role/developer",
      "source_profile=bastion",
      "services=sandbox",
    ]);
    const { status, stderr } = await run(["awsmfa", "set", odd, "--credential-process", "--as", "odd-mfa"]);
    assert.is(status, 0, `${stderr}${home.path}`);
    const answer = await run(words, { AWS_PROFILE: "odd-mfa" });
    assert.match(answer.stdout, role, answer.stderr);
  });
}

test.run();
