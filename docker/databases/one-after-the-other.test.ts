import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { oneAfterTheOther } from "./one-after-the-other.ts";

test("steps do not overlap, and one that fails stops no other", async () => {
  const inTurn = oneAfterTheOther();
  const seen: string[] = [];
  const step = (name: string, milliseconds: number) =>
    inTurn(async () => {
      seen.push(`${name} begins`);
      await delay(milliseconds);
      seen.push(`${name} ends`);
      if (name === "pause") throw new Error("refused");
    });
  const outcomes = await Promise.allSettled([step("pause", 20), step("restart", 0)]);
  expect(seen).toEqual(["pause begins", "pause ends", "restart begins", "restart ends"]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});
