import { mkdirSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { examineAwsFiles } from "../../src/doctor/aws-files.ts";
import { readProfiles } from "../../src/profiles/read.ts";
import type { Profiles } from "../../src/types.ts";
import { makeHome } from "../support/home.ts";

const look = (profiles: Profiles, path: string) =>
  examineAwsFiles(profiles).map(({ what, cure }) => `${what} → ${cure}`.replaceAll(path, "~"));

test("a file that cannot be read: the cure is that of the reason", () => {
  const { path } = makeHome({ config: "[default]\n" });
  const credentials = `${path}/.aws/credentials`;
  mkdirSync(credentials);
  assert.equal(look(readProfiles({}, path), path), [
    "the credentials file ~/.aws/credentials cannot be read: not a regular file → move it away and make a file in its place: ls -ld '~/.aws/credentials' shows what it is, or correct the variable that names it",
  ]);
  symlinkSync("a", `${path}/b`);
  symlinkSync("b", `${path}/a`);
  const around = { AWS_SHARED_CREDENTIALS_FILE: `${path}/a` };
  assert.equal(look(readProfiles(around, path), path), [
    "the credentials file ~/a cannot be read: its links lead round in a circle → mend the link: ls -l '~/a' shows where it leads, or correct the variable that names it",
  ]);
  const far = { AWS_SHARED_CREDENTIALS_FILE: `${path}/${"a".repeat(300)}` };
  assert.match(
    look(readProfiles(far, path), path).join("\n"),
    /: ENAMETOOLONG → correct the variable that names it$/,
  );
  // Nothing is closed to root, who may run this.
  const closed = { path: credentials, state: "unreadable", reason: "x", obstacle: "EACCES" } as const;
  assert.equal(look({ ...readProfiles({}, path), credentials: closed, notices: [] }, path), [
    "x → chmod u+r '~/.aws/credentials', or correct the variable that names it",
  ]);
});

test.run();
