import { test } from "uvu";
import * as assert from "uvu/assert";
import { followScript } from "../../src/migrate/sts-use.ts";

const follow = (text: string, ...args: (string | undefined)[]) =>
  followScript(text, { home: "/home/me", args });

test("constants, arguments and defaults lead to device, role, keys and region", () => {
  const use = follow(
    [
      'export ACCOUNT="111122223333" USER=joe',
      "KEY='AKIAIOSFODNN7EXAMPLE'",
      "SECRET=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      "export AWS_ACCESS_KEY_ID=$KEY AWS_SECRET_ACCESS_KEY=${SECRET} AWS_DEFAULT_REGION=eu-west-1",
      'C=$(aws sts get-session-token --serial-number "arn:aws:iam::${ACCOUNT}:mfa/$USER" --token-code $1)',
      "export AWS_ACCESS_KEY_ID=$(echo $C | cut -f 1)",
      'aws sts assume-role --role-arn "arn:aws:iam::$2:role/${3:-admin}" --role-session-name me --duration-seconds=900 --external-id x',
    ].join("\n"),
    undefined,
    "222233334444",
  );
  assert.equal(use, {
    hasDevice: true,
    serialNumber: "arn:aws:iam::111122223333:mfa/joe",
    roleArn: "arn:aws:iam::222233334444:role/admin",
    roleSessionName: "me",
    externalId: "x",
    durationSeconds: "900",
    region: "eu-west-1",
    profile: undefined,
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    keyLines: [2, 3],
  });
});

test("the lines of keys: all of a command that goes on, none of one that holds more than keys", () => {
  const call = "aws sts get-session-token --serial-number arn:aws:iam::1:mfa/a";
  const lines = (...text: string[]) => {
    const set = "export AWS_ACCESS_KEY_ID=$K AWS_SECRET_ACCESS_KEY=$S";
    return follow([...text, set, call].join("\n"))?.keyLines;
  };
  assert.equal(lines("K=AKIA1", "export \\", "  S=secret1", "A=1"), [1, 2, 3]);
  assert.equal(lines("ACCOUNT=111122223333 K=AKIA1", "S=secret1"), [2]);
});

test("what only running would tell stays unknown", () => {
  const use = follow(
    "S=$(cat serial)\naws --profile x sts assume-role --serial-number $S --role-arn $NOWHERE\n",
  );
  assert.equal(
    [use?.hasDevice, use?.serialNumber, use?.roleArn, use?.profile],
    [true, undefined, undefined, "x"],
  );
  assert.is(follow("aws s3 ls\necho aws sts\n"), undefined);
  assert.is(follow("A=1\nunset A\naws sts assume-role --role-arn $A")?.roleArn, undefined);
});

test.run();
