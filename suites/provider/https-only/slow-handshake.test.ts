import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { showCertificate } from "./certificate.ts";
import { offer } from "./offer.ts";
import { askPlainly } from "./plain-http.ts";

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function listen(serve: (socket: Socket) => void): Promise<{ url: string; address: string }> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    serve(socket);
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, address: "127.0.0.1" };
}

/** Sends the beginning of an answer, a byte at a time, for ever. */
function drips(beginning: Buffer): (socket: Socket) => void {
  return (socket) => {
    let sent = 0;
    const timer = setInterval(() => socket.write(Buffer.of(beginning[sent++] ?? 0x61)), 200);
    socket.on("close", () => clearInterval(timer));
  };
}

// The beginning of a ServerHello of 16 KiB.
const record = Buffer.from([22, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xfc]);
const head = Buffer.from("HTTP/1.1 200 OK\r\nX-Endless: ");

test("a server that is not there is told to be out of reach, and one that hangs up to speak no TLS", async () => {
  const silent = await listen((socket) => socket.destroy());
  await expect(showCertificate(silent, undefined)).rejects.toThrow(/does not speak TLS 1\.2 or 1\.3 \(ECONNRESET\)/);
  const server = servers.at(-1);
  server?.close();
  await once(server as Server, "close");
  await expect(showCertificate(silent, undefined)).rejects.toThrow(/cannot be reached \(ECONNREFUSED\); check the URL/);
});

describe.each([
  ["says nothing", () => {}, () => {}],
  ["drips", drips(record), drips(head)],
] as const)("a server that %s in the handshake", (_what, serveTls, servePlain) => {
  test.concurrent("shows no certificate, and that is told in bounded time", async () => {
    const instance = await listen(serveTls);
    await expect(showCertificate(instance, undefined)).rejects.toThrow("no handshake within 5000 ms");
  });

  test.concurrent("takes no offer", async () => {
    const instance = await listen(serveTls);
    expect(await offer(instance, 0x0303, [])).toBeUndefined();
  });

  test.concurrent("answers nothing in the clear", async () => {
    const instance = await listen(servePlain);
    expect(await askPlainly(instance, Number(new URL(instance.url).port), { path: "/", headers: {} })).toBeUndefined();
  });
});
