import { afterAll, beforeAll, expect, test } from "vitest";
import { hasLocalMariadb, type StartedDatabase, startDatabase } from "../../../../../docker/index.ts";
import { type Connections, createConnections } from "./connections.ts";
import { createMariadbStore } from "./store.ts";

const possible = await hasLocalMariadb();
if (!possible) process.stderr.write("skipped: jobs in MariaDB, since it is not installed\n");
const generousMilliseconds = 30_000;

let database: StartedDatabase;
let connections: Connections;
beforeAll(async () => {
  if (!possible) return;
  database = await startDatabase("mariadb", { how: "embedded" });
  connections = createConnections({ url: database.url, patienceMilliseconds: generousMilliseconds });
});
afterAll(async () => {
  await connections?.close();
  await database?.stop();
});

test.runIf(possible)("a statement that the server gave up to end a deadlock is done again", async () => {
  const store = createMariadbStore({ connections, schema: "deadlock" });
  await store.migrate();
  await Promise.all([store.add("a"), store.add("b")]);
  let both: Promise<{ readonly matched: number }> | undefined;
  await connections.use(async ({ query }) => {
    await query("START TRANSACTION", {});
    await query(`UPDATE ${store.tables.job} SET worker = 'first' WHERE name = 'b'`, {});
    // Of two, the server gives up the one that has changed less (MariaDB manual, "InnoDB lock modes": deadlocks).
    for (const name of ["c", "d", "e"]) await query(`INSERT INTO ${store.tables.job} (name) VALUES (:name)`, { name });
    both = store.query(`UPDATE ${store.tables.job} SET worker = 'second' WHERE name IN ('a', 'b') ORDER BY name`, {});
    const waiting = async () =>
      (await store.query("SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'", {})).rows.length;
    await expect.poll(waiting, { interval: 150, timeout: generousMilliseconds }).toBe(1);
    await query(`UPDATE ${store.tables.job} SET worker = 'first' WHERE name = 'a'`, {});
    await query("COMMIT", {});
  });
  expect(await both).toMatchObject({ matched: 2 });
  const { rows } = await store.query(`SELECT DISTINCT worker FROM ${store.tables.job} WHERE name IN ('a', 'b')`, {});
  expect(rows).toEqual([{ worker: "second" }]);
});

test.runIf(possible)("a transaction that falls silent is ended by the server, and its lock let go", async () => {
  const store = createMariadbStore({ connections, schema: "silent" });
  await store.migrate();
  await store.add("job");
  const change = () => store.seize("name = 'job'", { state: "'running'" }, {});
  await store
    .transaction(1, async ({ query }) => {
      await query(`SELECT name FROM ${store.tables.job} WHERE name = 'job' FOR UPDATE`, {});
      expect(await change()).toEqual([]);
      await expect.poll(change, { interval: 50, timeout: generousMilliseconds }).toHaveLength(1);
      await query("SELECT 1", {});
    })
    .then(
      () => expect.unreachable("the transaction went on"),
      (error: Error) => expect(error.message).toMatch(/closed|lost|timeout/i),
    );
});

test.runIf(possible)("a row that is written as it was is a row that was found", async () => {
  const store = createMariadbStore({ connections, schema: "found" });
  await store.migrate();
  await store.add("job");
  const write = () => store.query(`UPDATE ${store.tables.job} SET worker = 'a' WHERE name = 'job'`, {});
  expect(await write()).toMatchObject({ matched: 1 });
  expect(await write()).toMatchObject({ matched: 1 });
});
