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
        await add(database.url, 1);
        await database.disk?.fill();
        await expect(add(database.url, 2)).rejects.toThrow();
        await database.disk?.free();
        await add(database.url, 3);
        // A commit without an answer may have taken place.
        expect((await all(database.url)).filter((value) => value !== 2)).toEqual([1, 3]);
        await database.nodes[0]?.restart();
        expect(await all(database.url)).toContain(3);
      } finally {
        await database.stop();
      }
    },
  );
});
