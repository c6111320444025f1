import { isUtf8 } from "node:buffer";
import { closeSync, constants, openSync, readFileSync, statSync } from "node:fs";
import type { AwsFile, Env, Notice, Profiles } from "../types.ts";
import { withoutComments } from "./inline-comment.ts";
import { locateFiles } from "./locate.ts";
import { type ParsedFile, parseAwsFile } from "./parse.ts";
import { mergeProfiles, sortConfig, sortCredentials } from "./sections.ts";

/**
 * Everything both AWS files say, each read once. Never throws: a file that is missing, unreadable or malformed (some lines of it say
 * nothing and were passed over) is told by its state and reason, what is odd in it by the notices.
 */
export function readProfiles(env: Env, home: string): Profiles {
  const paths = locateFiles(env, home);
  return toProfiles(
    readAwsFile(paths.config, "config file"),
    readAwsFile(paths.credentials, "credentials file"),
  );
}

/** What these files would say with these bytes; without bytes a file stays as it was read. */
export function imagineProfiles(
  { config, credentials }: Profiles,
  bytes: { readonly config?: Uint8Array | undefined; readonly credentials?: Uint8Array | undefined },
): Profiles {
  const parse = (file: AwsFile, content = file.content): [AwsFile, ParsedFile] =>
    content ? parseContent(content, file.path) : [file, nothing];
  return toProfiles(parse(config, bytes.config), parse(credentials, bytes.credentials));
}

function toProfiles(
  [config, parsedConfig]: [AwsFile, ParsedFile],
  [credentials, parsedCredentials]: [AwsFile, ParsedFile],
): Profiles {
  const sorted = sortConfig(parsedConfig.sections, config.path);
  const keys = sortCredentials(parsedCredentials.sections, credentials.path);
  const commentless = withoutComments(mergeProfiles(sorted.profiles, keys.profiles));
  return {
    profiles: commentless.profiles,
    services: sorted.services,
    ssoSessions: sorted.ssoSessions,
    config,
    credentials,
    notices: [
      ...parsedConfig.notices,
      ...sorted.notices,
      ...parsedCredentials.notices,
      ...keys.notices,
      ...commentless.notices,
    ],
  };
}

const nothing: ParsedFile = { sections: [], notices: [] };

function readAwsFile(path: string, what: string): [AwsFile, ParsedFile] {
  const content = readBytes(path, what);
  if ("state" in content) {
    const notices = content.state === "unreadable" ? [{ message: content.reason! }] : [];
    return [content, { ...nothing, notices }];
  }
  return parseContent(content, path);
}

function parseContent(content: Uint8Array, path: string): [AwsFile, ParsedFile] {
  const { text, notices, broken } = decodeText(content, path);
  const parsed = parseAwsFile(text, path);
  const first = broken ?? parsed.lost;
  const reason = first?.origin && `${path}:${first.origin.line}: ${first.message}`;
  return [
    { path, content, state: reason ? "malformed" : "read", reason },
    { ...parsed, notices: [...notices, ...parsed.notices] },
  ];
}

/** The file's bytes, or why there are none. Only a regular file is opened: a FIFO would block for ever, and the AWS CLI reads neither. */
function readBytes(path: string, what: string): Uint8Array | AwsFile {
  try {
    const stat = statSync(path);
    // `AWS_CONFIG_FILE=/dev/null` is how one says that there is no such file.
    if (stat.isCharacterDevice()) return missing(path, what);
    if (!stat.isFile()) return unreadable(path, what, "not a regular file");
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return missing(path, what);
    return unreadable(path, what, String(code));
  }
}

function missing(path: string, what: string): AwsFile {
  return { path, state: "missing", reason: `there is no ${what}${path && ` ${path}`}` };
}

const obstacles: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  ELOOP: "its links lead round in a circle",
};

function unreadable(path: string, what: string, obstacle: string): AwsFile {
  const why = obstacles[obstacle] ?? obstacle;
  return { path, state: "unreadable", reason: `the ${what} ${path} cannot be read: ${why}`, obstacle };
}

/** UTF-8 without its byte order mark. A byte that is no UTF-8 becomes U+FFFD. */
function decodeText(bytes: Uint8Array, file: string): { text: string; notices: Notice[]; broken?: Notice } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  const notices: Notice[] = [];
  if (text.startsWith("\ufeff")) {
    const message =
      "the file starts with a byte order mark, for which the AWS CLI refuses it: save it without";
    notices.push({ message, origin: { file, line: 1 } });
  }
  const at = isUtf8(bytes) ? -1 : text.indexOf("\ufffd");
  if (at < 0) return { text: text.replace(/^\ufeff/, ""), notices };
  const line = text.slice(0, at).split(/\r\n|\n|\r/).length;
  const broken = {
    message: "not UTF-8, for which the AWS CLI refuses the whole file: save it as UTF-8",
    origin: { file, line },
  };
  return { text: text.replace(/^\ufeff/, ""), notices: [...notices, broken], broken };
}
