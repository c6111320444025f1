/** Random profiles, planned by us and followed by botocore: the same calls, signers and parameters, or an error on both sides. */
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { planSession } from "../../src/session/plan/plan.ts";
import type { Step } from "../../src/session/plan/step.ts";
import { python } from "../profiles/oracle.ts";
import { filesOf } from "./aws-files.ts";

interface Files {
  readonly config: string;
  readonly credentials: string;
  readonly profile: string;
}

type Answer =
  | { readonly calls: unknown[]; readonly end: string; readonly token: boolean }
  | { readonly error: string };

/** The same numbers in every run (mulberry32), so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const names = ["A", "B", "C", "D"];

function randomFiles(seed: number): Files {
  const below = numbers(seed);
  const sections = { config: "", credentials: "" };
  for (const name of names) {
    const lines: Record<keyof typeof sections, string[]> = { config: [], credentials: [] };
    const put = (text: string) => lines[below(2) ? "config" : "credentials"].push(text);
    if (below(3)) put(`role_arn = arn:aws:iam::123456789012:role/${name}`);
    if (below(4)) put(`source_profile = ${["A", "B", "C", "D", "missing"][below(below(4) ? 4 : 5)]}`);
    if (below(12) === 0) put("credential_source = Nonsense");
    if (below(3) === 0) put(`external_id = external ${name}`);
    if (below(3) === 0) put(`role_session_name = ${name}-session`);
    if (below(5) === 0) put(`duration_seconds = ${900 + below(2700)}`);
    if (below(8) === 0)
      put(
        `credential_process = printf '{"Version":1,"AccessKeyId":"process ${name}","SecretAccessKey":"s"}'`,
      );
    for (const place of ["config", "credentials"] as const) {
      if (below(5)) continue;
      const keys = [`aws_access_key_id = ${place}-${name}`, "aws_secret_access_key = s"];
      if (below(10) === 0) keys.pop();
      lines[place].push(...keys);
      if (below(4) === 0) lines[place].push("aws_session_token = t");
    }
    if (lines.config.length > 0) sections.config += `[profile ${name}]\n${lines.config.join("\n")}\n`;
    if (lines.credentials.length > 0) sections.credentials += `[${name}]\n${lines.credentials.join("\n")}\n`;
  }
  return { ...sections, profile: "A" };
}

function ours({ config, credentials, profile }: Files): Answer {
  const { profiles, folder } = filesOf(config, credentials);
  try {
    return answerOf(planSession(profiles, { profile, env: {}, home: folder }).steps);
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function answerOf([first, ...roles]: readonly Step[]): Answer {
  const start =
    first!.kind === "keys"
      ? first!.accessKeyId
      : /"AccessKeyId":"([^"]*)"/.exec((first as { detail: string }).detail)![1]!;
  const calls = roles.map((step, at) => [at === 0 ? start : `call ${at}`, parameters(step)]);
  const token = roles.length > 0 || (first!.kind === "keys" && first!.temporary);
  return { calls, end: roles.length > 0 ? `call ${roles.length}` : start, token };
}

function parameters(step: Step): unknown {
  if (step.kind !== "assume-role") return step.kind;
  const configured = step.durationOrigin ? { DurationSeconds: step.durationSeconds } : {};
  return JSON.parse(
    JSON.stringify({
      RoleArn: step.roleArn,
      RoleSessionName: step.roleSessionName,
      ExternalId: step.externalId,
      ...configured,
    }),
  );
}

/**
 * Where we read on and botocore does not: a pair whose halves stand in different files (the SDKs that merge the files read it),
 * and the end without a role, where botocore takes any other provider's word.
 */
function isOurKindness(theirs: Answer): boolean {
  return (
    "error" in theirs &&
    theirs.error.startsWith("PartialCredentialsError") &&
    !theirs.error.includes("assume-role")
  );
}

test("the same as botocore does, for random sets of profiles", () => {
  const rounds = Number(process.env.AWSMFA_TEST_ROUNDS ?? 250);
  const files = Array.from({ length: rounds }, (_, seed) => randomFiles(seed));
  const oracle = fileURLToPath(new URL("oracle.py", import.meta.url));
  if (python(["-c", "import botocore"]).status !== 0)
    return console.log("SKIP botocore as oracle: not installed");
  const { status, stdout, stderr } = python([oracle], JSON.stringify(files));
  assert.is(status, 0, stderr);
  const theirs = JSON.parse(stdout) as Answer[];
  let agreed = 0;
  for (const [at, each] of files.entries()) {
    const [we, they] = [ours(each), theirs[at]!];
    if ("error" in we && "error" in they) continue;
    if (isOurKindness(they)) continue;
    assert.equal(
      we,
      they,
      `seed ${at}\n${each.config}\n${each.credentials}\nbotocore: ${JSON.stringify(they)}\nours: ${JSON.stringify(we)}`,
    );
    agreed++;
  }
  assert.ok(agreed > rounds / 5, `only ${agreed} of ${rounds} made a plan`);
});

test.run();
