import { describe, expect, test } from "vitest";
import { begun, check, effect, fault, finish, of, reserve } from "../history/testing/history.ts";
import { boundMilliseconds, judgeCut, timeToLiveMilliseconds } from "./testing/seen.ts";

const cutAt = 1_000;
const cut = fault("a", "cut-off", cutAt);
const heal = (time: number) => fault("a", "reconnected", time);

describe("minority-reserves-nothing", () => {
  const judge = (during: Parameters<typeof judgeCut>[1]["during"], after: typeof during = []) =>
    judgeCut("minority-reserves-nothing", { during: [cut, ...during], after });
  const tries = begun(reserve("a", "1"));

  test("a grant in the minority that was begun during the cut is a violation", () => {
    expect(judge([tries, reserve("a", "1", 1)])).toMatchObject({ verdict: "violated", exercised: 1, violated: 1 });
  });

  test("an attempt that is refused, or has no answer, is none", () => {
    expect(judge([tries, { ...reserve("a", "1"), type: "fail" }])).toMatchObject({ verdict: "held", exercised: 1 });
    expect(judge([tries, { ...reserve("a", "1"), type: "info" }])).toMatchObject({ verdict: "held", exercised: 1 });
  });

  test("a grant that came after the healing is none, since it may have been given then", () => {
    expect(judge([tries], [heal(9_000), reserve("a", "1", 1)])).toMatchObject({ verdict: "held", exercised: 1 });
  });

  test("a grant that was begun before the cut is none", () => {
    const parts = { before: [tries], during: [cut, reserve("a", "1", 1)] };
    expect(judgeCut("minority-reserves-nothing", parts)).toMatchObject({ verdict: "not-exercised" });
  });

  test("a grant in the majority is none", () => {
    expect(judge([begun(reserve("b", "1")), reserve("b", "1", 1)])).toMatchObject({ verdict: "not-exercised" });
  });
});

describe("minority-stops-within-time-to-live", () => {
  const judge = (time: number, rest = {}) =>
    judgeCut("minority-stops-within-time-to-live", {
      before: [reserve("a", "1", 1)],
      during: [cut, { ...effect("a", "1", { token: 1 }), time, ...rest }],
    });
  const late = cutAt + timeToLiveMilliseconds + 1;

  test("an effect after the time to live is a violation, one within it is none", () => {
    expect(judge(late)).toMatchObject({ verdict: "violated", exercised: 2, violated: 1 });
    expect(judge(late - 1)).toMatchObject({ verdict: "held", exercised: 1 });
  });

  test("an effect that was refused, or not had again, is none", () => {
    expect(judge(late, { type: "fail" })).toMatchObject({ verdict: "held" });
    expect(judge(late, { repeated: true })).toMatchObject({ verdict: "held" });
  });

  test("without a run in hand at the cut it is not exercised", () => {
    const before = [reserve("a", "1", 1), finish("a", "1")];
    expect(judgeCut("minority-stops-within-time-to-live", { before, during: [cut] })).toMatchObject({
      verdict: "not-exercised",
    });
  });
});

describe("majority-reserves-within-bound", () => {
  const end = cutAt + boundMilliseconds + 500;
  const refused = (time: number) => ({ ...reserve("b", "1"), type: "fail" as const, time });
  const refusals = [1_100, 2_200, 2_400, 2_600, 2_800].map(refused);
  const judge = (during: Parameters<typeof judgeCut>[1]["during"]) =>
    judgeCut("majority-reserves-within-bound", { during: [cut, ...during], after: [heal(end)] });

  test("a job that is refused again and again for longer than the bound is a violation", () => {
    expect(judge(refusals)).toMatchObject({ verdict: "violated", exercised: 1, violated: 1 });
  });

  test("one that is reserved within the bound is none", () => {
    const judgement = judge([...refusals, reserve("b", "1", 1, { time: 3_000 })]);
    expect(judgement).toMatchObject({ verdict: "held", exercised: 1 });
    expect(judgement.measurements.longestMajorityWaitMilliseconds).toBe(2_000);
  });

  test("a reservation of the minority does not count", () => {
    expect(judge([...refusals, reserve("a", "1", 1, { time: 3_000 })])).toMatchObject({ verdict: "violated" });
  });

  test("the time in which the store is out of order does not count", () => {
    const outage = [fault("store", "store-down", 3_000), fault("store", "store-up", 3_600)];
    expect(judge([...refusals, ...outage])).toMatchObject({ verdict: "not-exercised" });
  });

  test("who had too few answers is not held to the bound", () => {
    expect(judge(refusals.slice(0, 4))).toMatchObject({ verdict: "not-exercised" });
  });
});

describe("healing-resurrects-no-owner", () => {
  const owned = reserve("a", "1", 1);
  const taken = reserve("b", "1", 2);
  const judge = (after: Parameters<typeof judgeCut>[1]["during"], during = [cut, taken]) =>
    judgeCut("healing-resurrects-no-owner", { before: [owned], during, after: [heal(9_000), ...after] });

  test.each([
    ["check", check("a", "1", { token: 1 })],
    ["effect", effect("a", "1", { token: 1 })],
    ["heartbeat", of("heartbeat", "a", "1", { token: 1 })],
    ["finish", finish("a", "1", { token: 1 })],
  ])("a %s of an owner that was superseded is a violation", (_name, part) => {
    expect(judge([part])).toMatchObject({ verdict: "violated", exercised: 1, violated: 1 });
  });

  test("what is refused is none", () => {
    const parts = [effect("a", "1", { type: "fail" }), of("heartbeat", "a", "1", { type: "fail" })];
    expect(judge(parts)).toMatchObject({ verdict: "held", exercised: 1 });
  });

  test("a new reservation of the same worker is none", () => {
    expect(judge([reserve("a", "2", 3), effect("a", "2", { token: 3 })])).toMatchObject({ verdict: "held" });
  });

  test("what was begun before the majority reserved is none, whenever its answer comes", () => {
    const beat = of("heartbeat", "a", "1");
    expect(judge([beat], [cut, begun(beat), taken])).toMatchObject({ verdict: "held", exercised: 1 });
  });

  test("an owner that nobody superseded may go on", () => {
    expect(judge([effect("a", "1")], [cut])).toMatchObject({ verdict: "not-exercised" });
  });
});

describe("no-stickiness", () => {
  const judge = (requests: Record<string, number>) =>
    judgeCut("no-stickiness", { during: [cut] }, { requests: new Map([["a", requests]]) });

  test("a worker that keeps to one data centre is a violation", () => {
    expect(judge({ dc1: 20, dc2: 0, witness: 10 })).toMatchObject({ verdict: "violated", exercised: 1 });
  });

  test("one that asks both is none", () => {
    expect(judge({ dc1: 10, dc2: 9, witness: 11 })).toMatchObject({ verdict: "held", exercised: 1 });
  });

  test("of a few requests nothing is said", () => {
    expect(judge({ dc1: 3 })).toMatchObject({ verdict: "not-exercised" });
  });
});
