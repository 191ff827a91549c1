import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FaultProxy } from "./fault-proxy.ts";
import { startFaultProxy } from "./start.ts";
import { failureOf } from "./testing/failure.ts";
import { freePort } from "./testing/free-port.ts";
import { hasProgram, startProgram } from "./testing/program.ts";

const possible = await hasProgram("etcd", "--version");

const base64 = (text: string) => Buffer.from(text).toString("base64");
const [key, value] = [base64("thing"), base64("a")];
const put = { key, value };
const absent = { key, target: "CREATE", create_revision: "0" };
const onlyOnce = { compare: [absent], success: [{ request_put: put }], failure: [{ request_range: { key } }] };

describe.runIf(possible)("etcd by its JSON gateway", () => {
  let stop: () => Promise<void>;
  let port: number;
  let proxy: FaultProxy;
  beforeAll(async () => {
    port = await freePort();
    const [client, peer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${await freePort()}`];
    const parameters = (directory: string) => [
      ...["--data-dir", directory, "--listen-client-urls", client, "--advertise-client-urls", client],
      ...["--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", `default=${peer}`],
    ];
    stop = await startProgram("etcd", parameters, "ready to serve client requests");
  });
  afterAll(() => stop?.());
  beforeEach(async () => {
    await post("/v3/kv/deleterange", { key }, port);
    proxy = await startFaultProxy({ host: "127.0.0.1", port, protocol: "http" });
  });
  afterEach(() => proxy?.close());
  const post = async (path: string, body: object, to = proxy.port): Promise<Record<string, unknown>> => {
    const response = await fetch(`http://127.0.0.1:${to}${path}`, { method: "POST", body: JSON.stringify(body) });
    return (await response.json()) as Record<string, unknown>;
  };
  const isThere = async () => (await post("/v3/kv/range", { key }, port)).count === "1";

  describe.each([
    { path: "/v3/kv/put", body: put },
    { path: "/v3/kv/txn", body: onlyOnce },
  ])("$path", ({ path, body }) => {
    test("loseAnswerOfCommit: the key is there, and the client got an error", async () => {
      await post("/v3/kv/range", { key });
      const lost = proxy.loseAnswerOfCommit();
      expect(await failureOf(post(path, body))).toMatch(/fetch failed/);
      expect(await lost).toEqual({ lost: true, statement: `POST ${path}\n${JSON.stringify(body)}` });
      expect(await isThere()).toBe(true);
    });

    test("loseCommit: the key is not there, and the client got an error", async () => {
      const lost = proxy.loseCommit();
      expect(await failureOf(post(path, body))).toMatch(/fetch failed/);
      expect(await lost).toMatchObject({ lost: true });
      expect(await isThere()).toBe(false);
    });
  });

  test("a transaction whose comparison fails is answered", async () => {
    await post("/v3/kv/put", put);
    const lost = proxy.loseAnswerOfCommit({ match: (text) => text.includes(key) });
    expect(await post("/v3/kv/txn", onlyOnce)).not.toHaveProperty("succeeded");
    expect(await failureOf(post("/v3/kv/deleterange", { key }))).toBeDefined();
    expect(await lost).toMatchObject({ lost: true, statement: expect.stringContaining("deleterange") });
    expect(await isThere()).toBe(false);
  });

  test("a lease is granted once and its answer lost", async () => {
    const lost = proxy.loseAnswerOfCommit();
    expect(await failureOf(post("/v3/lease/grant", { TTL: 60 }))).toBeDefined();
    expect(await lost).toMatchObject({ lost: true });
  });

  test("HTTP/2 passes, and says that no commit can be seen in it", async () => {
    const lost = proxy.loseCommit();
    const session = connectHttp2(`http://127.0.0.1:${proxy.port}`);
    session.on("error", () => {});
    await once(session, "remoteSettings");
    session.destroy();
    expect(await lost).toEqual({ lost: false, because: expect.stringMatching(/HTTP\/2.*JSON gateway/) });
  });
});
