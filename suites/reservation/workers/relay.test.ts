import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRelays, type Relays } from "./relay.ts";

let relays: Relays;
beforeEach(() => {
  relays = createRelays({ listen: "127.0.0.2", name: "127.0.0.2" });
});
afterEach(() => relays.close());

/** A server of one connection's behaviour; its URL as the harness would give it. */
async function serve(behave: (socket: Socket) => void) {
  const server = createServer({ allowHalfOpen: true }, behave).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `redis://:secret@127.0.0.1:${(server.address() as AddressInfo).port}/0`, close: () => server.close() };
}

async function dial(url: string): Promise<Socket> {
  const { hostname, port } = new URL(await relays.reachable(url));
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  await once(socket, "connect");
  return socket;
}

test("replaces every loopback address that has a port, one relay for each port, and nothing else", async () => {
  const rewritten = await relays.reachable("http://127.0.0.1:2379,http://localhost:2380,http://[::1]:2379/a?b=c");
  expect(rewritten).toMatch(
    /^http:\/\/127\.0\.0\.2:(\d+),http:\/\/127\.0\.0\.2:(?!\1,)\d+,http:\/\/127\.0\.0\.2:\1\/a\?b=c$/,
  );
  for (const text of ["http://db.example.com:5432", "send,collect", "localhost", "127.0.0.1:80"]) {
    expect(await relays.reachable(text)).toBe(text);
  }
});

test("carries bytes both ways, and the end of one direction without that of the other", async () => {
  const server = await serve(async (socket) => {
    socket.end(`heard ${await text(socket)}`);
  });
  try {
    const socket = await dial(server.url);
    socket.end("all of it");
    expect(await text(socket)).toBe("heard all of it");
  } finally {
    server.close();
  }
});

test("a connection that the store resets is reset for the worker", async () => {
  const server = await serve((socket) => void socket.once("data", () => socket.resetAndDestroy()));
  try {
    const socket = await dial(server.url);
    socket.write("COMMIT");
    const [error] = await once(socket, "error");
    expect(error).toMatchObject({ code: "ECONNRESET" });
  } finally {
    server.close();
  }
});
