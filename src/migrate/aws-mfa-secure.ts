import { credentialsSection, holdingOf } from "../profiles/session-section.ts";
import { setting } from "../profiles/setting.ts";
import type { Profiles } from "../types.ts";
import type { Finding, Recogniser, Surroundings, TextFile } from "./finding.ts";
import { literal, readShellText, type ShellCommand, withInner } from "./shell-text.ts";
import { exportedValues, type StartUpVariable } from "./start-up-variables.ts";
import { settingsChange } from "./wanted-profile.ts";

/** https://github.com/boltops-tools/aws-mfa-secure: an alias, a cache of sessions, variables that this tool reads as well. */
export const recogniseAwsMfaSecure: Recogniser = (surroundings, profiles) => [
  ...surroundings.startUps.flatMap(startUpFindings),
  ...variableFindings(surroundings, profiles),
  ...cacheFindings(surroundings),
];

function startUpFindings(file: TextFile): Finding[] {
  return readShellText(file.text).commands.flatMap((command) => {
    const call = calledIn(command);
    if (call === undefined) return [];
    const { line, lastLine, alone } = command;
    const replacement = replacementOf(command, call);
    const origin = { file: file.path, line };
    const what = `aws-mfa-secure ${call}`.trim();
    if (replacement === undefined)
      return [{ origin, what, becomes: `write awsmfa ${call} in its place`.replace(/ +/g, " ") }];
    const becomes = replacement === "" ? "nothing: completion comes with awsmfa init" : replacement;
    const lines = { file, from: line, to: lastLine, ...(replacement && { replacement }) };
    return [{ origin, what, becomes, changes: [], ...(alone && { old: { lines: [lines] } }) }];
  });
}

const named = /(?:^|[\s/`(])aws-mfa-secure(?:\s+([\w-]+))?/;

/** The word behind `aws-mfa-secure` in a command, its substitutions or an alias; undefined where it is not called. */
function calledIn(command: ShellCommand): string | undefined {
  const isAlias = literal(command.words[0]) === "alias";
  for (const { words } of withInner(command)) {
    const texts = words.map((word) => literal(word) ?? "");
    const text = isAlias ? texts.slice(1).join(" ").replace("=", " ") : texts.join(" ");
    const found = isAlias || /^(\S*\/)?aws-mfa-secure(\s|$)/.test(text) ? named.exec(text) : null;
    if (found) return found[1] ?? "";
  }
  return undefined;
}

/** The line that does the same here; empty where none is needed, undefined where a person must look at it. */
function replacementOf({ words }: ShellCommand, call: string): string | undefined {
  if (call === "completion_script") return "";
  const [, alias, value] = /^([\w.:-]+)=(.*)$/s.exec(literal(words[1]) ?? "") ?? [];
  const [name, body] = alias === undefined ? [literal(words[1]), literal(words[2])] : [alias, value];
  const isPlain = /^(?:\S*\/)?aws-mfa-secure session\s*$/.test(body ?? "");
  return literal(words[0]) === "alias" && isPlain && name ? `alias ${name}="awsmfa session"` : undefined;
}

function variableFindings({ startUps }: Surroundings, profiles: Profiles): Finding[] {
  const values = exportedValues(startUps);
  const finding = (name: string, tell: (variable: StartUpVariable) => Omit<Finding, "origin" | "what">) => {
    const variable = values.get(name);
    return variable ? [{ origin: variable.origin, what: `${name} is set`, ...tell(variable) }] : [];
  };
  return [
    ...finding("AWS_MFA_SERIAL", (variable) =>
      toSerial(variable, values.get("AWS_PROFILE")?.value ?? "default", profiles),
    ),
    ...finding("AWS_MFA_TTL", () => ({
      becomes: "works as it is: awsmfa reads it, in seconds",
      changes: [],
    })),
    ...finding("MFA_STS_DURATION", ({ value }) => ({
      becomes: `export AWS_MFA_TTL=${value ?? "SECONDS"}, for the base session`,
    })),
    ...finding("AWS_MFA_TOKEN", () => ({ becomes: "nothing: a code works once, so take it out" })),
  ];
}

/** Over every profile the variable would beat the device of its own; in the profile it is about it stands in nobody's way. */
function toSerial(
  { value, lines }: StartUpVariable,
  name: string,
  profiles: Profiles,
): Omit<Finding, "origin" | "what"> {
  const profile = profiles.profiles.get(name);
  const device = setting(profile, "mfa_serial")?.value;
  const stays = { becomes: "works as it is: awsmfa reads it, for every profile", changes: [] };
  if (!value || !profile || holdingOf(credentialsSection(profiles, name)) !== "long-term keys") return stays;
  if (device !== undefined && device !== value) return stays;
  const changes = device === undefined ? settingsChange("config", name, { mfa_serial: value }) : [];
  const becomes = `mfa_serial of profile ${name}${device === undefined ? "" : ", where it stands already"}`;
  return { becomes, changes, ...(lines && { old: { lines: [lines] } }) };
}

function cacheFindings({ sessionFiles }: Surroundings): Finding[] {
  return sessionFiles.map((file) => ({
    origin: { file, line: 1 },
    what: "a session that aws-mfa-secure keeps",
    becomes: "nothing that is kept: awsmfa keeps its own, and asks for a code when there is none",
    changes: [],
    old: { files: [file] },
  }));
}
