import { type AddressInfo, connect, createServer } from "node:net";

/** A port that hands connections on to another one, as they are, and counts them. */
export interface Forwarder {
  readonly port: number;
  readonly counted: { connections: number };
  /** Resolves when the first connection comes, and rejects when none does for 20 s. */
  readonly first: Promise<void>;
}

/** Starts one on 127.0.0.1. It keeps no process alive. */
export async function startForwarder(target: number): Promise<Forwarder> {
  const counted = { connections: 0 };
  let came = () => {};
  const first = new Promise<void>((resolve, reject) => {
    const tooLong = setTimeout(() => reject(new Error("nobody has connected")), 20_000);
    came = () => {
      clearTimeout(tooLong);
      resolve();
    };
  });
  const forwarder = createServer((socket) => {
    counted.connections++;
    came();
    const onward = connect(target, "127.0.0.1").unref();
    for (const each of [socket.unref(), onward]) each.on("error", () => {});
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => forwarder.listen(0, "127.0.0.1", resolve));
  forwarder.unref();
  return { port: (forwarder.address() as AddressInfo).port, counted, first };
}
