import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { renderAnswer, renderRefusal } from "./answer.ts";
import { type Clock, makeClock } from "./clock.ts";
import type { Directory } from "./directory.ts";
import { beforeAction, type Fault, Faults, send } from "./fault.ts";
import { type Principal, Registry } from "./principal.ts";
import { Refusal, refusals } from "./refusal.ts";
import { namespaceOf, services } from "./services.ts";
import { type Authorization, parseAuthorization, verifySignature } from "./sigv4.ts";

export interface StsOptions {
  readonly directory: Directory;
  /** 0, the default: any free one. Always on 127.0.0.1. */
  readonly port?: number;
  /** Serve https with this key and certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Paths answered beside STS, as text: how the sandbox hands out codes. */
  readonly pages?: Readonly<Record<string, () => string>>;
}

/** One request as STS saw it. Codes are masked; secrets never travel. */
export interface Call {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  /** The region in the signature's scope. */
  readonly region: string;
  readonly at: Date;
  /** `ok`, AWS's error code, or `unheard`. */
  outcome: string;
}

/** A running STS. `calls` grows; `clock`, `faults` and `registry` may be used at any time. */
export interface RunningSts {
  readonly url: string;
  readonly port: number;
  readonly calls: Call[];
  readonly clock: Clock;
  readonly faults: Faults;
  readonly registry: Registry;
  readonly close: () => Promise<void>;
}

/** Starts a small, true STS on 127.0.0.1: Query protocol, Signature Version 4, AWS's own refusals. */
export async function startSts(options: StsOptions): Promise<RunningSts> {
  const clock = makeClock();
  const sts = { calls: [], clock, faults: new Faults(), registry: new Registry(options.directory, clock) };
  const listener: RequestListener = (request, response) => {
    const page = options.pages?.[request.url ?? ""];
    if (page) response.end(page());
    else serve(sts, request, response).catch(() => response.destroy());
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { ...sts, port, url: `${options.tls ? "https" : "http"}://127.0.0.1:${port}`, close };
}

type World = Pick<RunningSts, "calls" | "clock" | "faults" | "registry">;

async function serve(sts: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  const body = await readBody(request);
  const parameters = readParameters(request, body);
  const action = parameters.get("Action") ?? "";
  const fault = sts.faults.take(action);
  const call = note(sts, request, parameters);
  if (fault?.unheard) {
    call.outcome = "unheard";
    request.socket.destroy();
    return;
  }
  const { status, text } = await answer(sts, request, body, parameters, fault, requestId).catch(
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      call.outcome = error.code;
      return { status: error.status, text: renderRefusal(namespaceOf(request), error, requestId) };
    },
  );
  // Not sent yet: a fault may still say something else.
  response.statusCode = status;
  response.setHeader("Content-Type", "text/xml");
  response.setHeader("x-amzn-RequestId", requestId);
  // Clients correct their own clock by this header.
  response.setHeader("Date", sts.clock.now().toUTCString());
  send(response, text, fault?.answer);
}

async function answer(
  { registry, clock }: World,
  request: IncomingMessage,
  body: Buffer,
  parameters: URLSearchParams,
  fault: Fault | undefined,
  requestId: string,
): Promise<{ status: number; text: string }> {
  await beforeAction(fault);
  const authorization = parseAuthorization(request.headers.authorization);
  const caller = authenticate(registry, clock, authorization, request, body);
  const { actions, namespace, ...service } = services[authorization.service];
  const name = parameters.get("Action");
  const version = parameters.get("Version") ?? "";
  if (name === null) throw refusals.malformedInput("The request holds no Action");
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action || version !== service.version) throw refusals.invalidAction(name, version);
  return {
    status: 200,
    text: renderAnswer(namespace, name, action(registry, caller, parameters), requestId),
  };
}

/** Who signed the request. An unknown key, a wrong or missing session token, an ended session and a wrong signature are refused in this order. */
function authenticate(
  registry: Registry,
  clock: Clock,
  authorization: Authorization,
  request: IncomingMessage,
  body: Buffer,
): Principal {
  const caller = registry.find(authorization.accessKeyId);
  const token = request.headers["x-amz-security-token"];
  if (!caller || caller.sessionToken !== token) throw refusals.unknownKey();
  const signed = { method: request.method ?? "", target: request.url ?? "/", headers: request.headers, body };
  verifySignature(signed, authorization, caller.secretAccessKey, clock.now());
  if (caller.expiration && caller.expiration <= clock.now()) throw refusals.expiredToken();
  return caller;
}

function note(sts: World, request: IncomingMessage, parameters: URLSearchParams): Call {
  const { Action: action = "", Version: _, ...rest } = Object.fromEntries(parameters);
  if (rest.TokenCode !== undefined) rest.TokenCode = "******";
  const scope = /Credential=([^/,]*)\/[^/,]*\/([^/,]*)/.exec(request.headers.authorization ?? "");
  const [, accessKeyId = "", region = ""] = scope ?? [];
  const call: Call = { action, parameters: rest, accessKeyId, region, at: sts.clock.now(), outcome: "ok" };
  sts.calls.push(call);
  return call;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function readParameters(request: IncomingMessage, body: Buffer): URLSearchParams {
  return new URLSearchParams(
    request.method === "GET" ? (request.url ?? "").split("?")[1] : body.toString("utf8"),
  );
}
