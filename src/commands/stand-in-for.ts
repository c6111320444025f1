import { accessSync, constants, realpathSync } from "node:fs";
import type { Context } from "../context.ts";
import { onPath } from "../doctor/path.ts";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { type FileChange, toFileChanges } from "../profiles/file-change.ts";
import { findStandIn, processCommand, standInChanges, standInName, standsFor } from "../profiles/stand-in.ts";
import { findProfile } from "../session/plan/find-profile.ts";
import { renderOrigin } from "../session/plan/origin.ts";
import type { Profiles } from "../types.ts";

/** A profile that hands out another one's session by `credential_process`, and what must be written for it to do so. */
export interface StandIn {
  readonly name: string;
  readonly changes: readonly FileChange[];
}

/**
 * The stand-in of a profile: the one there is, brought up to date, else a new one, under `wanted` where that is given. Throws exit 3 for
 * an unknown profile, for one that stands in itself, and where the name belongs to something else.
 */
export function standInFor(context: Context, profiles: Profiles, name: string, wanted?: string): StandIn {
  const profile = findProfile(profiles, name);
  const own = standsFor(profile);
  if (own) {
    const message = `${renderOrigin(profile.origin)}: profile ${name} hands out the session of ${own.profile} already`;
    throw new AwsmfaError(ExitCode.config, message);
  }
  const as = wanted ?? findStandIn(profiles, name)?.name ?? standInName(name);
  const there = profiles.profiles.get(as);
  if (there && standsFor(there)?.profile !== name) {
    const place = renderOrigin(there.origin);
    throw new AwsmfaError(
      ExitCode.config,
      `${place}: there is a profile ${as} already, which is not for the sessions of ${name}: choose another name`,
    );
  }
  const standing = there && standsFor(there)?.launcher;
  const launcher = standing && isRunnable(standing) ? standing : locateLauncher(context);
  const changes = standInChanges(profile, profiles, processCommand(launcher, name));
  return { name: as, changes: toFileChanges(profiles, [{ kind: "config", profile: as, changes }]) };
}

/**
 * The absolute path of this very command. The link on PATH rather than what it leads to, which the next version may put elsewhere;
 * absolute, since programs with a PATH of their own run it.
 */
function locateLauncher({ env, packageRoot }: Context): string {
  const own = `${packageRoot}shell/awsmfa`;
  return onPath("awsmfa", env).find((path) => realpathSync(path) === realpathSync(own)) ?? own;
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path.startsWith("/");
  } catch {
    return false;
  }
}
