import { describe, expect, test } from "vitest";
import { startDatabase } from "./start.ts";
import { subjects, urlAt } from "./testing/subjects.ts";
import { values } from "./testing/values.ts";

const patience = 180_000;

describe.each(await subjects("standby"))("$title, with a standby", ({ name, how, possible }) => {
  const { add, all } = values[name];

  test.runIf(possible)(
    "loses at failing over exactly what was committed since replication was held",
    { timeout: patience },
    async () => {
      const database = await startDatabase(name, { how, standby: true });
      try {
        await add(database.url, 1);
        await database.failover?.holdReplication();
        await add(database.url, 2);
        const standby = await database.failover?.failOver();
        if (standby === undefined) throw new Error("there is no standby");
        const url = urlAt(database, standby);
        expect(await all(url)).toEqual([1]);
        await expect(all(database.url)).rejects.toThrow();
        await add(url, 3);
        await standby.restart();
        expect(await all(url)).toEqual([1, 3]);
      } finally {
        await database.stop();
      }
    },
  );
});
