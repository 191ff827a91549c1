import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../../contracts/index.ts";
import { type StartedDatabase, startDatabase } from "../../../../docker/index.ts";
import { faults } from "../../faults/index.ts";
import { pointsOf } from "../../faults/point.ts";
import { verifyReservation } from "../../verify.ts";
import { shop } from "./target.ts";

let database: StartedDatabase;
beforeAll(async () => {
  database = await startDatabase("postgres", { how: "embedded" });
});
afterAll(() => database?.stop());

// The job runs each second, and takes seconds to be taken over: not at every point.
const points = pointsOf(["send"]).filter(({ name }) => ["after-check:send", "after-effect:send"].includes(name));

test.each(["race", "stop-and-resume", "kill"])(
  "the service that the shop ships holds under %s",
  async (name) => {
    const fault = faults.find((candidate) => candidate.name === name);
    if (fault === undefined) throw new Error(`no fault ${name}`);
    const { judged } = await verifyReservation({
      ...{ target: shop, mutant: undefined, fault, database, seed: 1, random: createRandom(1, name) },
      points: fault.points(points),
      signal: new AbortController().signal,
    });
    const verdicts = new Map(judged.judgements.map(({ property, verdict }) => [property, verdict]));
    for (const property of fault.exercises) expect([property, verdicts.get(property)]).toEqual([property, "held"]);
    expect([...verdicts.values()]).not.toContain("violated");
  },
  240_000,
);
