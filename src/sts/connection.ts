import { readFileSync } from "node:fs";
import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { isIP, type Socket, connect as tcpConnect } from "node:net";
import { AwsmfaError, ExitCode } from "../errors.ts";
import type { Env } from "../types.ts";
import { proxyFor } from "./proxy.ts";

/** An agent for one endpoint, and a way to open a connection before it is needed. */
export interface Connection {
  readonly agent: HttpAgent | HttpsAgent;
  /** Opens a connection ahead, unless one younger than ten seconds waits already. Never throws, never keeps the process alive. */
  readonly warmUp: () => void;
}

/** How long a connection opened ahead is trusted: the other end may hang up on an idle one, and a code works only once. */
const spareMilliseconds = 10_000;

/**
 * Makes the agent for an endpoint: through the environment's proxy where there is one, with the given CA bundle (which, as in the
 * AWS CLI, takes the place of the usual authorities). Throws `AwsmfaError` where the bundle cannot be read or the proxy is no address.
 */
export async function openConnection(url: URL, caBundle: string | undefined, env: Env): Promise<Connection> {
  const ca = caBundle === undefined ? undefined : readBundle(caBundle);
  const proxy = proxyFor(url, env);
  if (!proxy) return directConnection(url, ca);
  const { HttpProxyAgent, HttpsProxyAgent } = await import("hpagent");
  const ProxyAgent = url.protocol === "https:" ? HttpsProxyAgent : HttpProxyAgent;
  const trust = ca === undefined ? {} : { ca: [ca] };
  const agent = new ProxyAgent({ keepAlive: true, proxy, ...trust, proxyRequestOptions: trust });
  return { agent, warmUp: () => {} };
}

function readBundle(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? "unreadable";
    throw new AwsmfaError(
      ExitCode.config,
      `the CA bundle ${path} cannot be read (${why}); check AWS_CA_BUNDLE or ca_bundle`,
    );
  }
}

/** Only the modules of the endpoint's own protocol are loaded. */
async function directConnection(url: URL, ca: string | undefined): Promise<Connection> {
  const trust = ca === undefined ? {} : { ca };
  const isTls = url.protocol === "https:";
  const { Agent } = isTls ? await import("node:https") : await import("node:http");
  const openSocket = isTls ? await tlsSocket(url, trust) : () => tcpConnect(addressOf(url, 80));
  let spare: { socket: Socket; openedAt: number } | undefined;
  const isFresh = () =>
    spare && !spare.socket.destroyed && performance.now() - spare.openedAt < spareMilliseconds;
  const takeSpare = (): Socket | undefined => {
    const socket = isFresh() ? spare?.socket : undefined;
    if (!socket) spare?.socket.destroy();
    spare = undefined;
    socket?.removeAllListeners("error");
    return socket?.ref();
  };
  const agent = new Agent({ keepAlive: true, ...trust });
  const createConnection = agent.createConnection.bind(agent);
  agent.createConnection = (...args) => takeSpare() ?? createConnection(...args);
  const warmUp = () => {
    if (isFresh()) return;
    spare?.socket.destroy();
    const socket = openSocket().unref();
    // A connection that fails ahead of its use fails again, with a message, when it is used.
    socket.on("error", () => {});
    spare = { socket, openedAt: performance.now() };
  };
  return { agent, warmUp };
}

async function tlsSocket(url: URL, trust: { readonly ca?: string }): Promise<() => Socket> {
  const { connect } = await import("node:tls");
  const address = addressOf(url, 443);
  const servername = isIP(address.host) ? "" : address.host;
  return () => connect({ ...address, servername, ...trust });
}

function addressOf(url: URL, usualPort: number): { readonly host: string; readonly port: number } {
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port) || usualPort };
}
