/** AWS's published assume-role cases: the same calls, signers and parameters wherever the settings stand. */
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { AwsmfaError } from "../../src/errors.ts";
import { planSession } from "../../src/session/plan/plan.ts";
import type { Step } from "../../src/session/plan/step.ts";
import type { Env } from "../../src/types.ts";
import { filesOf } from "./aws-files.ts";

type Settings = Record<string, Record<string, string>>;

interface Case {
  readonly name: string;
  readonly from: string;
  readonly profile: string;
  readonly profiles: Settings;
  readonly env?: Env;
  readonly error?: string;
  readonly start?: string;
  readonly code?: string;
  readonly roles?: readonly Record<string, unknown>[];
}

const { cases } = JSON.parse(readFileSync(new URL("cases/assume-role.json", import.meta.url), "utf8")) as {
  cases: Case[];
};

/** Which settings stand in the config file; the rest stand in the credentials file. */
const layouts: Record<string, (key: string, at: number) => boolean> = {
  "in the config file": () => true,
  "in the credentials file": () => false,
  "keys in the credentials file": (key) => !/^aws_(access|secret|session)/.test(key),
  "keys in the config file": (key) => /^aws_(access|secret|session)/.test(key),
  "every other setting in the other file": (_, at) => at % 2 === 0,
};

function render(
  profiles: Settings,
  header: (name: string) => string,
  keep: (key: string, at: number) => boolean,
): string {
  return Object.entries(profiles)
    .map(([name, settings]) => {
      const lines = Object.entries(settings).filter(([key], at) => keep(key, at));
      return [header(name), ...lines.map(([key, value]) => `${key} = ${value}`), ""].join("\n");
    })
    .join("\n");
}

function startOf(step: Step): string {
  if (step.kind === "keys") return `${step.accessKeyId}${step.temporary ? " (temporary)" : ""}`;
  return step.kind === "provider" ? `${step.provider} ${step.detail}` : step.kind;
}

/** What a role call says beside region, reasons and our own defaults. */
function roleOf(step: Step, wanted: Record<string, unknown>): unknown {
  if (step.kind !== "assume-role") return step.kind;
  const { roleArn, roleSessionName, externalId, serialNumber, durationSeconds } = step;
  const seconds = "durationSeconds" in wanted || durationSeconds !== 3600 ? { durationSeconds } : {};
  return JSON.parse(JSON.stringify({ roleArn, roleSessionName, externalId, serialNumber, ...seconds }));
}

function compare({ start, code, roles = [] }: Case, steps: readonly Step[]): void {
  assert.is(startOf(steps[0]!), start);
  const calls = steps.slice(1);
  const base = calls[0]?.kind === "get-session-token" ? calls.shift() : undefined;
  // Where the SDK sends the code with AssumeRole, ours sends it first, for a base session; temporary keys open none.
  const carriers = [base, ...calls].filter((step) => step && "serialNumber" in step && step.serialNumber);
  assert.equal(
    carriers.map((step) => (step as { serialNumber: string }).serialNumber),
    code ? [code] : [],
  );
  assert.equal(
    calls.map((step, at) => roleOf(step, roles[at] ?? {})),
    roles,
  );
}

for (const each of cases) {
  for (const [layout, inConfig] of Object.entries(layouts)) {
    test(`${each.name} (${each.from}), settings ${layout}`, () => {
      const config = render(each.profiles, (name) => `[profile ${name}]`, inConfig);
      const credentials = render(
        each.profiles,
        (name) => `[${name}]`,
        (key, at) => !inConfig(key, at),
      );
      const { profiles, folder } = filesOf(config, credentials);
      const plan = () => planSession(profiles, { profile: each.profile, env: each.env ?? {}, home: folder });
      if (each.error === undefined) return compare(each, plan().steps);
      try {
        plan();
      } catch (error) {
        assert.instance(error, AwsmfaError);
        return assert.match((error as Error).message, each.error);
      }
      assert.unreachable("a plan was made");
    });
  }
}

test.run();
