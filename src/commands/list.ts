import { Command, Option } from "clipanion";
import { locateCache } from "../cache-folder.ts";
import type { Context } from "../context.ts";
import { ExitCode } from "../errors.ts";
import { alignColumns } from "../output/columns.ts";
import { timeLeft } from "../output/time-left.ts";
import { printable } from "../printable.ts";
import { functionNamesIn } from "../profiles/asking-shell.ts";
import { type ProfileFacts, profileFacts } from "../profiles/facts.ts";
import type { FunctionName } from "../profiles/function-name.ts";
import { readProfiles } from "../profiles/read.ts";
import { isSecretKey } from "../profiles/secret-keys.ts";
import { setting } from "../profiles/setting.ts";
import { fileStore } from "../session/store/store.ts";
import type { Profile, Profiles, Setting } from "../types.ts";
import { AwsmfaCommand } from "./command.ts";

/** When the stored session of a profile ends; undefined where there is none. */
type ExpirationOf = (profile: Profile, profiles: Profiles) => Date | undefined;

interface Row extends ProfileFacts {
  readonly profile: Profile;
  readonly functionName: FunctionName;
  readonly expiration: Date | undefined;
}

export class ListCommand extends AwsmfaCommand {
  static override paths = [["list"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: "show every profile: function, account, role, MFA device, region, time left",
    examples: [
      ["What is there", "$0 list"],
      ["For scripts, every setting of both files included (keys as well)", "$0 list --json"],
    ],
  });

  json = Option.Boolean("--json", false, {
    description: "an array of objects, with every setting of both files",
  });
  prefix = Option.String("--prefix", {
    description: "the prefix that `init` was given (that of this shell, else aws_)",
  });

  async execute(): Promise<number> {
    const profiles = readProfiles(this.context.env, this.context.home);
    const rows = rowsOf(profiles, this.context, this.prefix, await storedExpiration(this.context));
    const { stdout, isTerminal, now } = this.context;
    stdout.write(this.json ? renderJson(rows, isTerminal(1)) : renderTable(rows, now()));
    this.sayNotices(profiles.notices);
    const files = [profiles.config, profiles.credentials];
    if (rows.length === 0) for (const { state, reason } of files) if (state === "missing") this.say(reason!);
    return files.some(({ state }) => state === "unreadable") ? ExitCode.config : ExitCode.done;
  }
}

/** When the stored session that a switch would take ends. Where nothing is stored, nothing more is loaded. */
async function storedExpiration({ env, home, now }: Context): Promise<ExpirationOf> {
  const stored = new Map(
    fileStore(locateCache(env, home))
      .list()
      .map((each) => [each.key, each]),
  );
  if (stored.size === 0) return () => undefined;
  const { planSession } = await import("../session/plan/plan.ts");
  const { storedPart } = await import("../session/store/stored-part.ts");
  const opened = new Set(
    [...stored.values()].map(({ roleArn, sourceAccessKeyId }) => roleArn ?? sourceAccessKeyId),
  );
  return (profile, profiles) => {
    // To plan thousands of profiles takes its time: only those whose role or key a stored session is of.
    const own = setting(profile, "role_arn") ?? setting(profile, "aws_access_key_id");
    if (!opened.has(own?.value)) return undefined;
    try {
      const { steps } = planSession(profiles, { profile: profile.name, env, home });
      const part = storedPart(steps, { store: stored, env, now });
      return part?.at === steps.length - 1 ? part.until : undefined;
    } catch {
      // `explain` and `doctor` say what is wrong with the profile; a list shows it all the same.
      return undefined;
    }
  };
}

function rowsOf(
  profiles: Profiles,
  { env }: Context,
  prefix: string | undefined,
  expirationOf: ExpirationOf,
): Row[] {
  const names = functionNamesIn(env, profiles.profiles, prefix);
  return [...profiles.profiles.values()].map((profile) => ({
    profile,
    functionName: names.get(profile.name)!,
    expiration: expirationOf(profile, profiles),
    ...profileFacts(profile, profiles, env),
  }));
}

function renderJson(rows: readonly Row[], hideSecrets: boolean): string {
  const facts = rows.map(({ profile, functionName, expiration, ...facts }) => ({
    name: profile.name,
    function: functionName.function ?? null,
    ...facts,
    expiration: expiration?.toISOString() ?? null,
    settings: rawSettings(profile.settings, hideSecrets),
  }));
  return `${JSON.stringify(facts, null, 2)}\n`;
}

/**
 * Values as the AWS CLI reads them. Secrets are part of what a program asks for, and nothing for a screen. `fromEntries` makes even
 * `__proto__` a key like any other.
 */
function rawSettings(settings: ReadonlyMap<string, Setting>, hideSecrets: boolean): object {
  return Object.fromEntries(
    [...settings].map(([key, { nested, raw, value }]) => {
      if (nested) return [key, rawSettings(nested, hideSecrets)];
      return [key, hideSecrets && isSecretKey(key) ? "(hidden on a terminal)" : (raw ?? value)];
    }),
  );
}

const headings = ["PROFILE", "FUNCTION", "ACCOUNT", "ROLE OR USER", "MFA DEVICE", "REGION", "TIME LEFT"];

function renderTable(rows: readonly Row[], now: Date): string {
  if (rows.length === 0) return "";
  const lines = [headings, ...rows.map((row) => cells(row, now))].map((line) => line.map(printable));
  const text = alignColumns(lines);
  const leftOut = rows.flatMap(({ profile, functionName }) =>
    functionName.function === undefined
      ? [printable(`${profile.name}: no function: ${functionName.reason}`)]
      : [],
  );
  return [...text, ...(leftOut.length > 0 ? ["", ...leftOut] : []), ""].join("\n");
}

function cells(
  { profile, functionName, accountId, roleArn, mfaSerial, region, expiration }: Row,
  now: Date,
): string[] {
  const role = roleArn?.replace(/^.*:role\//, "role ");
  const device = mfaSerial?.replace(/^arn:.*?:(mfa|u2f)\//, "");
  const keys = profile.settings.has("aws_access_key_id") ? "user" : "-";
  return [
    profile.name,
    functionName.function ?? "-",
    accountId ?? "-",
    role ?? keys,
    device ?? "-",
    region ?? "-",
    expiration ? timeLeft(expiration, now) : "-",
  ];
}
