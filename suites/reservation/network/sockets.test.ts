import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { followers, type ProxyProtocol } from "./follow/protocol.ts";
import { startFaultProxy } from "./start.ts";
import { patience } from "./testing/failure.ts";

let server: Server;
let port: number;
const accepted = new Set<Socket>();
beforeEach(async () => {
  server = createServer((socket) => {
    accepted.add(socket);
    socket.on("close", () => accepted.delete(socket));
    socket.on("error", () => {});
    socket.pipe(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as { port: number }).port;
});
afterEach(() => {
  server.close();
  for (const socket of accepted) socket.destroy();
});

/** Sockets and servers that this process has open. */
function openHandles(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCP/.test(name)).length;
}

async function open(to: number): Promise<Socket> {
  const socket = connect(to, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

test("1000 connections in every state leave no handle once the proxy is closed", async () => {
  const before = openHandles();
  const proxy = await startFaultProxy({ host: "127.0.0.1", port, protocol: "http" });
  const controls = [
    () => {},
    () => proxy.halfOpen(),
    () => proxy.partition("both"),
    () => proxy.partition("from-store"),
    () => proxy.delay(50),
  ];
  const clients: Socket[] = [];
  for (const control of controls) {
    control();
    clients.push(...(await Promise.all(Array.from({ length: 200 }, () => open(proxy.port)))));
    for (const client of clients) client.write("GET / HTTP/1.1\r\n");
  }
  await proxy.close();
  await proxy.close();
  await expect.poll(() => clients.filter((client) => !client.destroyed).length, patience).toBe(0);
  await expect.poll(() => accepted.size, patience).toBe(0);
  await expect.poll(() => openHandles(), patience).toBeLessThanOrEqual(before);
});

test("connections that end by themselves leave nothing in the proxy", async () => {
  const proxy = await startFaultProxy({ host: "127.0.0.1", port, protocol: "redis" });
  const before = openHandles();
  for (let round = 0; round < 5; round++) {
    const clients = await Promise.all(Array.from({ length: 100 }, () => open(proxy.port)));
    for (const [index, client] of clients.entries()) index % 2 === 0 ? client.end() : client.resetAndDestroy();
  }
  await expect.poll(() => openHandles(), patience).toBeLessThanOrEqual(before);
  await proxy.close();
});

test("a connection that was ended from one side can still be reset and closed", async () => {
  server.removeAllListeners("connection");
  server.on("connection", (socket) => socket.on("error", () => {}).end("bye"));
  const proxy = await startFaultProxy({ host: "127.0.0.1", port, protocol: "http" });
  const client = await open(proxy.port);
  client.resume();
  await once(client, "end");
  proxy.killConnections();
  await proxy.close();
});

test("a peer that does not read makes the other one wait, and the proxy keeps little", async () => {
  server.removeAllListeners("connection");
  server.on("connection", (socket) => {
    accepted.add(socket);
    socket.on("error", () => {});
    socket.pause();
  });
  const proxy = await startFaultProxy({ host: "127.0.0.1", port, protocol: "postgres" });
  const client = await open(proxy.port);
  const piece = Buffer.alloc(64 * 1024);
  let written = 0;
  let stalled = 0;
  // Sends until nothing more is taken, three times in a row.
  while (stalled < 3 && written < 512 * 1024 * 1024) {
    if (client.write(piece)) stalled = 0;
    else if (await Promise.race([once(client, "drain").then(() => true), later(300)])) stalled = 0;
    else stalled += 1;
    written += piece.length;
  }
  expect(written).toBeLessThan(64 * 1024 * 1024);
  await proxy.close();
});

function later(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds));
}

test.each(Object.keys(followers) as ProxyProtocol[])(
  "%s: any bytes pass unchanged, whatever they are",
  async (protocol) => {
    const proxy = await startFaultProxy({ host: "127.0.0.1", port, protocol });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 10 }), async (pieces) => {
        const client = await open(proxy.port);
        const lost = proxy.loseAnswerOfCommit({ match: () => false });
        const back: Buffer[] = [];
        client.on("data", (piece) => back.push(piece));
        for (const piece of pieces) client.write(piece);
        client.end();
        await once(client, "end");
        expect(Buffer.concat(back)).toEqual(Buffer.concat(pieces));
        proxy.heal();
        expect(await lost).toMatchObject({ lost: false });
      }),
      { numRuns: 50 },
    );
    await proxy.close();
  },
);
