import pg from "pg";
import { expect, test } from "vitest";
import { containerEngineAnswers, openContainerEngine } from "../databases/container-engine.ts";
import { chooseImage } from "../databases/containers/image.ts";
import { startPostgresSites } from "./postgres-sites.ts";
import { createWideArea } from "./wide-area.ts";

const possible = await hasPostgres();
if (!possible) {
  process.stderr.write("skipped: PostgreSQL in two sites, since no container engine answers or it has no image\n");
}

async function hasPostgres(): Promise<boolean> {
  if (!(await containerEngineAnswers())) return false;
  const client = await openContainerEngine();
  return chooseImage(client, "postgres").then(
    () => true,
    () => false,
  );
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test.runIf(possible)(
  "what is committed in dc1 during a cut is lost to dc2, and both take writes once dc2 is promoted",
  async () => {
    const wideArea = createWideArea(() => 20);
    const sites = await startPostgresSites(wideArea, undefined);
    try {
      const [dc1, dc2] = [sites.url(sites.nodes.dc1), sites.url(sites.nodes.dc2)];
      const rows = "SELECT number FROM written ORDER BY number";
      await query(dc1, "CREATE TABLE written (number int)");
      await query(dc1, "INSERT INTO written VALUES (1)");
      const copied = () => query(dc2, rows).catch(() => []);
      await expect.poll(copied, { timeout: 30_000 }).toEqual([{ number: 1 }]);
      await expect(sites.serves("dc2")).rejects.toThrow("takes no writes");

      wideArea.cut([
        { from: "dc1", to: "dc2" },
        { from: "dc2", to: "dc1" },
      ]);
      await query(dc1, "INSERT INTO written VALUES (2)");
      await sites.promote();
      await sites.serves("dc2");
      await query(dc2, "INSERT INTO written VALUES (3)");
      await query(dc1, "INSERT INTO written VALUES (4)");
      expect(await query(dc2, rows)).toEqual([{ number: 1 }, { number: 3 }]);
      expect(await query(dc1, rows)).toEqual([{ number: 1 }, { number: 2 }, { number: 4 }]);
    } finally {
      await sites.stop();
      await sites.stop();
    }
  },
  180_000,
);
