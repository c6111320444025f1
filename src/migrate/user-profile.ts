import type { ProfileChange } from "../profiles/file-change.ts";
import { setting } from "../profiles/setting.ts";
import type { Profiles } from "../types.ts";
import type { StsUse } from "./sts-use.ts";
import { freeName, settingsChange } from "./wanted-profile.ts";

export interface FoundSource {
  readonly name: string;
  readonly device: string | undefined;
  /** What makes the profile, or completes it. */
  readonly changes: readonly ProfileChange[];
}

export type Source = { readonly missing: string } | FoundSource;

/** The profile of the user whose keys are meant: one that is there, else a new one. */
export function sourceOf({ serialNumber, region, ...use }: StsUse, profiles: Profiles): Source {
  const { accessKeyId: id = "", secretAccessKey: secret = "" } = use;
  const hasKeys = /^\w{16,128}$/.test(id) && secret.length >= 16;
  const name = hasKeys ? holderOf(id, profiles) : (use.profile ?? "default");
  const there = name === undefined ? undefined : profiles.profiles.get(name);
  if (name !== undefined && !there)
    return { missing: `its keys are those of profile ${name}, which is not there` };
  const device = setting(there, "mfa_serial")?.value ?? serialNumber;
  const user = name ?? freeName(profiles, /mfa\/(?:.*\/)?([^/]+)$/.exec(serialNumber ?? "")?.[1] ?? "user");
  const config = {
    mfa_serial: there && setting(there, "mfa_serial") ? undefined : serialNumber,
    region: there && setting(there, "region") ? undefined : region,
  };
  const keys = there ? {} : { aws_access_key_id: id, aws_secret_access_key: secret };
  return {
    name: user,
    device,
    changes: [...settingsChange("credentials", user, keys), ...settingsChange("config", user, config)],
  };
}

function holderOf(id: string, { profiles }: Profiles): string | undefined {
  return [...profiles.values()].find((profile) => setting(profile, "aws_access_key_id")?.value === id)?.name;
}
