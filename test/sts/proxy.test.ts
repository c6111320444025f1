import { test } from "uvu";
import * as assert from "uvu/assert";
import { AwsmfaError } from "../../src/errors.ts";
import { proxyFor } from "../../src/sts/proxy.ts";

const proxy = "http://proxy.example:3128";
const host = "sts.eu-west-1.amazonaws.com";

/** NO_PROXY, the host asked for, whether the proxy is used. */
const rows: [string, string, boolean][] = [
  ["", host, true],
  ["*", host, false],
  ["amazonaws.com", host, false],
  [".amazonaws.com", host, false],
  ["*.amazonaws.com", host, false],
  ["AMAZONAWS.com", host, false],
  ["zonaws.com", host, true],
  [`other.example, ${host}`, host, false],
  [`${host}:443`, host, false],
  [`${host}:8443`, host, true],
  ["10.0.0.0/8", "10.1.2.3", false],
  ["10.0.0.0/8", "11.1.2.3", true],
  ["10.1.2.3", "10.1.2.3", false],
  ["fd00::/8", "[fd00::7]", false],
  ["", "127.0.0.1:8080", false],
  ["", "localhost", false],
  ["", "[::1]", false],
];

for (const [list, name, used] of rows) {
  test(`NO_PROXY="${list}": ${name} ${used ? "by way of the proxy" : "directly"}`, () => {
    const found = proxyFor(new URL(`https://${name}/`), { HTTPS_PROXY: proxy, NO_PROXY: list });
    assert.is(found?.host, used ? "proxy.example:3128" : undefined);
  });
}

test("the lower-case name counts first, each scheme has its own, and a scheme may be left out", () => {
  const url = new URL(`https://${host}/`);
  assert.is(proxyFor(url, { HTTPS_PROXY: "http://a:1", https_proxy: "b:2" })?.host, "b:2");
  assert.is(proxyFor(url, { HTTP_PROXY: "http://a:1" }), undefined);
  assert.is(proxyFor(new URL("http://sts.example/"), { HTTP_PROXY: "http://a:1" })?.host, "a:1");
});

test("what is no proxy's address is refused without being shown: it may hold a password", () => {
  try {
    proxyFor(new URL(`https://${host}/`), { HTTPS_PROXY: "socks5://me:pass@x:1" });
    assert.unreachable();
  } catch (error) {
    assert.instance(error, AwsmfaError);
    assert.not.match((error as Error).message, "pass@");
  }
});

test.run();
