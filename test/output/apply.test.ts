import { test } from "uvu";
import * as assert from "uvu/assert";
import { applyEnvChange } from "../../src/output/apply.ts";
import { toEnvChange, toSelection, unsetsChange } from "../../src/output/env-change.ts";

const credentials = {
  accessKeyId: "ASIA1",
  secretAccessKey: "s",
  sessionToken: "t",
  expiration: new Date("2026-11-21T10:00:00.123Z"),
};
const acc1 = toEnvChange({ profile: "acc1", credentials, region: { value: "eu-west-1", fallback: false } });
const acc2 = toEnvChange({ profile: "acc2", credentials, region: { value: "us-east-2", fallback: false } });
const regionless = toEnvChange({ profile: "acc3", credentials });
const fallback = toEnvChange({
  profile: "acc4",
  credentials,
  region: { value: "ap-south-1", fallback: true },
});
const run = (env: Record<string, string>, ...changes: (typeof acc1)[]) => changes.reduce(applyEnvChange, env);

test("a switch sets what SPEC §7 lists, and nothing else", () => {
  assert.equal(run({ HOME: "/h" }, acc1), {
    HOME: "/h",
    AWS_ACCESS_KEY_ID: "ASIA1",
    AWS_SECRET_ACCESS_KEY: "s",
    AWS_SESSION_TOKEN: "t",
    AWS_CREDENTIAL_EXPIRATION: "2026-11-21T10:00:00Z",
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
    AWSMFA_REGION: "eu-west-1",
    AWSMFA_PROFILE: "acc1",
    AWSUME_PROFILE: "acc1",
    AWSMFA_WAS_AWS_PROFILE: "-",
    AWSMFA_WAS_AWS_DEFAULT_PROFILE: "-",
    AWSMFA_WAS_AWS_REGION: "-",
    AWSMFA_WAS_AWS_DEFAULT_REGION: "-",
  });
});

test("long-term keys leave no token and no expiry of another session beside them", () => {
  const keys = toEnvChange({ profile: "k", credentials: { accessKeyId: "AKIA", secretAccessKey: "s" } });
  const env = run({ AWS_SECURITY_TOKEN: "old", AWS_SESSION_EXPIRATION: "old" }, acc1, keys);
  assert.is(env.AWS_ACCESS_KEY_ID, "AKIA");
  for (const name of [
    "AWS_SESSION_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_EXPIRATION",
  ]) {
    assert.is(env[name], undefined, name);
  }
});

test("profile and region come back, however many switches lie between; unset and empty are told apart", () => {
  const env = { AWS_PROFILE: "me", AWS_REGION: "", AWS_DEFAULT_REGION: "mine" };
  assert.equal(run(env, acc1, acc2, regionless, fallback, acc1, unsetsChange()), env);
  assert.equal(run(env, acc1, unsetsChange(), unsetsChange()), env);
});

test("a second switch leaves nothing of the first: its region goes where the second has none", () => {
  assert.is(run({}, acc1, regionless).AWS_REGION, undefined);
  assert.is(run({ AWS_REGION: "mine" }, acc1, regionless).AWS_REGION, "mine");
});

test("a region of the person's own beats a fallback, in either variable", () => {
  assert.is(run({}, fallback).AWS_REGION, "ap-south-1");
  assert.is(run({ AWS_REGION: "mine" }, fallback).AWS_REGION, "mine");
  const env = run({ AWS_DEFAULT_REGION: "mine" }, acc1, fallback);
  assert.equal([env.AWS_REGION, env.AWS_DEFAULT_REGION, env.AWSMFA_REGION], [undefined, "mine", undefined]);
});

test("a region changed since the switch stays, through unsets and as what the next switch saves", () => {
  const changed = { ...run({ AWS_REGION: "old" }, acc1), AWS_REGION: "new" };
  assert.is(run(changed, unsetsChange()).AWS_REGION, "new");
  assert.is(run(changed, acc2, unsetsChange()).AWS_REGION, "new");
});

test("a profile chosen since the switch is what comes back", () => {
  const chosen = { ...run({ AWS_PROFILE: "old" }, acc1), AWS_PROFILE: "new" };
  assert.is(run(chosen, unsetsChange()).AWS_PROFILE, "new");
  assert.is(run(chosen, acc2).AWS_PROFILE, undefined);
  assert.is(run(chosen, acc2, unsetsChange()).AWS_PROFILE, "new");
});

test("an empty AWS_PROFILE is saved as such and never given back: botocore would look for it", () => {
  const env = run({ AWS_PROFILE: "" }, acc1, acc2);
  assert.is(env.AWSMFA_WAS_AWS_PROFILE, "+");
  assert.equal(run(env, unsetsChange()), {});
});

test("unsets without a switch clears the credentials, whoever set them, and nothing else", () => {
  const theirs = { AWS_PROFILE: "", AWS_REGION: "r", AWS_CA_BUNDLE: "/x" };
  assert.equal(
    run(
      { ...theirs, AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_SECURITY_TOKEN: "c" },
      unsetsChange(),
    ),
    theirs,
  );
});

test("a selected profile is ours: it goes with the next switch and with unsets, unless the person chose another since", () => {
  const selected = toSelection({
    profile: "acc1",
    standIn: "acc1-mfa",
    region: { value: "r", fallback: false },
  });
  const env = run({ AWS_PROFILE: "me" }, acc2, selected);
  assert.equal([env.AWS_PROFILE, env.AWSMFA_PROFILE, env.AWS_ACCESS_KEY_ID], ["acc1-mfa", "acc1", undefined]);
  assert.is(run(env, acc2).AWS_PROFILE, undefined);
  for (const changes of [
    [unsetsChange()],
    [acc2, unsetsChange()],
    [selected, acc1, selected, unsetsChange()],
  ])
    assert.equal(run(env, ...changes), { AWS_PROFILE: "me" });
  assert.equal(run({}, selected, unsetsChange()), {});
  assert.equal(run({ ...env, AWS_PROFILE: "new" }, unsetsChange()), { AWS_PROFILE: "new" });
});

test("the given environment is left as it was", () => {
  const env = Object.freeze({ AWS_PROFILE: "me" });
  applyEnvChange(env, acc1);
  assert.equal(env, { AWS_PROFILE: "me" });
});

test.run();
