import { AwsmfaError } from "../errors.ts";
import { functionNamesIn } from "../profiles/asking-shell.ts";
import { planSession } from "../session/plan.ts";
import type { Env, Profiles } from "../types.ts";
import type { Finding } from "./finding.ts";

const credentialKey = /^(aws_access_key_id|role_arn|credential_|mfa_serial|sso_|web_identity|login_session)/;

/** Profiles that make no plan (unknown sources, loops, security keys, bad ARNs), and those without a function. */
export function examineProfiles(profiles: Profiles, env: Env, home: string): Finding[] {
  // One mistake in a source breaks every profile over it: said once.
  const broken = new Set<string>();
  // What these two say is looked at by itself; here it would hide what the files say.
  const { AWS_MFA_SERIAL, AWS_MFA_TTL, ...rest } = env;
  for (const [name, { settings }] of profiles.profiles) {
    // A section of mere settings (region, output) is no mistake.
    if (![...settings.keys()].some((key) => credentialKey.test(key))) continue;
    try {
      planSession(profiles, { profile: name, env: rest, home });
    } catch (error) {
      if (!(error instanceof AwsmfaError)) throw error;
      broken.add(error.message);
    }
  }
  const unnamed = [...functionNamesIn(env, profiles.profiles)].flatMap(([name, found]): Finding[] =>
    found.function === undefined
      ? [
          {
            level: "warning",
            what: `profile ${name} has no function: ${found.reason}`,
            cure: `give it one: awsmfa_function = aws_… in its section; awsmfa use ${JSON.stringify(name)} works as it is`,
          },
        ]
      : [],
  );
  return [
    ...[...broken].map((what): Finding => ({ level: "error", what, cure: "edit that line" })),
    ...unnamed,
  ];
}
