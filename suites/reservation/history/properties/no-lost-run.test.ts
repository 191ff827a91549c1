import { expect, test } from "vitest";
import { fault, finish, judge, type Part, reserve } from "../testing/history.ts";

const verdictOf = (...parts: readonly Part[]) => judge("no-lost-run", parts);
const slot = "order-7";
const due: Part = { operation: "due", worker: "queue", slot };
const lost = [reserve("a", "1", 1, { slot }), fault("a", "killed", 100)];
const later = (time: number): Part => ({ operation: "clean", worker: "b", time });

test("is violated when what a dead owner left is never run again", () => {
  expect(verdictOf(...lost, later(2_000))).toMatchObject({
    verdict: "violated",
    violations: [
      {
        summary: "no owner finished order-7 of job, or gave it up, in the 1.9 s after its owner was gone",
        events: [1, 2],
      },
    ],
  });
});

test("is violated when what fell due is never run", () => {
  expect(verdictOf(due, later(2_000)).violations[0]?.summary).toContain("after it was due");
});

test("is violated when the finish of an owner of the past passes for the end of the slot", () => {
  const parts = [
    reserve("a", "1", 1, { slot }),
    reserve("b", "1", 2, { slot }),
    finish("a", "1"),
    fault("b", "killed", 100),
    later(2_000),
  ];
  expect(verdictOf(...parts).verdict).toBe("violated");
});

test("holds when it is finished, or explicitly failed, by another run", () => {
  const again = reserve("b", "1", 2, { slot, time: 500 });
  expect(verdictOf(...lost, again, finish("b", "1"), later(5_000))).toMatchObject({ verdict: "held", exercised: 1 });
  const failed = finish("b", "1", { outcome: "failed" });
  expect(verdictOf(...lost, again, failed, later(5_000)).verdict).toBe("held");
  expect(verdictOf(due, reserve("a", "1", 1, { slot }), finish("a", "1")).verdict).toBe("held");
});

test("is violated when it is abandoned, and nobody takes it up", () => {
  const abandoned = finish("a", "1", { outcome: "abandoned" });
  expect(verdictOf(reserve("a", "1", 1, { slot }), abandoned, later(2_000)).verdict).toBe("violated");
});

test("does not judge what a live owner has in hand, what is young, and what may be finished", () => {
  expect(verdictOf(reserve("a", "1", 1, { slot }), later(9_000)).verdict).toBe("not-exercised");
  expect(verdictOf(...lost, later(900)).verdict).toBe("not-exercised");
  const unknown = finish("a", "1", { type: "info" });
  expect(verdictOf(reserve("a", "1", 1, { slot }), unknown, later(9_000)).verdict).toBe("not-exercised");
});

test("does not count the time before the store was back", () => {
  const outage = [fault("store", "store-down", 200), fault("store", "store-up", 5_000)];
  expect(verdictOf(...lost, ...outage, later(5_500)).verdict).toBe("not-exercised");
  expect(verdictOf(...lost, ...outage, later(6_500)).verdict).toBe("violated");
});

test.each(["clean", "look", "reserve"] as const)(
  "does not count the time in which a %s was not answered",
  (operation) => {
    const unanswered = (time: number): Part => ({ operation, type: "info", worker: "b", time });
    const outage = [unanswered(800), unanswered(1_600), unanswered(2_400)];
    expect(verdictOf(...lost, ...outage, later(3_000)).verdict).toBe("not-exercised");
    expect(verdictOf(...lost, ...outage, later(3_500)).verdict).toBe("violated");
  },
);

test("is violated when there was time enough before the store answered nobody any more", () => {
  const unanswered: Part = { operation: "clean", type: "info", worker: "b", time: 2_000 };
  expect(verdictOf(...lost, unanswered, later(2_100)).violations[0]?.summary).toContain("in the 1.9 s after");
  expect(verdictOf(...lost, fault("store", "store-down", 2_000), later(9_000)).verdict).toBe("violated");
});
