import type { Connection } from "./connection.ts";

const answerMilliseconds = 5_000;

/**
 * How many seconds a server's clock is ahead of ours, by the `Date` of whatever it answers; undefined where it tells none. Rejects where
 * it does not answer within five seconds.
 */
export async function secondsAhead(url: URL, agent: Connection["agent"]): Promise<number | undefined> {
  const started = Date.now();
  const theirs = Date.parse(await dateHeader(url, agent));
  // The answer was on its way for half of the time that it took; the header counts whole seconds.
  const ahead = (theirs + 500 - (started + Date.now()) / 2) / 1000;
  return Number.isNaN(ahead) ? undefined : Math.round(ahead);
}

async function dateHeader(url: URL, agent: Connection["agent"]): Promise<string> {
  const { request } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  return new Promise((resolve, reject) => {
    request(url, { method: "GET", agent, timeout: answerMilliseconds, headers: { connection: "close" } })
      .on("response", (answer) => {
        answer.resume();
        resolve(answer.headers.date ?? "");
      })
      .on("timeout", function (this: { destroy: (error: Error) => void }) {
        this.destroy(new Error("no answer in time"));
      })
      .on("error", reject)
      .end();
  });
}
