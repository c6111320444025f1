import type { ProfileChange } from "../profiles/file-change.ts";
import type { Origin, Profiles } from "../types.ts";

/** A file with its bytes, and the text they are in UTF-8. */
export interface TextFile {
  readonly path: string;
  readonly content: Uint8Array;
  readonly text: string;
}

/** Everything that is looked at, beside the AWS files. */
export interface Surroundings {
  readonly home: string;
  /** Start-up files of shells, and what they source. */
  readonly startUps: readonly TextFile[];
  /** Other files that those name, by absolute path. */
  readonly scripts: ReadonlyMap<string, TextFile>;
  /** The sessions that aws-mfa-secure keeps. */
  readonly sessionFiles: readonly string[];
}

/** Whole lines of a file, counted from 1, and what comes in their place: nothing, if that is not given. */
export interface OldLines {
  readonly file: TextFile;
  readonly from: number;
  readonly to: number;
  readonly replacement?: string | undefined;
}

/** Something that came before, and what it becomes. */
export interface Finding {
  readonly origin: Origin;
  readonly what: string;
  /** One sentence for a person: what it becomes, or what to type in its place. */
  readonly becomes: string;
  /** What is written into the AWS files for it. */
  readonly changes?: readonly ProfileChange[] | undefined;
  /** What only `--remove-old` takes away. */
  readonly old?: Old | undefined;
  /** The function or alias whose work a profile takes over. */
  readonly replaces?: { readonly name: string; readonly profile: string } | undefined;
}

export interface Old {
  readonly lines?: readonly OldLines[] | undefined;
  readonly changes?: readonly ProfileChange[] | undefined;
  /** Files that go as a whole: sessions, which can be had again. */
  readonly files?: readonly string[] | undefined;
}

/** Recognises one ancestor. `profiles` are what the AWS files say with what earlier findings write. */
export type Recogniser = (surroundings: Surroundings, profiles: Profiles) => Finding[];
