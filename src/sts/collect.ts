import type { Readable } from "node:stream";

/**
 * All bytes of a stream; rejects where it breaks off. The SDK's own collector is a stream as well, and `pipe`, which it uses, opens
 * stdout and stderr to see whether they are what is piped into.
 */
export function collect(stream: Readable): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    stream
      .on("data", (chunk: Uint8Array) => chunks.push(chunk))
      .on("end", () => resolve(Buffer.concat(chunks)))
      .on("error", reject);
  });
}
