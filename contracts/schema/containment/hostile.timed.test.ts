import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Schema } from "../../model/contract.ts";
import { contains } from "../contains.ts";
import { hostilePairs, members, times } from "../testing/hostile-schemas.ts";

/** Processor time for one question, whatever the schemas are. */
const maxMilliseconds = 2_000;
/** The heap that all of them have to share; a worker that needs more ends, and the test fails. */
const maxHeapMegabytes = 384;

let worker: Worker;
beforeAll(async () => {
  worker = new Worker(new URL("../testing/hostile-worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMegabytes },
  });
  await once(worker, "online");
});
afterAll(() => worker.terminate());

describe("contains is bounded in time and memory for", () => {
  test.each(hostilePairs.map(([what], index) => [what, index] as const))(
    "%s",
    async (_what, index) => {
      for (const swapped of [false, true]) {
        const answer = once(worker, "message");
        worker.postMessage({ index, swapped });
        const [{ verdict, milliseconds }] = await answer;
        expect(milliseconds).toBeLessThan(maxMilliseconds);
        expect(["contained", "not-contained", "unknown"]).toContain(verdict);
      }
    },
    120_000,
  );
});

test("what only looks large is decided", () => {
  const verdict = (left: Schema, right: Schema) => contains({ schema: left }, { schema: right }).verdict;
  expect(verdict({ type: "array", minItems: 1e9 }, { minItems: 5 })).toBe("contained");
  expect(verdict({ type: "array", minItems: 1e9, uniqueItems: true, items: { enum: [1, 2] } }, false)).toBe(
    "contained",
  );
  expect(
    verdict(
      { contains: { type: "string" }, minContains: 1e6, type: "array" },
      { contains: { type: "string" }, minContains: 9 },
    ),
  ).toBe("contained");
  expect(verdict({ enum: times(10_000, (i) => `v${i}`) }, { enum: times(10_000, (i) => `v${i}`).reverse() })).toBe(
    "contained",
  );
  expect(verdict({ pattern: "^(a{1,9}){1,9}$" }, { pattern: "^a+$" })).toBe("contained");
  expect(verdict(members(1_000, "integer"), members(1_000, "number"))).toBe("contained");
}, 300_000);
