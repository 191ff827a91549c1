import { describe, expect, it } from "vitest";
import type { Change, Effect } from "../change.ts";
import { diffContracts } from "./diff.ts";
import { changeRules } from "./rules.ts";
import { requestFaults, responseFaults } from "./testing/judge.ts";
import { operationRows } from "./testing/operation-rows.ts";
import { parameterRows } from "./testing/parameter-rows.ts";
import { requestRows } from "./testing/request-rows.ts";
import { responseRows } from "./testing/response-rows.ts";
import { inside } from "./testing/row.ts";
import { serviceRows } from "./testing/service-rows.ts";
import { things } from "./testing/things.ts";

const today = new Date("2026-01-01");

const rows = [...operationRows, ...parameterRows, ...requestRows, ...responseRows, ...serviceRows];

/** Every change as `effect rule`. */
const told = (changes: readonly Change[]) => changes.map(({ effect, rule }) => `${effect} ${rule}`);

/** Where the request itself is still well-formed: it is read, answered or authenticated otherwise. */
const misunderstood = new Set([
  "security-scheme-changed",
  "success-response-removed",
  "parameter-serialization-changed",
]);

/** Whether a witness was valid and no longer is, by a judge of its own. */
function isProved(change: Change, before: Awaited<ReturnType<typeof things>>, after: typeof before): boolean {
  const { witness, operations } = change;
  switch (witness?.kind) {
    case "request": {
      if (requestFaults(before, witness).length > 0) return false;
      return misunderstood.has(change.rule) || requestFaults(after, witness).length > 0;
    }
    case "response": {
      const [operation = ""] = operations;
      return (
        responseFaults(after, operation, witness).length === 0 && responseFaults(before, operation, witness).length > 0
      );
    }
    case "service":
      return JSON.stringify(witness.promised) !== JSON.stringify(witness.allowed);
    default:
      return false;
  }
}

describe("diffContracts", () => {
  for (const [title, change, forwards, backwards] of rows) {
    it(`judges ${title} by direction, with a witness that holds`, async () => {
      const [before, after] = [await things(), await things((draft) => change(inside(draft), draft))];
      for (const [from, to, expected] of [
        [before, after, forwards],
        [after, before, backwards],
      ] as const) {
        if (expected === undefined) continue;
        const { changes } = diffContracts(from, to, today);
        expect(told(changes)).toContain(expected);
        const worst: Effect = expected.startsWith("breaking") ? "breaking" : "compatible";
        expect(changes.map(({ effect }) => effect)).not.toContain("unknown");
        expect(changes.some(({ effect }) => effect === "breaking")).toBe(worst === "breaking");
        for (const each of changes.filter(({ effect }) => effect === "breaking")) {
          expect(isProved(each, from, to), JSON.stringify(each, null, 1)).toBe(true);
        }
        for (const { rule, effect, direction } of changes) {
          expect(changeRules[rule]).toMatchObject({ direction, effects: expect.arrayContaining([effect]) });
        }
      }
    });
  }
});
