/**
 * Prepared answers: the very bytes that Node printed, kept behind a header that is checked before they are used again (SPEC §8 "Fast path").
 * `shell/prepared.sh` and `shell/fish/prepared.fish` are the only readers; what is written here is read there, word by word.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { usualCache } from "../cache-folder.ts";
import { makePrivateFolder, readPrivate, writePrivate } from "../private-file.ts";
import type { AwsFile, Env } from "../types.ts";
import { cksum } from "./cksum.ts";

const format = "awsmfa-prepared-3";

/** No session lives longer (SPEC §3: 36 hours), so an end that is further away was told by a wrong clock (RULES 7). */
const longestMs = 36.5 * 3600 * 1000;

/** Variables that change answers: while one of them is set, even empty, nothing is prepared and nothing prepared is used (RULES 5). */
export const overriding = [
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_STS",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_USE_DUALSTACK_ENDPOINT",
  "AWS_STS_REGIONAL_ENDPOINTS",
  "AWS_DEFAULTS_MODE",
  "AWS_MFA_SERIAL",
  "AWS_MFA_TTL",
  "AWS_MFA_TOKEN",
  "AWSMFA_MIN_TTL",
  "AWSMFA_CACHE_DIR",
  "AWSMFA_RESOLVING",
  "AWSMFA_PREPARED",
] as const;

/** An answer worth keeping. */
export interface Answer {
  /** The command line that it answers; only its exact repetition is served. */
  readonly argv: readonly string[];
  readonly bytes: Uint8Array;
  /**
   * From when on it must not be served any more: the end of the session less the margin. undefined: never. The file bears it as the time
   * of its last change, so that `find`, which the launcher runs anyway, compares it with the clock; a careless copy has ended at once.
   */
  readonly until?: Date | undefined;
  readonly now: Date;
  /** Would a region in the person's environment have changed it? */
  readonly regionMatters: boolean;
  /** It names files of this installation and of this home: an answer of one clone, or for one home, is wrong for another. */
  readonly namesPlace: boolean;
  /** `fingerprint` of the AWS files that it was made from. */
  readonly fingerprint: string;
}

/** Where this installation and its answers are. */
export interface PreparedPlace {
  readonly env: Env;
  readonly home: string;
  readonly packageRoot: string;
}

/** Both AWS files by content, as `cksum` prints it. One that is not there counts as empty. */
export function fingerprint({
  config,
  credentials,
}: Readonly<Record<"config" | "credentials", AwsFile>>): string {
  return [config, credentials].map(({ content }) => cksum(content ?? new Uint8Array())).join(" ");
}

/**
 * Keeps an answer for the launcher. Says nothing and does nothing where it may not be kept or cannot be written:
 * the next call then costs a start of Node, and that is all.
 */
export function savePrepared(place: PreparedPlace, answer: Answer): void {
  const name = answer.argv.join(" ");
  const build = buildId(place.packageRoot);
  if (!build || !isServed(answer.argv)) return;
  if (overriding.some((variable) => place.env[variable] !== undefined)) return;
  if (answer.until && answer.until.getTime() - answer.now.getTime() > longestMs) return;
  if (place.env.HOME !== place.home || /\n/.test(place.packageRoot + place.home)) return;
  try {
    const folder = preparedFolder(place);
    makePrivateFolder(folder);
    if (answer.argv[0] === "init") sweep(folder, build, answer.now);
    writePrivate(join(folder, name), withHeader(answer, build, place), answer.until);
  } catch {
    // A cache that cannot be written is no reason to fail.
  }
}

/** Deletes every prepared answer that holds a session. */
export function forgetPrepared(place: Pick<PreparedPlace, "env" | "home">): void {
  const folder = preparedFolder(place);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith("init ")) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Words whose meaning no shell and no file system changes; see `shell/prepared.sh` for the same rule. */
function isServed(argv: readonly string[]): boolean {
  const isPlain = argv.every((word) => /^[A-Za-z0-9_.-]+$/.test(word));
  return isPlain && (argv[0] === "init" || !/^[.-]/.test(argv[1] ?? "."));
}

function preparedFolder({ env, home }: Pick<PreparedPlace, "env" | "home">): string {
  return join(usualCache(env, home), "prepared");
}

/** Names the built code and the shell files beside it; undefined in a checkout that was not built. */
function buildId(packageRoot: string): string | undefined {
  const path = join(packageRoot, "dist", "build-id");
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

function withHeader(answer: Answer, build: string, { packageRoot, home }: PreparedPlace): Buffer {
  const by = [format, build, answer.argv.length].join(" ");
  const what = [answer.regionMatters ? "own" : "any", answer.fingerprint, ...answer.argv].join(" ");
  const place = answer.namesPlace ? `${resolve(packageRoot)}\n${home}` : "-\n-";
  const header = (size: number) => `${by} ${size} ${what}\n${place}\n`;
  // The header tells the size of the whole file, itself included; a guess one digit off is put right by the second round.
  let size = answer.bytes.length;
  for (let round = 0; round < 3; round++) size = Buffer.byteLength(header(size)) + answer.bytes.length;
  return Buffer.concat([Buffer.from(header(size)), answer.bytes]);
}

/** Deletes what nobody will be served any more: answers of other builds, and those whose session has ended. A new `init` does it. */
function sweep(folder: string, build: string, now: Date): void {
  // A name with a dot in front is being written at this moment.
  for (const name of readdirSync(folder).filter((entry) => !entry.startsWith("."))) {
    const path = join(folder, name);
    const [head = "", by] = (readPrivate(path)?.toString("latin1", 0, 200) ?? "").split(" ");
    const isLive =
      head === format && by === build && (name.startsWith("init ") || statSync(path).mtime > now);
    if (!isLive) rmSync(path, { force: true, recursive: true });
  }
}
