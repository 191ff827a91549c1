import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Relay, startRelay } from "./relay.ts";
import { createWideArea, type WideArea } from "./wide-area.ts";

const delayMilliseconds = 30;
const there = { from: "dc1", to: "dc2" } as const;
const back = { from: "dc2", to: "dc1" } as const;
/** Long enough for what is not held to arrive. */
const silenceMilliseconds = 10 * delayMilliseconds;

let wideArea: WideArea;
let server: Server;
let relay: Relay;
let received: string;
const sockets: Socket[] = [];

beforeEach(async () => {
  wideArea = createWideArea(() => delayMilliseconds);
  received = "";
  // Answers each piece with itself in capitals.
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received += String(chunk);
      socket.write(String(chunk).toUpperCase());
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const route = () => ({ host: "127.0.0.1", port, to: "dc2" }) as const;
  relay = await startRelay({ wideArea, from: "dc1", host: "127.0.0.1", route });
});

afterEach(async () => {
  await relay.close();
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
});

async function open(): Promise<{ socket: Socket; answers: () => string }> {
  const socket = connect({ host: relay.host, port: relay.port, noDelay: true });
  sockets.push(socket);
  let answers = "";
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    answers += String(chunk);
  });
  await once(socket, "connect");
  return { socket, answers: () => answers };
}

/** A connection over which an answer has come. */
async function openAndAsk(): Promise<Awaited<ReturnType<typeof open>>> {
  const opened = await open();
  opened.socket.write("a");
  await expect.poll(opened.answers).toBe("A");
  return opened;
}

const silence = () => new Promise((resolve) => setTimeout(resolve, silenceMilliseconds));

test("an answer takes the way there and back", async () => {
  const { socket, answers } = await openAndAsk();
  const begun = performance.now();
  socket.write("b");
  await expect.poll(answers, { interval: 1 }).toBe("AB");
  expect(performance.now() - begun).toBeGreaterThanOrEqual(2 * delayMilliseconds - 1);
});

test("many bytes arrive whole and in order", async () => {
  const { socket, answers } = await open();
  const text = Array.from({ length: 60_000 }, (_, index) => `line ${index}\n`).join("");
  socket.write(text);
  await expect.poll(() => answers().length, { timeout: 10_000 }).toBe(text.length);
  expect(answers()).toBe(text.toUpperCase());
});

test("what is sent during a cut there arrives when it is healed, not before", async () => {
  const { socket, answers } = await openAndAsk();
  wideArea.cut([there]);
  socket.write("b");
  await silence();
  expect(received).toBe("a");
  wideArea.heal();
  await expect.poll(answers).toBe("AB");
});

test("a cut back leaves the request to arrive and holds its answer", async () => {
  const { socket, answers } = await openAndAsk();
  wideArea.cut([back]);
  socket.write("b");
  await expect.poll(() => received).toBe("ab");
  await silence();
  expect(answers()).toBe("A");
  wideArea.heal();
  await expect.poll(answers).toBe("AB");
});

test.each([
  ["there", there],
  ["back", back],
])("a connection that is made during a cut %s leads nowhere until it is healed", async (_name, direction) => {
  wideArea.cut([direction]);
  const { socket, answers } = await open();
  socket.write("b");
  await silence();
  expect(received).toBe("");
  wideArea.heal();
  await expect.poll(answers).toBe("B");
});

test("the end of a connection is not learnt by whoever is cut off", async () => {
  const { socket } = await openAndAsk();
  const [served] = sockets.filter(
    (one) => one.remotePort !== undefined && one.localPort === (server.address() as { port: number }).port,
  );
  wideArea.cut([there]);
  socket.destroy();
  await silence();
  expect(served?.destroyed).toBe(false);
  wideArea.heal();
  await expect.poll(() => served?.destroyed).toBe(true);
});

test("a cut elsewhere changes nothing", async () => {
  wideArea.cut([{ from: "dc1", to: "witness" }]);
  await openAndAsk();
});

test("requests are counted, answers are not", async () => {
  const { socket, answers } = await openAndAsk();
  socket.write("b");
  await expect.poll(answers).toBe("AB");
  expect(relay.exchanges).toBe(2);
});

test("a reset ends connections, and new ones are taken", async () => {
  const { socket } = await openAndAsk();
  relay.reset();
  await once(socket, "close");
  await openAndAsk();
});
