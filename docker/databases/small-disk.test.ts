import { describe, expect, test } from "vitest";
import { startDatabase } from "./start.ts";
import { subjects } from "./testing/subjects.ts";
import { values } from "./testing/values.ts";

const patience = 240_000;

describe.each(await subjects("smallDisk"))("$title, on a small disk", ({ name, how, possible }) => {
  const { add, all } = values[name];

  test.runIf(possible)(
    "does not commit while the disk is full, and does afterwards, with all that was committed",
    { timeout: patience },
    async () => {
      const database = await startDatabase(name, { how, smallDisk: true });
      try {
        // Often enough to fill it for good, were anything of it kept.
        for (const round of [10, 20, 30, 40, 50]) {
          await add(database.url, round);
          await database.disk?.fill();
          await expect(add(database.url, round + 1)).rejects.toThrow();
          await database.disk?.free();
        }
        await add(database.url, 60);
        // A commit without an answer may have taken place.
        expect((await all(database.url)).filter((value) => value % 10 === 0)).toEqual([10, 20, 30, 40, 50, 60]);
        await database.nodes[0]?.restart();
        expect(await all(database.url)).toContain(60);
      } finally {
        await database.stop();
      }
    },
  );
});
