import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { lockHolder, sweepLocks, takeLock } from "../../src/lock/lock.ts";
import { isGone, makeOwner } from "../../src/lock/owner.ts";
import { startProgram } from "../support/shell.ts";

const folder = mkdtempSync(join(tmpdir(), "awsmfa locks-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const now = () => new Date();
let count = 0;
const request = () => ({ path: join(folder, `lock${count++}`), pid: process.pid, seconds: 60, now });

/** A lock left by a process that is dead by now. */
function leave(path: string, change: Record<string, unknown> = {}): void {
  const owner = { ...makeOwner(process.pid, now(), 60), pid: 2 ** 22 + 1, ...change };
  writeFileSync(path, JSON.stringify(owner), { mode: 0o600 });
}

test("one takes it, the next learns who has it, and after the release it is free", () => {
  const wanted = request();
  const first = takeLock({ ...wanted, terminal: "/dev/pts/7" });
  assert.ok("release" in first);
  const second = takeLock(wanted);
  assert.ok("by" in second);
  assert.is(second.by.pid, process.pid);
  assert.is(second.by.terminal, "/dev/pts/7");
  first.release();
  first.release();
  assert.is(lockHolder(wanted.path, now()), undefined);
  assert.ok("release" in takeLock(wanted));
});

// On a disk that filled up the session had been opened and stored, and was then thrown away with a stack trace.
test("a release that cannot write, since the disk filled up meanwhile, fails nothing", () => {
  const gone = join(folder, "gone");
  const lock = takeLock({ ...request(), path: join(gone, "lock") });
  assert.ok("release" in lock);
  rmSync(gone, { recursive: true });
  writeFileSync(gone, "no folder any more");
  lock.release();
});

for (const [what, change] of [
  ["a dead process", {}],
  ["a process whose number another one has now", { pid: process.pid, start: "1" }],
  ["a machine that was started again since", { pid: process.pid, boot: "another" }],
  ["another machine, beyond its time", { host: "elsewhere", deadline: 1 }],
  ["a process that lives, beyond its time", { pid: process.pid, deadline: 1 }],
  ["a process that lives, before the clock was set back", { pid: process.pid, deadline: 4e9 }],
  ["another machine, whose clock was ahead", { host: "elsewhere", deadline: 4e9 }],
] as const) {
  test(`what was left by ${what} stops nobody`, () => {
    const wanted = request();
    leave(wanted.path, change);
    assert.is(lockHolder(wanted.path, now()), undefined);
    assert.ok("release" in takeLock(wanted));
  });
}

test("another machine's lock counts until its time is over", () => {
  const wanted = request();
  leave(wanted.path, { host: `${hostname()}-elsewhere` });
  assert.ok("by" in takeLock(wanted));
});

// Twenty that wait fifteen seconds for a process that was stopped gave up all at once, half a second before they could have had it.
test("a lock counts no longer than it may be held", () => {
  const taken = new Date("2030-01-01T00:00:00.700Z");
  const owner = makeOwner(process.pid, taken, 15);
  assert.is(isGone(owner, new Date(taken.getTime() + 14_999)), false);
  assert.is(isGone(owner, new Date(taken.getTime() + 15_001)), true);
});

test("killed while taking a dead lock away: the guard it left stops nobody either", () => {
  const wanted = request();
  leave(wanted.path, { id: "dead" });
  leave(join(folder, "guard-dead"), { id: "dead-too" });
  leave(join(folder, "guard-dead-too"), { id: "third" });
  assert.ok("release" in takeLock(wanted));
});

test("an hour later what killed processes left is swept; no lock is", () => {
  const place = mkdtempSync(join(folder, "swept-"));
  for (const name of [".draft", "guard-dead", "a.call.failed", "a.call"]) leave(join(place, name));
  sweepLocks(place, now());
  assert.is(readdirSync(place).length, 4);
  sweepLocks(place, new Date(Date.now() + 3_700_000));
  assert.equal(readdirSync(place), ["a.call"]);
  sweepLocks(join(place, "missing"), now());
});

test("half a lock, as after a power cut, stops nobody", () => {
  const wanted = request();
  writeFileSync(wanted.path, '{"id": "ha', { mode: 0o600 });
  assert.ok("release" in takeLock(wanted));
});

test("eight processes over a dead lock, again and again: never two holders, and nothing is left", async () => {
  const place = mkdtempSync(join(folder, "many-"));
  const lock = join(place, "lock");
  const log = join(place, "log");
  leave(lock);
  const source = fileURLToPath(new URL("../../src/lock/lock.ts", import.meta.url));
  // Every other time the holder leaves its lock behind as a dead process would, and all the others fall upon it.
  const script = `
    import { appendFileSync, renameSync, writeFileSync } from "node:fs";
    import { takeLock } from ${JSON.stringify(source)};
    const lock = ${JSON.stringify(lock)};
    const log = (word) => appendFileSync(${JSON.stringify(log)}, word + "\\n");
    let rounds = 0;
    while (rounds < 60) {
      const taken = takeLock({ path: lock, pid: process.pid, seconds: 60, now: () => new Date() });
      if (!("release" in taken)) continue;
      log("in");
      await new Promise((resolve) => setTimeout(resolve, 0));
      log("out");
      if (rounds++ % 2) taken.release();
      else {
        writeFileSync(lock + process.pid, JSON.stringify({ ...taken.owner, pid: 2 ** 22 + 1 }), { mode: 0o600 });
        renameSync(lock + process.pid, lock);
      }
    }`;
  const words = ["--import", "tsx", "--input-type=module", "-e", script];
  const surroundings = {
    env: { PATH: process.env.PATH ?? "" },
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
  };
  const all = await Promise.all(
    Array.from({ length: 8 }, () => startProgram(process.execPath, words, surroundings).ended),
  );
  assert.is(all.map(({ stderr }) => stderr).join(""), "");
  const lines = readFileSync(log, "utf8").trim().split("\n");
  assert.is(lines.length, 8 * 60 * 2);
  assert.equal(
    lines.filter((line, at) => line !== (at % 2 === 0 ? "in" : "out")),
    [],
  );
  const last = takeLock({ path: lock, pid: process.pid, seconds: 60, now });
  assert.ok("release" in last);
  last.release();
  assert.equal(
    readdirSync(place).filter((name) => name.startsWith("lock")),
    [],
  );
});

test.run();
