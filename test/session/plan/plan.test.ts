/** SPEC §3, row by row: situation → steps. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { AwsmfaError, ExitCode } from "../../../src/errors.ts";
import { type PlanRequest, planSession } from "../../../src/session/plan/plan.ts";
import type { SessionPlan, Step } from "../../../src/session/plan/step.ts";
import type { Env } from "../../../src/types.ts";
import { filesOf } from "../aws-files.ts";

const device = "arn:aws:iam::111122223333:mfa/dev";
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const keys = (name: string, more = "") =>
  `[profile ${name}]\naws_access_key_id = AKIA${name}\naws_secret_access_key = secret\n${more}\n`;
const bastion = keys("bastion", `mfa_serial = ${device}`);
const over = (name: string, source: string, more = "") =>
  `[profile ${name}]\nrole_arn = ${role(name)}\nsource_profile = ${source}\n${more}\n`;

function plan(config: string, profile?: string, more: Partial<PlanRequest> = {}): SessionPlan {
  const { profiles, folder } = filesOf(config);
  return planSession(profiles, { profile, env: {}, home: folder, ...more });
}

/** A step in a few words: what it does, with what code, for how long. */
function word(step: Step): string {
  switch (step.kind) {
    case "keys":
      return `${step.accessKeyId}${step.temporary ? " temporary" : ""}`;
    case "provider":
      return step.provider;
    case "get-session-token":
      return `base ${step.serialNumber === device ? "code" : step.serialNumber} ${step.durationSeconds}${step.conditional ? " perhaps" : ""}`;
    case "assume-role":
      return `${step.roleArn.replace(/^.*role\//, "role ")}${step.serialNumber ? " code" : ""} ${step.durationSeconds}`;
  }
}

const words = (steps: readonly Step[] | undefined) => steps?.map(word);

interface Row {
  readonly what: string;
  readonly config: string;
  readonly profile?: string;
  readonly env?: Env;
  readonly durationSeconds?: number;
  readonly steps: readonly string[];
  readonly hourNow?: readonly string[];
  readonly notices?: RegExp;
}

const sso = "sso_start_url = https://x/start\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r";
const temporary = keys("temp", "aws_session_token = t\nexpiration = 2030-01-31 12:00:00");
const envKeys = { AWS_ACCESS_KEY_ID: "AKIAenv", AWS_SECRET_ACCESS_KEY: "s" };

