import { expect, test } from "vitest";
import type { Event } from "../contracts/index.ts";
import { isolated } from "./isolated.ts";

const event: Event = { type: "progress", at: "2026-01-01T00:00:00.000Z", message: "m" };

test("a reporter that throws gets no more events, writes nothing, and is told once in one line", async () => {
  const told: string[] = [];
  let events = 0;
  let closed = false;
  const reporter = isolated(
    {
      name: "html",
      onEvent() {
        events++;
        throw new Error("no space\n  left on device");
      },
      async close() {
        closed = true;
      },
    },
    (line) => told.push(line),
  );
  reporter.onEvent(event);
  reporter.onEvent(event);
  await reporter.close();
  expect(events).toBe(1);
  expect(closed).toBe(false);
  expect(told).toEqual(["tercet: the html report could not be made: no space left on device"]);
});

test("a reporter that fails at the end is told, one that does not is not", async () => {
  const told: string[] = [];
  const failing = { name: "junit", onEvent() {}, close: () => Promise.reject(new Error("read-only")) };
  await isolated(failing, (line) => told.push(line)).close();
  await isolated({ name: "json", onEvent() {}, close: async () => {} }, (line) => told.push(line)).close();
  expect(told).toEqual(["tercet: the junit report could not be made: read-only"]);
});
