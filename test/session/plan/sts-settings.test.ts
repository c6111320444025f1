import { test } from "uvu";
import * as assert from "uvu/assert";
import { planSession } from "../../../src/session/plan/plan.ts";
import type { Env, StsSettings } from "../../../src/types.ts";
import { filesOf } from "../aws-files.ts";

/** Settings of every STS call in the plan of `[profile x]`, in order. */
function settings(config: string, env: Env = {}, profile = "x"): StsSettings[] {
  const { profiles, folder } = filesOf(config);
  return planSession(profiles, { profile, env, home: folder }).steps.flatMap((step) =>
    "sts" in step ? [step.sts] : [],
  );
}

const keys = (more = "", name = "x") =>
  `[profile ${name}]\naws_access_key_id = a\naws_secret_access_key = s\nmfa_serial = device\n${more}\n`;
const roleOver = (more = "", partition = "aws") =>
  `[profile x]\nrole_arn = arn:${partition}:iam::1:role/r\nsource_profile = k\n${more}\n`;

const regions: readonly (readonly [what: string, config: string, env: Env, regions: readonly string[]])[] = [
  ["nothing named", keys(), {}, ["us-east-1"]],
  ["its own", keys("region = eu-west-1"), {}, ["eu-west-1"]],
  ["its own beats AWS_REGION", keys("region = eu-west-1"), { AWS_REGION: "us-west-2" }, ["eu-west-1"]],
  ["the user's", keys(), { AWS_REGION: "us-west-2" }, ["us-west-2"]],
  [
    "the user's beats [default]'s",
    `${keys()}[default]\nregion = eu-west-3\n`,
    { AWS_DEFAULT_REGION: "us-west-2" },
    ["us-west-2"],
  ],
  ["[default]'s", `${keys()}[default]\nregion = eu-west-3\n`, {}, ["eu-west-3"]],
  [
    "what a switch set is nobody's",
    keys(),
    { AWS_REGION: "eu-west-1", AWSMFA_REGION: "eu-west-1", AWSMFA_WAS_AWS_REGION: "-" },
    ["us-east-1"],
  ],
  [
    "the source's, for the role",
    roleOver() + keys("region = eu-west-1", "k"),
    {},
    ["eu-west-1", "eu-west-1"],
  ],
  [
    "the base session's is never the role's",
    roleOver("region = ap-south-1") + keys("region = eu-west-1", "k"),
    {},
    ["eu-west-1", "ap-south-1"],
  ],
  [
    "the base session's is never the role's, even alone",
    roleOver("region = ap-south-1") + keys("", "k"),
    {},
    ["us-east-1", "ap-south-1"],
  ],
  ["China without a region", roleOver("", "aws-cn") + keys("", "k"), {}, ["cn-north-1", "cn-north-1"]],
  [
    "GovCloud without a region",
    roleOver("", "aws-us-gov") + keys("", "k"),
    {},
    ["us-gov-west-1", "us-gov-west-1"],
  ],
  [
    "a region of another partition that is not the role's own is passed over",
    roleOver("", "aws-cn") + keys("region = cn-northwest-1", "k"),
    { AWS_REGION: "us-east-1" },
    ["cn-northwest-1", "cn-northwest-1"],
  ],
];

for (const [what, config, env, expected] of regions) {
  test(`region: ${what}`, () =>
    assert.equal(
      settings(config, env).map(({ region }) => region),
      expected,
    ));
}

const services =
  "[services s]\nsts =\n  endpoint_url = https://section\nec2 =\n  endpoint_url = https://ec2\n";
const everyEndpoint = keys("services = s\nendpoint_url = https://profile") + services;

