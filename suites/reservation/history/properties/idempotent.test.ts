import { expect, test } from "vitest";
import { effect, fault, finish, judge, type Part, reserve } from "../testing/history.ts";

const slot = "order-7";
const milestones = ["collect", "send"];
const verdictOf = (parts: readonly Part[], header: object = { milestones }) => judge("idempotent", parts, header);
const collect = (worker: string, rest = {}) => effect(worker, "1", { slot, milestone: "collect", ...rest });
const send = (worker: string, rest = {}) => effect(worker, "1", { slot, ...rest });
const crashed = [reserve("a", "1", 1, { slot }), collect("a"), fault("a", "killed"), reserve("b", "1", 2, { slot })];

test("holds when the second run had what was missing", () => {
  expect(verdictOf([...crashed, send("b"), finish("b", "1")])).toMatchObject({ verdict: "held", exercised: 1 });
});

test("holds when a repetition was known again", () => {
  expect(verdictOf([...crashed, collect("b", { repeated: true }), send("b"), finish("b", "1")]).verdict).toBe("held");
});

test("is violated by an effect that is missing, and by one that is had again", () => {
  expect(verdictOf([...crashed, finish("b", "1", { slot })]).violations[0]?.summary).toBe(
    'b finished order-7 after 2 runs, and "send" had its effect never instead of once',
  );
  expect(verdictOf([...crashed, collect("b"), send("b"), finish("b", "1", { slot })]).violations[0]?.summary).toBe(
    'b finished order-7 after 2 runs, and "collect" had its effect 2 times instead of once',
  );
});

test("learns the milestones from the first slot that one run finished, where the header names none", () => {
  const before = { slot: "order-6" };
  const whole = [
    reserve("a", "0", 0, before),
    effect("a", "0", { ...before, milestone: "collect" }),
    effect("a", "0", before),
    finish("a", "0"),
  ];
  expect(verdictOf([...whole, ...crashed, finish("b", "1", { slot })], {}).violations[0]?.summary).toContain('"send"');
  expect(verdictOf([...crashed, finish("b", "1")], {}).verdict).toBe("not-exercised");
});

test("asks nothing of a slot that was given up, or run once", () => {
  expect(verdictOf([...crashed, finish("b", "1", { outcome: "failed" })]).verdict).toBe("not-exercised");
  expect(verdictOf([reserve("a", "1", 1, { slot }), finish("a", "1")]).verdict).toBe("not-exercised");
});
