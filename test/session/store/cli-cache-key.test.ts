/** Names of the AWS CLI's cache files, against botocore itself. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cliCacheKey, pythonJson } from "../../../src/session/store/cli-cache-key.ts";
import { python } from "../../profiles/oracle.ts";
import { filesOf } from "../aws-files.ts";

const role = "role_arn = arn:aws:iam::222222222222:role/dev";
const device = "mfa_serial = arn:aws:iam::111111111111:mfa/me";
const cases: Readonly<Record<string, string>> = {
  plain: `${role}\nsource_profile = base`,
  mfa: `${role}\nsource_profile = base\n${device}`,
  all: `${role}\nsource_profile = base\n${device}\nexternal_id = x y"\\\nduration_seconds = 7200\nrole_session_name = me`,
  ünïcode: `${role}\nsource_profile = base\nexternal_id = é𝄞\u007f`,
  "odd-duration": `${role}\nsource_profile = base\nduration_seconds = 1h`,
  commented: `${role} # mine\nsource_profile = base\n${device} # my phone`,
  "empty-values": `${role}\nsource_profile = base\nexternal_id =\nrole_session_name =`,
  chained: "role_arn = arn:aws:iam::333333333333:role/far\nsource_profile = mfa",
  self: `${role}\nsource_profile = self\naws_access_key_id = AKIA\naws_secret_access_key = s`,
  "in-credentials": "source_profile = base",
};
const config = [
  "[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret",
  ...Object.entries(cases).map(([name, lines]) => `[profile ${name}]\n${lines}`),
].join("\n");
const { profiles, env } = filesOf(`${config}\n`, `[in-credentials]\n${role}\n${device}\n`);

const script = `
import json, os, sys
os.environ["AWS_CONFIG_FILE"], os.environ["AWS_SHARED_CREDENTIALS_FILE"] = sys.argv[1:3]
import botocore.credentials, botocore.session
made = botocore.credentials.CachedCredentialFetcher
init = made.__init__
keys = []
def recording(self, *args, **kwargs):
    init(self, *args, **kwargs)
    keys.append(self._cache_key)
made.__init__ = recording
answer = {}
for name in json.load(sys.stdin):
    chain = botocore.session.Session(profile=name).get_component("credential_provider")
    chain.get_provider("assume-role").load()
    answer[name] = keys[-1]
print(json.dumps(answer))
`;

test("the same names as botocore's", () => {
  const known = python(["-c", "import botocore.session"]);
  if (known.status !== 0)
    return console.log("SKIP names of the AWS CLI's cache files: python3 has no botocore");
  const input = JSON.stringify(Object.keys(cases));
  const { stdout, stderr } = python(
    ["-c", script, env.AWS_CONFIG_FILE!, env.AWS_SHARED_CREDENTIALS_FILE!],
    input,
  );
  const theirs = JSON.parse(stdout || JSON.stringify(stderr));
  const ours = Object.fromEntries(
    Object.keys(cases).map((name) => [name, cliCacheKey(profiles.profiles.get(name)!)]),
  );
  assert.equal(ours, theirs);
});

test("one that was computed by the AWS CLI, for machines without it", () => {
  assert.is(cliCacheKey(profiles.profiles.get("mfa")!), "8b6914e45c291be8e7f6c82c63bf018344bd2990");
  assert.is(cliCacheKey(profiles.profiles.get("all")!), "2895c79d80353f781705ada10adbde9c22dbd36c");
});

test("none for a profile whose role the AWS CLI does not assume", () => {
  const { profiles: others } = filesOf(
    `[profile keys]\naws_access_key_id = A\n[profile web]\n${role}\nsource_profile = x\nweb_identity_token_file = f\n[profile both]\n${role}\nsource_profile = x\ncredential_source = Environment\n`,
  );
  for (const profile of others.profiles.values()) assert.is(cliCacheKey(profile), undefined, profile.name);
});

test("JSON as Python writes it", () => {
  assert.is(
    pythonJson({ a: 1, b: { c: 'é𝄞\u007f\n"\\' }, d: undefined }),
    '{"a": 1, "b": {"c": "\\u00e9\\ud834\\udd1e\\u007f\\n\\"\\\\"}}',
  );
});

test.run();
