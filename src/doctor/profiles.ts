import { AwsmfaError } from "../errors.ts";
import { functionNamesIn } from "../profiles/asking-shell.ts";
import { renderOrigin } from "../session/plan/origin.ts";
import { planSession } from "../session/plan/plan.ts";
import type { Env, Profiles } from "../types.ts";
import { quoted } from "./file-modes.ts";
import type { Finding } from "./finding.ts";

const credentialKey = /^(aws_access_key_id|role_arn|credential_|mfa_serial|sso_|web_identity|login_session)/;

/** Profiles that make no plan (unknown sources, loops, security keys, bad ARNs) or a doubtful one, and those without a function. */
export function examineProfiles(profiles: Profiles, env: Env, home: string): Finding[] {
  return [...examinePlans(profiles, env, home), ...examineFunctions(profiles, env)];
}

/** Keys that `credential_source = Environment` finds: whether there are some at this moment says nothing of the files. */
const anyKeys = { AWSMFA_PROFILE: undefined, AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "any" };

function examinePlans(profiles: Profiles, env: Env, home: string): Finding[] {
  // One mistake in a source shows in every profile over it: said once.
  const errors = new Set<string>();
  const warnings = new Set<string>();
  // What these two say is looked at by itself; here it would hide what the files say.
  const { AWS_MFA_SERIAL, AWS_MFA_TTL, ...rest } = env;
  for (const [name, { settings }] of profiles.profiles) {
    // A section of mere settings (region, output) is no mistake.
    if (![...settings.keys()].some((key) => credentialKey.test(key))) continue;
    try {
      const { notices } = planSession(profiles, { profile: name, env: { ...rest, ...anyKeys }, home });
      for (const { message, origin } of notices)
        warnings.add(origin ? `${renderOrigin(origin)}: ${message}` : message);
    } catch (error) {
      if (!(error instanceof AwsmfaError)) throw error;
      errors.add(error.message);
    }
  }
  const findings = (level: Finding["level"], said: Set<string>) =>
    [...said].map((what): Finding => ({ level, what, cure: "edit that line" }));
  return [...findings("error", errors), ...findings("warning", warnings)];
}

function examineFunctions(profiles: Profiles, env: Env): Finding[] {
  return [...functionNamesIn(env, profiles.profiles)].flatMap(([name, found]): Finding[] => {
    if (found.function !== undefined) return [];
    const word = quoted(name);
    return [
      {
        level: "warning",
        what: `profile ${name} has no function: ${found.reason}`,
        cure: `give it one: awsmfa_function = aws_… in its section; awsmfa use ${word} works as it is`,
      },
    ];
  });
}
