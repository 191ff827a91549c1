import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Schema } from "../../model/contract.ts";
import { contains } from "../contains.ts";
import { smallInstances } from "../testing/instances.ts";
import { isValid } from "../testing/judge.ts";
import { schemaPair } from "../testing/schemas.ts";

/** Undefined: a reference that leads to itself without end, of which the standard says nothing. */
function judged(schema: Schema, value: unknown): boolean | undefined {
  try {
    return isValid(schema, value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

describe("for any two schemas", () => {
  test("no small instance contradicts a verdict, and a witness is one", () => {
    const verdicts = { contained: 0, "not-contained": 0, unknown: 0 };
    fc.assert(
      fc.property(schemaPair, ([left, right]) => {
        const containment = contains({ schema: left }, { schema: right });
        verdicts[containment.verdict]++;
        if (containment.verdict === "not-contained") {
          const { witness } = containment;
          expect([isValid(left, witness), isValid(right, witness)]).toEqual([true, false]);
        }
        if (containment.verdict !== "contained") return;
        const counterExample = smallInstances.find(
          (value) => judged(left, value) === true && judged(right, value) === false,
        );
        expect(counterExample).toBeUndefined();
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 250) },
    );
    const decided = verdicts.contained + verdicts["not-contained"];
    expect(Math.min(verdicts.contained, verdicts["not-contained"])).toBeGreaterThan(decided / 16);
    expect(verdicts.unknown).toBeLessThan(decided / 10);
  }, 600_000);
});
