import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { begun, check, judge, of, type Part, reserve } from "./testing/history.ts";
import { isLinearizable, spansOf, tokenOf } from "./testing/linearize.ts";

// The checker sees each event once; here its verdicts are held against a search through every order in which the
// operations can have taken effect.

/** What one worker does next; whether it is answered only after others have gone on is chosen as well. */
const step = fc.record({
  worker: fc.constantFrom("a", "b", "c"),
  act: fc.constantFrom("reserve", "heartbeat", "check", "finish", "clean"),
  token: fc.integer({ min: 1, max: 5 }),
  answered: fc.boolean(),
});

/** Well-formed histories of at most `maxLength` operations: each worker begins one at a time, and acts on its own run. */
const histories = (maxLength: number) =>
  fc.array(step, { maxLength }).map((steps) => {
    const parts: Part[] = [];
    const pending = new Map<string, Part>();
    const runs = new Map<string, number>();
    for (const { worker, act, token, answered } of steps) {
      const open = pending.get(worker);
      if (open !== undefined) {
        parts.push(open);
        pending.delete(worker);
        if (open.operation === "reserve") runs.set(worker, Number(open.run));
      }
      const next = actOf(worker, act, token, runs.get(worker));
      if (next === undefined) continue;
      parts.push({ ...begun(next), ...(next.operation === "reserve" ? { run: undefined, token: undefined } : {}) });
      pending.set(worker, next);
      if (!answered) continue;
      parts.push(next);
      pending.delete(worker);
      if (next.operation === "reserve") runs.set(worker, Number(next.run));
    }
    return [...parts, ...pending.values()];
  });

function actOf(worker: string, act: string, token: number, run: number | undefined): Part | undefined {
  if (act === "reserve") return reserve(worker, String((run ?? 0) + 1), token);
  if (act === "clean") return { operation: "clean", worker, token };
  if (run === undefined) return undefined;
  return act === "check" ? check(worker, String(run)) : of(act as "heartbeat" | "finish", worker, String(run));
}

const is = (operation: string) => (part: Part) => part.operation === operation;
const ended = (parts: readonly Part[], before: readonly Part[], event: Part) => {
  const token = tokenOf(parts, event);
  return before.some(
    (one) => (is("reserve")(one) && (one.token ?? -1) > token) || (is("clean")(one) && one.token === token),
  );
};

describe("the checker agrees with a search through all orders", () => {
  test("on tokens that grow", () => {
    fc.assert(
      fc.property(histories(8), (parts) => {
        const grants = spansOf(parts).filter(({ event }) => is("reserve")(event));
        const ordered = isLinearizable(grants, (before, next) =>
          before.every((one) => (one.token ?? 0) < (next.token ?? 0)),
        );
        expect(judge("token-monotone", parts).verdict === "violated").toBe(!ordered);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ["milestone-owned", ["check"]],
    ["no-zombie-write", ["heartbeat", "finish"]],
  ] as const)("on %s", (property, judged) => {
    fc.assert(
      fc.property(histories(9), (parts) => {
        fc.pre(haveDistinctTokens(parts));
        const wanted = ["reserve", "clean", ...judged];
        const spans = spansOf(parts).filter(({ event }) => wanted.includes(event.operation));
        const possible = isLinearizable(
          spans.filter(({ event }) => !isCleanOfNobody(parts, event)),
          (before, next) => !(judged as readonly string[]).includes(next.operation) || !ended(parts, before, next),
        );
        expect(judge(property, parts).verdict === "violated").toBe(!possible);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Which of two runs with one token was cleaned, nobody can say. */
function haveDistinctTokens(parts: readonly Part[]): boolean {
  const tokens = spansOf(parts)
    .filter(({ event }) => is("reserve")(event))
    .map(({ event }) => event.token);
  return new Set(tokens).size === tokens.length;
}

/** A cleaning of a token that was not granted when its answer came cleaned nothing that is known. */
function isCleanOfNobody(parts: readonly Part[], event: Part): boolean {
  if (event.operation !== "clean") return false;
  const place = parts.indexOf(event);
  return !parts.slice(0, place).some((one) => is("reserve")(one) && one.type !== "invoke" && one.token === event.token);
}
