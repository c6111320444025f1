/** The embedded STS as a process of its own, so that it does not share a thread with the stopwatch. Prints its address; `/fresh` is a code. */
import { startTestSts } from "../test/support/sts.ts";

const sts = await startTestSts({ pages: { "/fresh": () => sts.freshCode() } });
console.log(sts.url);
