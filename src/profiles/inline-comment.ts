import type { Notice, Profile, Setting } from "../types.ts";

/** Values whose shape is known, so that a comment behind one cannot be part of it. */
const shapes: ReadonlyMap<string, RegExp> = new Map([
  ["role_arn", /^arn:\S+$/],
  ["mfa_serial", /^(arn:\S+|[A-Za-z0-9]+)$/],
  ["region", /^[a-z]+(-[a-z0-9]+)+$/],
  ["sso_region", /^[a-z]+(-[a-z0-9]+)+$/],
  ["duration_seconds", /^\d+$/],
  ["source_profile", /^\S+$/],
]);

/**
 * The one kindness beyond the AWS CLI, which knows no comments behind values: an ARN, region, number or profile name followed by
 * ` # comment` is read without the comment, and warned about. What the AWS CLI reads is kept in `raw`.
 */
export function withoutComments(profiles: ReadonlyMap<string, Profile>): {
  profiles: Map<string, Profile>;
  notices: Notice[];
} {
  const notices: Notice[] = [];
  const mended = new Map<string, Profile>();
  profiles.forEach((profile, name) => {
    let settings: Map<string, Setting> | undefined;
    shapes.forEach((shape, key) => {
      const setting = profile.settings.get(key);
      const value = setting && withoutComment(setting.value, shape);
      if (!setting || value === undefined) return;
      // A profile may really be called `a # b`.
      if (key === "source_profile" && profiles.has(setting.value)) return;
      settings ??= new Map(profile.settings);
      settings.set(key, { ...setting, value, raw: setting.value });
      const message = `the comment behind ${key} is read as part of the value by the AWS CLI: put it on a line of its own`;
      notices.push({ message, origin: setting.origin });
    });
    mended.set(name, settings ? { ...profile, settings } : profile);
  });
  return { profiles: mended, notices };
}

function withoutComment(text: string, shape: RegExp): string | undefined {
  if (!text.includes("#") && !text.includes(";")) return undefined;
  const value = /^(\S+)[ \t]+[#;].*$/.exec(text)?.[1];
  return value !== undefined && shape.test(value) ? value : undefined;
}