const rows: readonly Row[] = [
  {
    what: "keys + mfa_serial",
    config: bastion,
    profile: "bastion",
    steps: ["AKIAbastion", "base code 43200"],
  },
  {
    what: "keys without mfa_serial: as they are, with a warning",
    config: keys("plain"),
    profile: "plain",
    steps: ["AKIAplain"],
    notices: /no MFA protects .*add mfa_serial to profile plain/,
  },
  { what: "temporary keys: as they are", config: temporary, profile: "temp", steps: ["AKIAtemp temporary"] },
  {
    what: "temporary keys with mfa_serial never reach GetSessionToken",
    config: keys("temp", `aws_session_token = t\nmfa_serial = ${device}`),
    profile: "temp",
    steps: ["AKIAtemp temporary"],
  },
  {
    what: "a role that asks for MFA over temporary keys carries the code itself",
    config: temporary + over("r", "temp", `mfa_serial = ${device}`),
    profile: "r",
    steps: ["AKIAtemp temporary", "role r code 3600"],
  },
  {
    what: "over temporary keys the first hop carries the code, whichever role asks",
    config: temporary + over("r", "temp") + over("s", "r", `mfa_serial = ${device}`),
    profile: "s",
    steps: ["AKIAtemp temporary", "role r code 3600", "role s 3600"],
  },
  {
    what: "a role that asks for no MFA over temporary keys takes no code, whatever the keys' profile says",
    config: keys("temp", `aws_session_token = t\nmfa_serial = ${device}`) + over("r", "temp"),
    profile: "r",
    steps: ["AKIAtemp temporary", "role r 3600"],
  },
  {
    what: "a long role over temporary keys is capped",
    config: temporary + over("r", "temp", "duration_seconds = 7200"),
    profile: "r",
    steps: ["AKIAtemp temporary", "role r 3600"],
  },
  {
    what: "no profile named, keys and AWS_MFA_SERIAL in the environment",
    config: keys("default"),
    env: { ...envKeys, AWS_MFA_SERIAL: device },
    steps: ["AKIAenv", "base code 43200"],
  },
  {
    what: "what our own switch put into the environment is no source",
    config: bastion,
    env: { ...envKeys, AWS_MFA_SERIAL: device, AWSMFA_PROFILE: "bastion" },
    steps: ["AKIAbastion", "base code 43200"],
  },
  {
    what: "temporary keys in the environment never reach GetSessionToken",
    config: "",
    env: { ...envKeys, AWS_SESSION_TOKEN: "t", AWS_MFA_SERIAL: device },
    steps: ["AKIAenv temporary"],
  },
  {
    what: "role, MFA, an hour: the base session first",
    config: bastion + over("acc1", "bastion"),
    profile: "acc1",
    steps: ["AKIAbastion", "base code 43200", "role acc1 3600"],
  },
  {
    what: "role, its own mfa_serial",
    config: keys("user") + over("acc1", "user", `mfa_serial = ${device}`),
    profile: "acc1",
    steps: ["AKIAuser", "base code 43200", "role acc1 3600"],
  },
  {
    what: "a role's own mfa_serial counts before its source's",
    config: keys("user", "mfa_serial = other-device") + over("acc1", "user", `mfa_serial = ${device}`),
    profile: "acc1",
    steps: ["AKIAuser", "base code 43200", "role acc1 3600"],
  },
  {
    what: "AWS_MFA_SERIAL beats mfa_serial",
    config: bastion + over("acc1", "bastion"),
    profile: "acc1",
    env: { AWS_MFA_SERIAL: "GAHT1234" },
    steps: ["AKIAbastion", "base GAHT1234 43200", "role acc1 3600"],
  },
  {
    what: "role, MFA, longer than an hour: the code in the very call, an hour by the base session as the other way",
    config: bastion + over("long", "bastion", "duration_seconds = 7200"),
    profile: "long",
    steps: ["AKIAbastion", "role long code 7200"],
    hourNow: ["AKIAbastion", "base code 43200", "role long 3600"],
  },
  {
    what: "--duration beats duration_seconds, and AWS_MFA_TTL is the base session's alone",
    config: bastion + over("long", "bastion", "duration_seconds = 7200"),
    profile: "long",
    durationSeconds: 1800,
    env: { AWS_MFA_TTL: "7200" },
    steps: ["AKIAbastion", "base code 7200", "role long 1800"],
  },
  {
    what: "--duration over an hour takes the long way too",
    config: bastion + over("acc1", "bastion"),
    profile: "acc1",
    durationSeconds: 43200,
    steps: ["AKIAbastion", "role acc1 code 43200"],
    hourNow: ["AKIAbastion", "base code 43200", "role acc1 3600"],
  },
  {
    what: "--duration is the base session's where no role was asked for",
    config: bastion,
    profile: "bastion",
    durationSeconds: 129600,
    env: { AWS_MFA_TTL: "7200" },
    steps: ["AKIAbastion", "base code 129600"],
  },
  {
    what: "a role over a role: later hops last an hour at most, and the person hears of it",
    config: keys("user") + over("one", "user", "duration_seconds = 7200") + over("two", "one"),
    profile: "two",
    durationSeconds: 7200,
    steps: ["AKIAuser", "role one 7200", "role two 3600"],
    notices: /will last 3600 s: .*7200 s wanted, capped at 3600/,
  },
  {
    what: "three roles over MFA: one code, at the beginning",
    config:
      bastion + over("one", "bastion") + over("two", "one", `mfa_serial = ${device}`) + over("three", "two"),
    profile: "three",
    steps: ["AKIAbastion", "base code 43200", "role one 3600", "role two 3600", "role three 3600"],
  },
  {
    what: "a role without MFA anywhere, however long",
    config: keys("user") + over("acc1", "user", "duration_seconds = 43200"),
    profile: "acc1",
    steps: ["AKIAuser", "role acc1 43200"],
  },
  {
    what: "credential_process alone",
    config: "[profile p]\ncredential_process = x\n",
    profile: "p",
    steps: ["credential_process"],
  },
  {
    what: "credential_process + MFA: whether a base session is due shows later",
    config: `[profile p]\ncredential_process = x\nmfa_serial = ${device}\n${over("r", "p")}`,
    profile: "r",
    steps: ["credential_process", "base code 43200 perhaps", "role r 3600"],
  },
  {
    what: "…and where the role itself asks for MFA, it carries the code if the keys are temporary",
    config: `[profile p]\ncredential_process = x\n${over("r", "p", `mfa_serial = ${device}`)}`,
    profile: "r",
    steps: ["credential_process", "base code 43200 perhaps", "role r code 3600"],
  },
  {
    what: "SSO gives sessions only",
    config: `[profile s]\n${sso}\nmfa_serial = ${device}\n${over("r", "s", "duration_seconds = 7200")}`,
    profile: "r",
    steps: ["sso", "role r 3600"],
  },
  {
    what: "login_session",
    config: "[profile l]\nlogin_session = arn:x\n",
    profile: "l",
    steps: ["login_session"],
  },
  {
    what: "source_profile naming itself",
    config: keys("self", `role_arn = ${role("self")}\nsource_profile = self\nmfa_serial = ${device}`),
    profile: "self",
    steps: ["AKIAself", "base code 43200", "role self 3600"],
  },
  {
    what: "keys of the environment as credential_source",
    config: `[profile e]\nrole_arn = ${role("e")}\ncredential_source = Environment\nmfa_serial = ${device}\n`,
    profile: "e",
    env: envKeys,
    steps: ["AKIAenv", "base code 43200", "role e 3600"],
  },
  {
    what: "a security key does not matter where no code is asked for",
    config: keys("temp", "aws_session_token = t\nmfa_serial = arn:aws:iam::1:u2f/user/x/y"),
    profile: "temp",
    steps: ["AKIAtemp temporary"],
  },
];

