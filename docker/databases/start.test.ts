import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { containerEngineAnswers } from "./container-engine.ts";
import type { StartedDatabase } from "./database.ts";
import { startDatabase } from "./start.ts";

const started: StartedDatabase[] = [];
afterEach(async () => {
  for (const database of started.splice(0)) await database.stop();
});

async function start(how: "container" | "embedded"): Promise<StartedDatabase> {
  const database = await startDatabase("postgres", { how });
  started.push(database);
  return database;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that goes away between two steps tells of it by an event; the step itself fails too.
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function refuses(url: string): Promise<boolean> {
  return query(url, "SELECT 1").then(
    () => false,
    () => true,
  );
}

const engine = await containerEngineAnswers();
if (!engine) process.stderr.write("skipped: PostgreSQL in a container, since no container engine answers\n");

describe.each([
  { how: "embedded" as const, possible: true },
  { how: "container" as const, possible: engine },
])("PostgreSQL, $how", { timeout: 180_000 }, ({ how, possible }) => {
  test.runIf(possible)("serves a superuser and is gone after stop, also when stopped twice", async () => {
    const database = await start(how);
    expect(database).toMatchObject({ name: "postgres", how });
    expect(database.version).toMatch(/^\d+\.\d+$/);
    const rows = await query(database.url, "SELECT usesuper FROM pg_user WHERE usename = current_user");
    expect(rows).toEqual([{ usesuper: true }]);
    await database.stop();
    await database.stop();
    expect(await refuses(database.url)).toBe(true);
  });

  test.runIf(possible)("refuses a wrong password", async () => {
    const database = await start(how);
    await expect(query(database.url.replace(/:[^:@]+@/, ":wrong@"), "SELECT 1")).rejects.toThrow(/password/);
  });
});

describe.runIf(engine)("with an image that is nowhere", () => {
  beforeEach(() => vi.stubEnv("TERCET_POSTGRES_IMAGE", "tercet/no-such-image:0"));
  afterEach(() => vi.unstubAllEnvs());

  test("a container is refused in one sentence that names the remedy", async () => {
    await expect(start("container")).rejects.toMatchObject({
      code: "surroundings",
      message: expect.stringMatching(/^The image tercet\/no-such-image:0 .* name another one in TERCET_POSTGRES_IMAGE/),
    });
  });

  test("any becomes embedded", async () => {
    const database = await startDatabase("postgres", { how: "any" });
    started.push(database);
    expect(database.how).toBe("embedded");
  });
});

test("two embedded servers run side by side", async () => {
  const [first, second] = await Promise.all([start("embedded"), start("embedded")]);
  expect(first.port).not.toBe(second.port);
});

test.each([
  {
    name: "mariadb" as const,
    options: { how: "any" as const, standby: true },
    says: "There is no MariaDB with a standby",
  },
  {
    name: "postgres" as const,
    options: { how: "embedded" as const, smallDisk: true },
    says: "needs a container engine",
  },
  { name: "redis" as const, options: { how: "embedded" as const }, says: "Redis needs a container engine" },
])("$name, $options, is refused in one sentence", async ({ name, options, says }) => {
  await expect(startDatabase(name, options)).rejects.toMatchObject({
    code: "surroundings",
    message: expect.stringContaining(says),
  });
});
