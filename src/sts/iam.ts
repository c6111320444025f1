import { StsRefusal } from "./sts.ts";

/** A request on its way, as the SDK's signer and connection take it. */
interface Request {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: number | undefined;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * The parts of the STS client that serve any service of AWS: who signs, and who carries. With them one call to IAM costs no IAM
 * client, which would be many times the size of the rest of this package.
 */
export interface SignerAndCarrier {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's own types are in packages that nothing here names
  readonly signer: (scheme?: any) => Promise<{ sign: (request: any, options: any) => Promise<any> }>;
  readonly requestHandler: {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    handle: (request: any, options: any) => Promise<{ response: { statusCode: number; body?: any } }>;
  };
  readonly systemClockOffset: number;
}

/**
 * Serial numbers of the calling user's MFA devices (https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html; a user
 * has eight at most, so there is never a second page). Rejects like a call of the SDK's.
 */
export async function askMfaDevices(
  { signer, requestHandler, systemClockOffset }: SignerAndCarrier,
  endpoint: URL,
  region: string,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const scheme = { name: "sigv4", signingName: "iam", signingRegion: region };
  const signingDate = new Date(Date.now() + systemClockOffset);
  const request = await (await signer(scheme)).sign(toRequest(endpoint), { signingDate });
  const { response } = await requestHandler.handle(request, { abortSignal });
  const text = await readText(response.body).catch((error: unknown) => {
    throw abortSignal.aborted ? error : badAnswer(response.statusCode);
  });
  if (response.statusCode >= 300) throw refused(text, response.statusCode);
  if (/<\/ListMFADevicesResponse>\s*$/.test(text)) return elements(text, "SerialNumber");
  throw badAnswer(response.statusCode);
}

function toRequest(endpoint: URL): Request {
  return {
    method: "POST",
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    port: endpoint.port === "" ? undefined : Number(endpoint.port),
    path: endpoint.pathname,
    query: {},
    headers: { host: endpoint.host, "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: "Action=ListMFADevices&Version=2010-05-08",
  };
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** IAM's refusal in the shape of the SDK's errors, so that it is tried again or explained as those are. */
function refused(text: string, httpStatusCode: number): Error {
  const [code] = elements(text, "Code");
  const [message = code] = elements(text, "Message");
  if (code === undefined) return badAnswer(httpStatusCode);
  return Object.assign(new Error(message), { name: code, $fault: "client", $metadata: { httpStatusCode } });
}

function badAnswer(status: number): StsRefusal {
  return new StsRefusal(
    "BadAnswer",
    `IAM sent no proper answer (HTTP ${status}); a proxy in between may have changed it`,
    status,
  );
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The text of every element of this name. */
function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, text = ""]) =>
    text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, word) =>
      code === undefined ? (entities[word] ?? whole) : String.fromCodePoint(Number(code)),
    ),
  );
}
