import { test } from "uvu";
import * as assert from "uvu/assert";
import { fewAtATime } from "../../src/session/few-at-a-time.ts";

test("everything is done, never more at once than allowed, and as many as allowed", async () => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await fewAtATime([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
    done.push(item);
  });
  assert.equal([done.sort(), most], [[1, 2, 3, 4, 5, 6, 7], 3]);
  await fewAtATime([], 3, () => Promise.reject(new Error("nothing to do")));
});

test.run();
