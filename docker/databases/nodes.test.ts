import { createConnection } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StartedDatabase } from "./database.ts";
import { startDatabase } from "./start.ts";
import { subjects, urlAt } from "./testing/subjects.ts";
import { values } from "./testing/values.ts";

const patience = 180_000;
/** Longer than an answer takes, also on a busy machine. */
const silenceMilliseconds = 1_500;

describe.each(await subjects("start"))("the nodes of $title", { timeout: patience }, ({ name, how, possible }) => {
  let database: StartedDatabase;
  beforeAll(async () => {
    if (possible) database = await startDatabase(name, { how });
  }, patience);
  afterAll(async () => {
    if (possible) await database.stop();
  }, patience);

  test.runIf(possible)("serve, the first one at the database's own address", async () => {
    expect(database.nodes[0]).toMatchObject({ host: database.host, port: database.port });
    expect(database.nodes).toHaveLength(name === "etcd" ? 3 : 1);
    for (const [value, node] of database.nodes.entries()) await values[name].add(urlAt(database, node), value);
    const all = [...database.nodes.keys()];
    for (const node of database.nodes) expect(await values[name].all(urlAt(database, node))).toEqual(all);
  });

  test.runIf(possible)("are silent while they are paused, hold their connections, and go on afterwards", async () => {
    for (const node of database.nodes) {
      const url = urlAt(database, node);
      const before = await values[name].all(url);
      const socket = createConnection(node.port, node.host);
      let over = false;
      socket.on("close", () => {
        over = true;
      });
      socket.on("error", () => {});
      await node.pause();
      await node.pause();
      // A node of a cluster that lost its leader meanwhile says so when it goes on.
      const answer = values[name].all(url).catch((error: Error) => error);
      const first = await Promise.race([answer, delay(silenceMilliseconds, "silence")]);
      const held = !over;
      await node.resume();
      await node.resume();
      expect(first).toBe("silence");
      expect(held).toBe(true);
      await answer;
      await expect.poll(() => values[name].all(url).catch(() => []), { timeout: 30_000 }).toEqual(before);
      socket.destroy();
    }
  });

  test.runIf(possible)(
    "lose nothing that was committed when they are restarted as by a crash, paused or not",
    async () => {
      for (const [index, node] of database.nodes.entries()) {
        const url = urlAt(database, node);
        for (const paused of index === 0 ? [true, false] : [false]) {
          const value = 100 + 2 * index + Number(paused);
          await values[name].add(url, value);
          if (paused) await node.pause();
          await node.restart();
          expect(await values[name].all(url)).toContain(value);
        }
      }
    },
  );

  test.runIf(possible)("end their connections when they are restarted", async () => {
    const [node] = database.nodes;
    const socket = createConnection(node?.port as number, node?.host);
    const closed = new Promise((resolve) => socket.on("close", () => resolve("closed")));
    socket.on("error", () => {});
    // Unread bytes hide the end.
    socket.resume();
    await new Promise((resolve) => socket.on("connect", resolve));
    await node?.restart();
    expect(await Promise.race([closed, delay(patience / 2, "open")])).toBe("closed");
  });
});