for (const { what, config, profile, env = {}, durationSeconds, steps, hourNow, notices } of rows) {
  test(what, () => {
    const made = plan(config, profile, { env, durationSeconds });
    assert.equal(words(made.steps), steps);
    assert.equal(words(made.hourNow), hourNow);
    const told = made.notices.map(({ message }) => message).join("\n");
    if (notices) assert.match(told, notices);
    else assert.is(told, "");
    assert.ok(made.steps.every(({ reason }) => reason !== ""));
  });
}

const wrong: readonly (readonly [
  what: string,
  config: string,
  profile: string,
  message: RegExp,
  more?: Partial<PlanRequest>,
])[] = [
  ["an unknown profile", bastion, "bastoin", /^there is no profile bastoin; did you mean bastion\?$/],
  ["never default instead", keys("default"), "nowhere", /there is no profile nowhere/],
  [
    "a missing source",
    over("r", "bastoin") + bastion,
    "r",
    /config:3: source_profile = bastoin: .*did you mean bastion/,
  ],
  ["a loop", over("a", "b") + over("b", "a"), "a", /config:7: source_profile goes in a circle.*a → b → a/],
  [
    "no ARN",
    `${keys("k")}[profile r]\nsource_profile = k\nrole_arn = Admin\n`,
    "r",
    /config:7: role_arn = Admin is not/,
  ],
  [
    "a user's ARN",
    `${keys("k")}[profile r]\nsource_profile = k\nrole_arn = arn:aws:iam::1:user/x\n`,
    "r",
    /config:7: role_arn/,
  ],
  [
    "an empty role_arn",
    `${keys("k")}[profile r]\nsource_profile = k\nrole_arn =\n`,
    "r",
    /config:7: role_arn = {2}is not/,
  ],
  [
    "too short",
    bastion + over("r", "bastion", "duration_seconds = 899"),
    "r",
    /config:8: duration_seconds = 899: a role session lasts 900 to 43200/,
  ],
  [
    "too long",
    bastion + over("r", "bastion", "duration_seconds = 43201"),
    "r",
    /config:8: duration_seconds = 43201/,
  ],
  [
    "no number",
    bastion + over("r", "bastion", "duration_seconds = 1h"),
    "r",
    /config:8: duration_seconds = 1h: not a number/,
  ],
  [
    "on a hop behind, too",
    bastion + over("r", "bastion", "duration_seconds = 0") + over("s", "r"),
    "s",
    /config:8: duration_seconds = 0/,
  ],
  ["AWS_MFA_TTL", bastion, "bastion", /^AWS_MFA_TTL = 12h: not a number/, { env: { AWS_MFA_TTL: "12h" } }],
  [
    "AWS_MFA_TTL out of range",
    bastion,
    "bastion",
    /^AWS_MFA_TTL 100: a base session lasts 900 to 129600/,
    { env: { AWS_MFA_TTL: "100" } },
  ],
  [
    "a security key",
    keys("k", "mfa_serial = arn:aws:iam::1:u2f/user/x/y"),
    "k",
    /config:4: mfa_serial = .*security key/,
  ],
  [
    "a security key by variable",
    keys("k"),
    "k",
    /^AWS_MFA_SERIAL = .*security key/,
    { env: { AWS_MFA_SERIAL: "arn:aws:iam::1:u2f/x" } },
  ],
  ["no credentials", "[profile x]\nregion = eu-west-1\n", "x", /config:1: profile x has no credentials/],
  [
    "a missing services section",
    keys("k", `mfa_serial = ${device}\nservices = nope`),
    "k",
    /config:5: services = nope: there is no \[services nope\]/,
  ],
  [
    "an endpoint that is none",
    keys("k", `mfa_serial = ${device}\nendpoint_url = localhost:80`),
    "k",
    /config:5: endpoint_url = localhost:80: not an http/,
  ],
  [
    "a region that is none",
    keys("k", `mfa_serial = ${device}\nregion = evil.example/`),
    "k",
    /config:5: region = evil.example\/: not a region/,
  ],
  [
    "an open quote",
    "[profile p]\ncredential_process = a 'b\n",
    "p",
    /config:2: credential_process has an open quote/,
  ],
  [
    "an open quote in mfa_process",
    `${bastion}mfa_process = "x\n`,
    "bastion",
    /config:5: mfa_process has an open quote/,
  ],
  [
    "an sso-session that is missing",
    "[profile p]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n",
    "p",
    /config:2: sso_session = s: there is no/,
  ],
  [
    "tags that are none",
    keys("k") + over("r", "k", "session_tags = a"),
    "r",
    /config:8: session_tags: a is no tag/,
  ],
  [
    "our own session as credential_source",
    `[profile e]\nrole_arn = ${role("e")}\ncredential_source = Environment\n`,
    "e",
    /config:3: credential_source = Environment, but its keys are awsmfa's own/,
    { env: { ...envKeys, AWSMFA_PROFILE: "e" } },
  ],
];

