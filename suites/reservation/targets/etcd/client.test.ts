import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEtcdClient } from "./client.ts";
import { get } from "./transaction.ts";

const read = { compare: [], success: [get("key")], failure: [] };
const answer = { header: { revision: "7" }, succeeded: true, responses: [{ response_range: { count: "0" } }] };

/** What each node does with a request: answers, refuses, or says nothing. */
type Behaviour = "answers" | "refuses" | "is silent";
let behaviours: Behaviour[];
let asked: number[];
let servers: Server[];
let endpoints: string[];

beforeEach(async () => {
  behaviours = ["answers", "answers", "answers"];
  asked = [];
  servers = behaviours.map((_, index) =>
    createServer((request, response) => {
      request.resume();
      asked.push(index);
      if (behaviours[index] === "is silent") return;
      response.writeHead(behaviours[index] === "answers" ? 200 : 503, { "content-type": "application/json" });
      response.end(JSON.stringify(behaviours[index] === "answers" ? answer : { error: "etcdserver: no leader" }));
    }).listen(0, "127.0.0.1"),
  );
  await Promise.all(servers.map((server) => once(server, "listening")));
  endpoints = servers.map((server) => {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

test("asks the nodes in turn, one operation each", async () => {
  const { transact } = createEtcdClient({ endpoints, patienceMilliseconds: 30_000 });
  for (let operation = 0; operation < 6; operation++) await transact(read, "once");
  expect(asked).toEqual([0, 1, 2, 0, 1, 2]);
});

test("repeats what is repeatable on the next node, and says so", async () => {
  behaviours = ["refuses", "is silent", "answers"];
  const { transact } = createEtcdClient({ endpoints, patienceMilliseconds: 3_000 });
  expect(await transact(read, "repeatable")).toEqual({ succeeded: true, revision: 7, found: [[]], retried: true });
  expect(asked).toEqual([0, 1, 2]);
  // Nodes that gave no answer are passed over for a while.
  expect(await transact(read, "repeatable")).toMatchObject({ retried: false });
  expect(asked).toEqual([0, 1, 2, 2]);
});

test("does nothing twice that is to be done once", async () => {
  behaviours = ["refuses", "answers", "answers"];
  const { transact } = createEtcdClient({ endpoints, patienceMilliseconds: 30_000 });
  await expect(transact(read, "once")).rejects.toThrow('etcd answered 503: {"error":"etcdserver: no leader"}');
  expect(asked).toEqual([0]);
});

test("ends within its patience when no node answers", async () => {
  behaviours = ["is silent", "is silent", "is silent"];
  const { transact } = createEtcdClient({ endpoints, patienceMilliseconds: 400 });
  await expect(transact(read, "repeatable")).rejects.toThrow(/timeout/);
  expect(asked).toEqual([0, 1, 2]);
});

test("tells the time of the nodes", async () => {
  const { transact, now } = createEtcdClient({ endpoints, patienceMilliseconds: 30_000 });
  await transact(read, "once");
  expect(Math.abs(now() - Date.now())).toBeLessThan(5_000);
});
