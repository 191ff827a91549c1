import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../contracts/index.ts";
import { type StartedDatabase, startDatabase } from "../../docker/index.ts";
import { faults } from "./faults/index.ts";
import { sql } from "./targets/sql/target.ts";
import { verifyReservation } from "./verify.ts";

// What a store survives once, or needs a disk or a standby for, is tested with the databases that have them.
const ofWorkers = faults.filter(({ needs }) => !needs.includes("standby") && !needs.includes("small-disk"));
const ofStore = (needs: readonly string[]) => needs.includes("store");

let shared: StartedDatabase;
beforeAll(async () => {
  shared = await startDatabase("postgres", { how: "embedded" });
});
afterAll(() => shared?.stop());

test.concurrent.each(ofWorkers.map((fault) => [fault.name, fault] as const))(
  "the reference holds on PostgreSQL under %s at every point",
  async (name, fault) => {
    const own = ofStore(fault.needs) ? await startDatabase("postgres", { how: "embedded" }) : undefined;
    try {
      const { judged, done } = await verifyReservation({
        ...{ target: sql, mutant: undefined, fault, database: own ?? shared, seed: 1 },
        random: createRandom(1, name),
        signal: new AbortController().signal,
      });
      const violated = judged.judgements.filter(({ verdict }) => verdict === "violated");
      expect(violated).toEqual([]);
      const exercised = judged.judgements
        .filter((judgement) => judgement.exercised > 0)
        .map(({ property }) => property);
      expect(exercised).toEqual(expect.arrayContaining([...fault.exercises]));
      if (name !== "race") expect(done.length).toBeGreaterThan(3);
    } finally {
      await own?.stop();
    }
  },
  240_000,
);