for (const [what, config, profile, message, more] of wrong) {
  test(`refused, naming the place: ${what}`, () => {
    assert.throws(
      () => plan(config, profile, more),
      (error: AwsmfaError) => {
        assert.instance(error, AwsmfaError);
        assert.is(error.exitCode, ExitCode.config);
        assert.match(error.message, message);
        assert.not.match(error.message, /secret\b(?!_)|\n/);
        return true;
      },
    );
  });
}

test("--duration out of range is wrong usage", () => {
  for (const seconds of [899, 43_201]) {
    const asked = () => plan(bastion + over("r", "bastion"), "r", { durationSeconds: seconds });
    assert.throws(
      asked,
      (error: AwsmfaError) => error.exitCode === ExitCode.usage && /--duration/.test(error.message),
    );
  }
});

test("a file that is missing, or cannot be understood, is told apart from a slip of the pen", () => {
  const { profiles, folder } = filesOf();
  const none = () => planSession(profiles, { profile: "x", env: {}, home: folder });
  assert.throws(none, /neither .*config nor .*credentials exists/);
});

test("an unknown profile that a variable names: the variable is told", () => {
  const { profiles, folder } = filesOf(bastion);
  const named = () => planSession(profiles, { env: { AWS_PROFILE: "gone" }, home: folder });
  assert.throws(named, /there is no profile gone, which AWS_PROFILE names; /);
});

