import { expect, test } from "vitest";
import { begun, fault, finish, judge, of, type Part, reserve } from "../testing/history.ts";

const verdictOf = (parts: readonly Part[], header = {}) => judge("cleaner-accuracy", parts, header);
const beat = (time: number): Part => of("heartbeat", "a", "1", { time });
const cleaned = (time: number): Part => ({ operation: "clean", worker: "b", token: 1, time });

test("is violated when a run is cleaned within the time to live of a sign of life", () => {
  expect(verdictOf([reserve("a", "1", 1), beat(400), cleaned(800)])).toMatchObject({
    verdict: "violated",
    violations: [
      {
        summary: "b cleaned job at most 400 ms after a sign of life of a, which may be silent for 500 ms",
        events: [1, 2, 3],
      },
    ],
  });
});

test("is violated when somebody reserves over a run that lives", () => {
  expect(verdictOf([reserve("a", "1", 1), beat(400), reserve("b", "1", 2, { time: 600 })]).verdict).toBe("violated");
});

test("holds when the run was silent for the time to live", () => {
  expect(verdictOf([reserve("a", "1", 1), beat(400), cleaned(900)])).toMatchObject({ verdict: "held", exercised: 1 });
});

test("takes the grant for a sign of life, but not a milestone, which a protocol may not count as one", () => {
  expect(verdictOf([reserve("a", "1", 1, { time: 100 }), cleaned(300)]).verdict).toBe("violated");
  const reached = of("milestone", "a", "1", { milestone: "send", time: 700 });
  expect(verdictOf([reserve("a", "1", 1), reached, cleaned(900)]).verdict).toBe("held");
});

test("counts the sign before the newest one, where the cleaner looked between them", () => {
  const cleaning = { ...begun(cleaned(800)), token: undefined } as Part;
  const parts = [reserve("a", "1", 1), beat(400), cleaning, beat(850), cleaned(870)];
  expect(verdictOf(parts).violations[0]).toMatchObject({ events: [1, 2, 5] });
});

test("does not accuse a cleaner that may have looked before the sign was given", () => {
  const cleaning = { ...begun(cleaned(890)), token: undefined } as Part;
  const { verdict } = verdictOf([reserve("a", "1", 1), beat(300), cleaning, beat(895), cleaned(900)]);
  expect(verdict).toBe("held");
});

test("counts a sign from the moment at which it was begun", () => {
  const slow = [begun(beat(100)), beat(700)];
  expect(verdictOf([reserve("a", "1", 1), ...slow, cleaned(900)]).verdict).toBe("held");
});

test("lets a run be taken that is longer than its timeout, or was about to finish", () => {
  expect(verdictOf([reserve("a", "1", 1), beat(1900), cleaned(2000)], { timeoutMilliseconds: 1500 }).verdict).toBe(
    "held",
  );
  const finishing = begun(finish("a", "1", { time: 450 }));
  expect(verdictOf([reserve("a", "1", 1), beat(400), finishing, cleaned(500)]).verdict).toBe("not-exercised");
});

test("is exercised by the run of a worker that was killed", () => {
  const killed = fault("a", "killed", 10);
  expect(verdictOf([reserve("a", "1", 1), killed, cleaned(900)])).toMatchObject({ verdict: "held", exercised: 1 });
  expect(verdictOf([reserve("a", "1", 1), killed, cleaned(200)]).verdict).toBe("violated");
});

test("is not judged without a time to live", () => {
  const { verdict } = verdictOf([reserve("a", "1", 1), cleaned(10)], { timeToLiveMilliseconds: undefined });
  expect(verdict).toBe("not-exercised");
});
