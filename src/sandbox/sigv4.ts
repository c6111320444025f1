import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { refusals } from "./refusal.ts";
import { isService, type ServiceName } from "./services.ts";

/** An HTTP request as far as its signature is concerned. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they stood on the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** What the `Authorization` header says. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: ServiceName;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** How far a request's own time may be off, either way (seconds). */
const allowedSkewSeconds = 15 * 60;

/** Reads the `Authorization` header of Signature Version 4. Throws AWS's refusals for one that is missing or incomplete. */
export function parseAuthorization(header: string | undefined): Authorization {
  if (!header) throw refusals.missingAuthentication();
  const [algorithm, ...rest] = header.split(" ");
  if (algorithm !== "AWS4-HMAC-SHA256")
    throw refusals.incompleteSignature(`Unsupported algorithm ${algorithm}`);
  const fields = new Map(
    rest
      .join("")
      .split(",")
      .map((field) => [field.slice(0, field.indexOf("=")), field.slice(field.indexOf("=") + 1)]),
  );
  const scope = fields.get("Credential")?.split("/") ?? [];
  const signature = fields.get("Signature");
  const signedHeaders = fields.get("SignedHeaders")?.split(";");
  const [accessKeyId, day, region, service, terminator] = scope;
  if (!accessKeyId || !day || !region || !service || !signature || !signedHeaders) {
    throw refusals.incompleteSignature(
      "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature'.",
    );
  }
  if (!isService(service))
    throw refusals.wrongScope("Credential should be scoped to correct service: 'sts'. ");
  if (terminator !== "aws4_request") {
    throw refusals.wrongScope("Credential should be scoped with a valid terminator: 'aws4_request'. ");
  }
  return { accessKeyId, day, region, service, signedHeaders, signature };
}

/** Verifies time and signature (AWS General Reference, "Signature Version 4 signing process"). Throws a refusal. */
export function verifySignature(
  request: SignedRequest,
  authorization: Authorization,
  secretAccessKey: string,
  now: Date,
): void {
  const date = String(request.headers["x-amz-date"] ?? "");
  checkDate(date, authorization.day, now);
  checkSignedHeaders(request, authorization.signedHeaders);
  const { day, region, service, signedHeaders } = authorization;
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", date, scope, sha256(canonicalRequest(request, signedHeaders))].join(
    "\n",
  );
  const key = [day, region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const expected = Buffer.from(hmac(key, toSign).toString("hex"));
  const given = Buffer.from(authorization.signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw refusals.wrongSignature();
}

function checkDate(date: string, day: string, now: Date): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!parts) throw refusals.incompleteSignature("Date must be in ISO-8601 'basic format'.");
  if (!date.startsWith(day)) {
    throw refusals.wrongScope(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}', from '${date}'.`,
    );
  }
  const [, year, month, dayOfMonth, hour, minute, second] = parts;
  const signed = Date.parse(`${year}-${month}-${dayOfMonth}T${hour}:${minute}:${second}Z`);
  const secondsOld = (now.getTime() - signed) / 1000;
  const at = (offset: number) => basicFormat(new Date(now.getTime() + offset * 1000));
  if (secondsOld > allowedSkewSeconds) {
    throw refusals.wrongScope(
      `Signature expired: ${date} is now earlier than ${at(-allowedSkewSeconds)} (${at(0)} - 15 min.)`,
    );
  }
  if (secondsOld < -allowedSkewSeconds) {
    throw refusals.wrongScope(
      `Signature not yet current: ${date} is still later than ${at(allowedSkewSeconds)} (${at(0)} + 15 min.)`,
    );
  }
}

/** A header that AWS acts on must be under the signature, or anybody on the way could change it. */
function checkSignedHeaders(request: SignedRequest, signed: readonly string[]): void {
  const needed = ["host", ...Object.keys(request.headers).filter((name) => name.startsWith("x-amz-"))];
  const missing = needed.find((name) => !signed.includes(name));
  if (missing === "host") {
    throw refusals.wrongScope("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (missing) throw refusals.wrongSignature();
}

function canonicalRequest(
  { method, target, headers, body }: SignedRequest,
  signed: readonly string[],
): string {
  const [path = "/", query = ""] = target.split("?", 2);
  const header = (name: string) =>
    `${name}:${String(headers[name] ?? "")
      .trim()
      .replace(/\s+/g, " ")}\n`;
  return [
    method,
    // Every service but S3 encodes the path a second time.
    path.split("/").map(encode).join("/"),
    canonicalQuery(query),
    signed.map(header).join(""),
    signed.join(";"),
    sha256(body),
  ].join("\n");
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
}

/** RFC 3986's unreserved characters stay, everything else is percent-encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const basicFormat = (date: Date) => date.toISOString().replace(/[-:]|\.\d+/g, "");
const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();
