import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { DatabaseReader } from "../../kit/database-view.ts";
import { excessOf } from "./excess.ts";
import { watchConnections } from "./watch.ts";

/** A database whose connections are those that `ids` gives at each look. */
const reader = (ids: () => readonly number[]): DatabaseReader => ({
  engine: "none",
  scope: "connections",
  connections: async () => ids().map((id) => ({ id: String(id), state: "idle" })),
  close: async () => {},
});
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

async function watchFor(milliseconds: number, ids: () => readonly number[]) {
  const watch = watchConnections(reader(ids));
  await sleep(milliseconds);
  return watch.stop();
}

test("connections that stay are held", async () => {
  const sighting = await watchFor(120, () => range(0, 6));
  expect(sighting).toMatchObject({ most: 6, held: 6 });
  expect(excessOf(sighting, 5)).toBe(6);
  expect(excessOf(sighting, 6)).toBeUndefined();
});

test("connections that a server is about to forget are not held", async () => {
  let look = 0;
  const sighting = await watchFor(120, () => range(look++ * 3, 7));
  expect(sighting.most).toBe(7);
  expect(sighting.held).toBeLessThan(5);
  expect(excessOf(sighting, 5)).toBeUndefined();
});

test("more than any server forgets are too many, however short they live", async () => {
  let look = 0;
  const sighting = await watchFor(60, () => range(look++ * 100, 13));
  expect(excessOf(sighting, 5)).toBe(13);
});

test("a database that cannot be read any more is told", async () => {
  const broken = { ...reader(() => []), connections: () => Promise.reject(new Error("gone")) };
  await expect(watchConnections(broken).stop()).rejects.toThrow("gone");
});