test("a role session carries every parameter of its profile", () => {
  const config =
    keys("k") +
    over(
      "r",
      "k",
      "external_id = e\nrole_session_name = n\nsource_identity = i\nsession_tags = a=1, b = x=y\ntransitive_session_tags = a,b",
    );
  const step = plan(config, "r").steps.at(-1)!;
  assert.is(step.kind, "assume-role");
  const { externalId, roleSessionName, sourceIdentity, tags, transitiveTagKeys } = step as Extract<
    Step,
    { kind: "assume-role" }
  >;
  assert.equal(
    { externalId, roleSessionName, sourceIdentity, tags, transitiveTagKeys },
    {
      externalId: "e",
      roleSessionName: "n",
      sourceIdentity: "i",
      tags: [
        { key: "a", value: "1" },
        { key: "b", value: "x=y" },
      ],
      transitiveTagKeys: ["a", "b"],
    },
  );
});

test("a role named on the command line is one hop more, over what the profile gives", () => {
  const config = bastion + over("acc1", "bastion");
  const byArn = plan(config, "acc1", { role: { roleArn: role("other"), externalId: "e" } });
  assert.equal(words(byArn.steps), ["AKIAbastion", "base code 43200", "role acc1 3600", "role other 3600"]);
  const byName = plan(config, "bastion", {
    role: { accountId: "999999999999", roleName: "Admin" },
    durationSeconds: 7200,
  });
  assert.equal(words(byName.steps), ["AKIAbastion", "role Admin code 7200"]);
  assert.equal(words(byName.hourNow), ["AKIAbastion", "base code 43200", "role Admin 3600"]);
  const china = keys("cn", "region = cn-north-1");
  const made = plan(china, "cn", { role: { accountId: "1", roleName: "x" } }).steps.at(-1)!;
  assert.is(made.kind === "assume-role" && made.roleArn, "arn:aws-cn:iam::1:role/x");
  const named = plan(keys("k", "mfa_serial = arn:aws:iam::1:mfa/alfido.rossi"), "k");
  assert.equal(words(named.steps), ["AKIAk", "base arn:aws:iam::1:mfa/alfido.rossi 43200"]);
  const gov = keys("gov", "mfa_serial = arn:aws-us-gov:iam::1:mfa/x");
  const byDevice = plan(gov, "gov", { role: { accountId: "1", roleName: "x" } }).steps.at(-1)!;
  assert.is(byDevice.kind === "assume-role" && byDevice.roleArn, "arn:aws-us-gov:iam::1:role/x");
});

test("mfa_process of a source profile serves the role over it, and only where a code is asked for", () => {
  const config = `${bastion}mfa_process = get code\n${over("r", "bastion")}`;
  assert.is(plan(config, "r").mfaProcess?.command, "get code");
  assert.is(plan(`${keys("k")}mfa_process = get code\n`, "k").mfaProcess, undefined);
});

test("a token in the other file is not that of the keys: the AWS CLI reads a pair and its token from one file", () => {
  const { profiles, folder } = filesOf(
    "[profile k]\naws_session_token = stale\n",
    "[k]\naws_access_key_id = a\naws_secret_access_key = s\n",
  );
  const made = planSession(profiles, { profile: "k", env: {}, home: folder });
  assert.equal(words(made.steps), ["a"]);
  assert.match(made.notices[0]!.message, /passed over/);
});

test("keys in the credentials file count before credential_process, keys in the config file after it", () => {
  const pair = "aws_access_key_id = a\naws_secret_access_key = s\n";
  const process = "[profile k]\ncredential_process = x\n";
  const first = (config: string, credentials?: string) => {
    const { profiles, folder } = filesOf(config, credentials);
    return words(planSession(profiles, { profile: "k", env: {}, home: folder }).steps);
  };
  assert.equal(first(process, `[k]\n${pair}`), ["a"]);
  assert.equal(first(process + pair), ["credential_process"]);
});

test("when temporary keys say until when they last, the plan knows", () => {
  const [step] = plan(temporary, "temp").steps;
  assert.is(step!.kind === "keys" && step!.expiration?.toISOString(), "2030-01-31T12:00:00.000Z");
});

test.run();
