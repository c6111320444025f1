/**
 * The embedded STS as a process of its own, so that it does not share a thread with the stopwatch. Prints its address; `/fresh` is a code,
 * `/busy` how many milliseconds it has spent on requests since that was asked last.
 */
import { subscribe } from "node:diagnostics_channel";
import { startTestSts } from "../test/support/sts.ts";

const started = new WeakMap<object, number>();
let busy = 0;
interface Exchange {
  readonly request: object;
}
subscribe("http.server.request.start", (message) => {
  started.set((message as Exchange).request, performance.now());
});
subscribe("http.server.response.finish", (message) => {
  busy += performance.now() - started.get((message as Exchange).request)!;
});

const sts = await startTestSts({
  pages: {
    "/fresh": () => sts.freshCode(),
    "/busy": () => {
      const told = busy;
      busy = 0;
      return String(told);
    },
  },
});
console.log(sts.url);
