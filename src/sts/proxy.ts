import { BlockList, isIP } from "node:net";
import { AwsmfaError, ExitCode } from "../errors.ts";
import type { Env } from "../types.ts";

/**
 * The proxy for a URL, undefined for none: `https_proxy`/`HTTPS_PROXY` (`http_proxy`/`HTTP_PROXY` for http), the lower-case name first,
 * as botocore reads them, unless `no_proxy`/`NO_PROXY` names the host. Loopback is never asked for by way of a proxy.
 * Throws where the variable holds no URL.
 */
export function proxyFor(url: URL, env: Env): URL | undefined {
  const name = `${url.protocol.slice(0, -1)}_proxy`;
  const value = env[name] || env[name.toUpperCase()];
  if (!value || isLoopback(hostOf(url)) || isExempt(url, env.no_proxy || env.NO_PROXY || ""))
    return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy && /^https?:$/.test(proxy.protocol)) return proxy;
  // Not shown: a proxy's address may hold a password.
  throw new AwsmfaError(
    ExitCode.config,
    `${name.toUpperCase()} is no http:// or https:// address of a proxy`,
  );
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Whether a list of `host`, `.suffix`, `*.suffix`, `host:port`, addresses, networks (`10.0.0.0/8`) or `*` names the URL. */
function isExempt(url: URL, list: string): boolean {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => entry === "*" || names(entry, hostOf(url), port));
}

function names(entry: string, host: string, port: string): boolean {
  const [, network, bits] = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (network && bits) return isInNetwork(host, network, Number(bits));
  const [, name = entry, wanted = port] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (wanted !== port) return false;
  const suffix = name.replace(/^\[|\]$/g, "").replace(/^\*?\./, "");
  return host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`));
}

function isInNetwork(host: string, network: string, bits: number): boolean {
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || bits > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const type = family === 4 ? "ipv4" : "ipv6";
  list.addSubnet(network, bits, type);
  return list.check(host, type);
}