const endpoints: readonly (readonly [what: string, config: string, env: Env, url: string | undefined])[] = [
  ["none", keys(), {}, undefined],
  [
    "AWS_ENDPOINT_URL_STS first",
    everyEndpoint,
    { AWS_ENDPOINT_URL_STS: "https://sts", AWS_ENDPOINT_URL: "https://all" },
    "https://sts",
  ],
  ["AWS_ENDPOINT_URL", everyEndpoint, { AWS_ENDPOINT_URL: "https://all" }, "https://all"],
  ["the services section", everyEndpoint, {}, "https://section"],
  ["endpoint_url", keys("endpoint_url = http://127.0.0.1:8000/x"), {}, "http://127.0.0.1:8000/x"],
  [
    "a section without sts",
    keys("services = s\nendpoint_url = https://profile") + services.replace("sts =", "s3 ="),
    {},
    "https://profile",
  ],
  ["an empty variable is none", everyEndpoint, { AWS_ENDPOINT_URL_STS: "" }, "https://section"],
  [
    "ignored by variable",
    everyEndpoint,
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL: "https://all" },
    undefined,
  ],
  [
    "ignored by setting",
    keys("endpoint_url = https://profile\nignore_configured_endpoint_urls = True"),
    {},
    undefined,
  ],
  ["[default]'s is for [default]", `${keys()}[default]\nendpoint_url = https://default\n`, {}, undefined],
];

for (const [what, config, env, url] of endpoints) {
  test(`endpoint: ${what}`, () => assert.is(settings(config, env)[0]!.endpointUrl, url));
}

test("the base session is opened at the endpoint of the profile that holds the key, the role at its own", () => {
  const config = roleOver("endpoint_url = https://role") + keys("endpoint_url = https://key", "k");
  assert.equal(
    settings(config).map(({ endpointUrl }) => endpointUrl),
    ["https://key", "https://role"],
  );
});

test("keys from the environment use [default]'s endpoint", () => {
  const { profiles, folder } = filesOf("[default]\nregion = eu-west-3\nendpoint_url = https://default\n");
  const env = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "s", AWS_MFA_SERIAL: "device" };
  const [, base] = planSession(profiles, { env, home: folder }).steps;
  assert.equal(base!.kind === "get-session-token" && [base!.sts.region, base!.sts.endpointUrl], [
    "eu-west-3",
    "https://default",
  ]);
});

test("FIPS, dual-stack, legacy endpoints and the bundle: the variable, else the setting", () => {
  const config = keys(
    "use_fips_endpoint = TRUE\nuse_dualstack_endpoint = false\nsts_regional_endpoints = legacy\nca_bundle = ~/ca.pem",
  );
  const [plain] = settings(config);
  assert.equal([plain!.useFips, plain!.useDualstack, plain!.regionalEndpoints], [true, false, "legacy"]);
  assert.match(plain!.caBundle!, /^\/.*\/ca\.pem$/);
  const [other] = settings(config, {
    AWS_USE_FIPS_ENDPOINT: "false",
    AWS_USE_DUALSTACK_ENDPOINT: "true",
    AWS_STS_REGIONAL_ENDPOINTS: "regional",
    AWS_CA_BUNDLE: "/other.pem",
  });
  assert.equal(
    [other!.useFips, other!.useDualstack, other!.regionalEndpoints, other!.caBundle],
    [false, true, "regional", "/other.pem"],
  );
});

test("an unknown kind of regional endpoints is refused with its place", () => {
  assert.throws(
    () => settings(keys("sts_regional_endpoints = local")),
    /config:5: sts_regional_endpoints = local: must be/,
  );
  assert.throws(
    () => settings(keys(), { AWS_STS_REGIONAL_ENDPOINTS: "x" }),
    /^AWS_STS_REGIONAL_ENDPOINTS = x: must be/,
  );
});

test("the region a switch sets does not depend on the person's variables", () => {
  const { profiles, folder } = filesOf(roleOver() + keys("region = eu-west-1", "k"));
  const regionIn = (env: Env, profile: string) =>
    planSession(profiles, { profile, env, home: folder }).region;
  for (const env of [{}, { AWS_REGION: "us-west-2" }]) {
    assert.equal({ ...regionIn(env, "x"), origin: 0 }, { value: "eu-west-1", fallback: true, origin: 0 });
    assert.equal({ ...regionIn(env, "k"), origin: 0 }, { value: "eu-west-1", fallback: false, origin: 0 });
  }
});

test.run();
