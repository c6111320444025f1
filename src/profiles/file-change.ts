import { AwsmfaError, ExitCode } from "../errors.ts";
import type { AwsFile, Profiles } from "../types.ts";
import { type AwsFileKind, editProfile } from "./edit.ts";
import type { SettingChange } from "./raw-lines.ts";
import { imagineProfiles } from "./read.ts";
import { credentialKeys } from "./secret-keys.ts";
import { writeAwsFile } from "./write.ts";

/** What is to become of one profile in one of the AWS files. */
export interface ProfileChange {
  readonly kind: AwsFileKind;
  readonly profile: string;
  readonly changes: ReadonlyMap<string, SettingChange>;
}

/** Changes of one profile, each in the file where the AWS CLI writes its key; `all`: every one in the credentials file. */
export function byFile(
  profile: string,
  changes: ReadonlyMap<string, SettingChange>,
  all = false,
): ProfileChange[] {
  const isCredential = (key: string) => all || credentialKeys.has(key);
  return (["config", "credentials"] as const).map((kind) => ({
    kind,
    profile,
    changes: new Map([...changes].filter(([key]) => isCredential(key) === (kind === "credentials"))),
  }));
}

/** One of the AWS files, with the bytes it is to have. */
export interface FileChange {
  readonly kind: AwsFileKind;
  readonly file: AwsFile;
  readonly content: Uint8Array;
}

/**
 * The files that these changes leave, those alone that differ from what was read; nothing is written. Throws an `AwsmfaError` where a
 * change cannot be made (see `editProfile`), exit 5 for a file that could not be read, exit 3 for one in UTF-16: what is added in UTF-8
 * makes text of neither kind of it.
 */
export function toFileChanges(profiles: Profiles, changes: readonly ProfileChange[]): FileChange[] {
  return (["credentials", "config"] as const).flatMap((kind) => {
    const own = changes.filter((change) => change.kind === kind && change.changes.size > 0);
    const file = profiles[kind];
    if (own.length === 0) return [];
    if (file.state === "unreadable") {
      throw new AwsmfaError(ExitCode.write, `${file.reason}; nothing was changed`);
    }
    const before = file.content ?? new Uint8Array();
    if (isUtf16(before)) {
      throw new AwsmfaError(
        ExitCode.config,
        `${file.path}:1: the file is in UTF-16, which the AWS CLI does not read: save it as UTF-8; nothing was changed`,
      );
    }
    const content = own.reduce(
      (bytes: Uint8Array, { profile, changes }) => editProfile(bytes, kind, profile, changes),
      before,
    );
    return Buffer.compare(before, content) === 0 ? [] : [{ kind, file, content }];
  });
}

/** By its byte order mark: PowerShell's `>` and the editors of Windows write one. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** What the files will say once the changes are written. */
export function profilesAfter(profiles: Profiles, changes: readonly FileChange[]): Profiles {
  const of = (kind: AwsFileKind) => changes.find((change) => change.kind === kind)?.content;
  return imagineProfiles(profiles, { config: of("config"), credentials: of("credentials") });
}

/** Writes all of the files, or leaves them as they were. Throws an `AwsmfaError` (exit 5). */
export function writeFileChanges(changes: readonly FileChange[]): void {
  const written: FileChange[] = [];
  try {
    for (const change of changes) {
      writeAwsFile(change.file, change.kind, change.content);
      written.push(change);
    }
  } catch (error) {
    // A file that was made goes again, unless somebody has changed it since.
    for (const { file, kind, content } of written) writeAwsFile({ ...file, content }, kind, file.content);
    throw error;
  }
}
