/** doctor as a person runs it; what its single looks find is in test/doctor. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Finding } from "../../src/doctor/finding.ts";
import { makeHome } from "../support/home.ts";
import { runProgramAsync } from "../support/shell.ts";
import { startTestSts } from "../support/sts.ts";

const sts = await startTestSts();
test.after(() => sts.close());

async function doctor(env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = await runProgramAsync("awsmfa", ["doctor", "--json"], { env });
  assert.is(stderr, "");
  return { status, findings: JSON.parse(stdout) as Finding[] };
}

test("a sound set-up: nothing found", async () => {
  const home = makeHome(sts.awsFiles);
  home.write("bin/aws", "#!/bin/sh\n", 0o755);
  const { status, stdout } = await runProgramAsync("awsmfa", ["doctor"], {
    env: { ...home.env, AWSMFA_LEFT_OUT: "", SHELL: "/bin/zsh" },
  });
  assert.equal([status, stdout], [0, "nothing found\n"]);
});

test("each finding has its cure, and an error is exit 3", async () => {
  const home = makeHome({
    config: `[profile acc1]
role_arn = arn:aws:iam::111122223333:role/x
source_profile = gone
[profile key]
role_arn = arn:aws:iam::111122223333:role/x
source_profile = bastion
mfa_serial = arn:aws:iam::111122223333:u2f/user/joe/key
[profile "a b"]
region = eu-west-1
[profile a_b]
region = eu-west-1
`,
    credentials:
      "[bastion]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\nmfa_serial = GAHT12345678\n",
  });
  home.write("bin/awsmfa", '#!/bin/sh\nexec sh "$REAL" "$@"\n', 0o755);
  const { PATH = "" } = home.env;
  const launcher = `${PATH.split(":").find((folder) => folder.endsWith("/shell"))}/awsmfa`;
  const { status, findings } = await doctor({
    ...home.env,
    REAL: launcher,
    SHELL: "/bin/zsh",
    PATH: PATH.replace(":/usr/local/bin:/usr/bin:/bin", ":/bin"),
    AWS_REGION: "a",
    AWS_DEFAULT_REGION: "b",
    HTTPS_PROXY: "http://127.0.0.1:1",
  });
  assert.is(status, 3);
  for (const { cure } of findings) assert.match(cure, /^[^\n]{5,}$/);
  const said = findings.map(({ level, what }) => `${level} ${what.replaceAll(home.path, "~")}`).join("\n");
  for (const what of [
    "error ~/.aws/config:3: source_profile = gone: there is no such profile",
    "error ~/.aws/config:7: mfa_serial = arn:aws:iam::111122223333:u2f/user/joe/key is a security key",
    'warning profile a_b has no function: aws_a_b is already the function of profile "a b"',
    "warning this shell has not loaded awsmfa",
    "warning AWS_REGION is a and AWS_DEFAULT_REGION is b",
    "note STS could not be reached, so the clock was not compared",
    "warning another awsmfa is on PATH: ~/bin/awsmfa",
  ])
    assert.ok(said.includes(what), `${what}\nis not in\n${said}`);
});

test("a clock that differs from that of STS", async () => {
  const home = makeHome(sts.awsFiles);
  sts.clock.advance(120);
  const { findings } = await doctor({ ...home.env, AWSMFA_LEFT_OUT: "" });
  sts.clock.advance(-120);
  const [clock] = findings.filter(({ what }) => what.includes("clock"));
  assert.match(
    clock?.what ?? "",
    /^this machine's clock is 1(19|20|21) s behind STS's: codes may be refused$/,
  );
  assert.is(clock?.level, "error");
});

test.run();
