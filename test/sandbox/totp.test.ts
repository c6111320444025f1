import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeClock } from "../../src/sandbox/clock.ts";
import { codePage } from "../../src/sandbox/code.ts";
import { TotpDevice } from "../../src/sandbox/totp.ts";

/** "12345678901234567890", the secret of RFC 6238's appendix B. */
const rfcSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const at = (seconds: number) =>
  new TotpDevice(
    rfcSecret,
    makeClock(() => new Date(seconds * 1000)),
  );

test("the codes of RFC 6238, appendix B (last six digits)", () => {
  const rows: [number, string][] = [
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
  ];
  for (const [seconds, code] of rows) assert.is(at(seconds).currentCode(), code);
});

test("a code works once, in its window and the one on either side", () => {
  const clock = makeClock(() => new Date(1_700_000_010_000));
  const device = new TotpDevice(rfcSecret, clock);
  const code = device.currentCode();
  clock.advance(30);
  assert.ok(device.accept(code));
  assert.not(device.accept(code));
  const ahead = device.currentCode();
  clock.advance(-30);
  assert.ok(device.accept(ahead));
  assert.not(device.accept(ahead));
});

test("a code of two windows ago is refused", () => {
  const clock = makeClock(() => new Date(1_700_000_010_000));
  const device = new TotpDevice(rfcSecret, clock);
  const code = device.currentCode();
  clock.advance(60);
  assert.not(device.accept(code));
});

test("fresh codes are all different and all work, without a wait", () => {
  const device = at(1_700_000_000);
  const codes = Array.from({ length: 20 }, () => {
    const code = device.freshCode();
    assert.ok(device.accept(code));
    return code;
  });
  assert.is(new Set(codes).size, 20);
});

test("a wrong code is refused", () => {
  const device = at(1_700_000_000);
  assert.not(device.accept(device.wrongCode()));
});

test("the page gives a code until it is used, and holds back one that is about to end", () => {
  const clock = makeClock(() => new Date(1_700_000_010_000));
  const device = new TotpDevice(rfcSecret, clock);
  assert.is(codePage(device), device.currentCode());
  device.accept(device.currentCode());
  assert.is(codePage(device), "wait 30000");
  clock.advance(59);
  assert.is(codePage(device), "wait 1000");
  clock.advance(1);
  assert.is(codePage(device), device.currentCode());
});

test.run();
