import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FaultProxy } from "./fault-proxy.ts";
import { startFaultProxy } from "./start.ts";
import { patience } from "./testing/failure.ts";
import { freePort } from "./testing/free-port.ts";
import { hasProgram, startProgram } from "./testing/program.ts";

const possible = await hasProgram("redis-server", "--version");

/** A client that sends bytes and remembers what came back. */
interface Client {
  send(...commands: readonly (readonly string[])[]): void;
  readonly replies: string;
  readonly failure: string | undefined;
  readonly socket: Socket;
}

async function connectTo(port: number): Promise<Client> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const client = { socket, replies: "", failure: undefined as string | undefined };
  socket.on("data", (piece) => {
    client.replies += piece;
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    client.failure = error.code;
  });
  const encode = (words: readonly string[]) =>
    `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
  return Object.assign(client, {
    send: (...commands: readonly (readonly string[])[]) => void socket.write(commands.map(encode).join("")),
  });
}

const ways: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "a single command": [["SET", "thing", "a"]],
  "a single command in lower case": [["set", "thing", "a", "NX", "PX", "60000"]],
  "MULTI and EXEC": [["MULTI"], ["SET", "thing", "b"], ["SET", "thing", "a"], ["EXEC"]],
  "a script": [["EVAL", "return redis.call('SET', KEYS[1], ARGV[1])", "1", "thing", "a"]],
  "a command of RESP 3": [
    ["HELLO", "3"],
    ["HSET", "map", "a", "1"],
    ["HGETALL", "map"],
    ["SET", "thing", "a"],
  ],
};

describe.runIf(possible)("Redis", () => {
  let stop: () => Promise<void>;
  let port: number;
  let direct: Client;
  let proxy: FaultProxy;
  let client: Client;
  beforeAll(async () => {
    port = await freePort();
    const parameters = (directory: string) => ["--port", String(port), "--dir", directory, "--save", ""];
    stop = await startProgram("redis-server", parameters, "Ready to accept connections");
    direct = await connectTo(port);
  });
  afterAll(async () => {
    direct?.socket.destroy();
    await stop?.();
  });
  beforeEach(async () => {
    await ask(direct, ["FLUSHALL"]);
    proxy = await startFaultProxy({ host: "127.0.0.1", port, protocol: "redis" });
    client = await connectTo(proxy.port);
  });
  afterEach(async () => {
    client.socket.destroy();
    await proxy.close();
  });
  /** Asks for one reply. */
  const ask = async (from: Client, words: readonly string[]) => {
    const before = from.replies.length;
    from.send(words);
    await expect.poll(() => from.replies.length, patience).toBeGreaterThan(before);
    return from.replies.slice(before);
  };
  const thing = () => ask(direct, ["GET", "thing"]);

  describe.each(Object.entries(ways))("%s", (_way, commands) => {
    const chosen = { match: (text: string) => /thing/i.test(text) };

    test("loseAnswerOfCommit: the value is there, and the client is reset", async () => {
      const lost = proxy.loseAnswerOfCommit(chosen);
      client.send(...commands);
      expect(await lost).toMatchObject({ lost: true });
      await expect.poll(() => client.failure, patience).toBe("ECONNRESET");
      expect(await thing()).toBe("$1\r\na\r\n");
    });

    test("loseCommit: the value is not there, and the client is reset", async () => {
      const lost = proxy.loseCommit(chosen);
      client.send(...commands);
      expect(await lost).toMatchObject({ lost: true });
      await expect.poll(() => client.failure, patience).toBe("ECONNRESET");
      expect(await thing()).toBe("$-1\r\n");
    });
  });

  test("in a pipeline, exactly the chosen command is lost: earlier ones are answered, later ones do not arrive", async () => {
    const lost = proxy.loseCommit({ match: (text) => text === "INCR second" });
    client.send(["INCR", "first"], ["GET", "first"], ["INCR", "second"], ["INCR", "third"]);
    expect(await lost).toEqual({ lost: true, statement: "INCR second" });
    await expect
      .poll(() => ask(direct, ["MGET", "first", "second", "third"]), patience)
      .toBe("*3\r\n$1\r\n1\r\n$-1\r\n$-1\r\n");
  });

  test("a transaction is chosen by what is in it", async () => {
    const lost = proxy.loseAnswerOfCommit();
    client.send(["MULTI"], ["SET", "thing", "a"]);
    await expect.poll(() => client.replies, patience).toBe("+OK\r\n+QUEUED\r\n");
    client.send(["EXEC"]);
    expect(await lost).toEqual({ lost: true, statement: "SET thing a;\nEXEC" });
    await expect.poll(() => client.failure, patience).toBe("ECONNRESET");
    expect(client.replies).toBe("+OK\r\n+QUEUED\r\n");
  });

  test("what is refused, changes nothing or reads is answered", async () => {
    await ask(direct, ["SET", "thing", "a"]);
    const lost = proxy.loseAnswerOfCommit();
    client.send(["GET", "thing"], ["SET", "thing", "b", "NX"], ["SETNX", "thing", "b"], ["LPUSH", "thing", "b"]);
    client.send(["WATCH", "thing"], ["MULTI"], ["SET", "thing", "b"], ["DISCARD"], ["DEL", "none"]);
    await expect
      .poll(() => client.replies, patience)
      .toMatch(/^\$1\r\na\r\n\$-1\r\n:0\r\n-WRONGTYPE[^\n]*\n\+OK\r\n\+OK\r\n\+QUEUED\r\n\+OK\r\n:0\r\n$/);
    client.send(["SET", "thing", "b", "NX"], ["SET", "thing", "c", "XX"]);
    expect(await lost).toEqual({ lost: true, statement: "SET thing c XX" });
    expect(await thing()).toBe("$1\r\nc\r\n");
  });

  test("a transaction that was watched in vain is answered", async () => {
    const lost = proxy.loseAnswerOfCommit();
    await ask(client, ["WATCH", "thing"]);
    await ask(direct, ["SET", "thing", "other"]);
    client.send(["MULTI"], ["SET", "thing", "a"], ["EXEC"]);
    await expect.poll(() => client.replies, patience).toBe("+OK\r\n+OK\r\n+QUEUED\r\n*-1\r\n");
    proxy.heal();
    expect(await lost).toMatchObject({ lost: false });
  });

  test("a subscriber hears, and a commit of another connection is lost", async () => {
    await ask(client, ["SUBSCRIBE", "news", "weather"]);
    const other = await connectTo(proxy.port);
    await ask(direct, ["PUBLISH", "news", "hello"]);
    await expect.poll(() => client.replies, patience).toContain("hello");
    const lost = proxy.loseAnswerOfCommit();
    other.send(["SET", "thing", "a"]);
    expect(await lost).toMatchObject({ lost: true });
    other.socket.destroy();
  });
});
