import { expect, test } from "vitest";
import type { Operation } from "../../../contracts/index.ts";
import { createPatience } from "./patience.ts";

const operation = (id: string, rateLimit?: { requests: number; windowSeconds: number }) =>
  ({ id, extension: rateLimit === undefined ? {} : { rateLimit } }) as Operation;
const mail = operation("sendMail");

test("a short wait is granted as often as it is asked for", () => {
  const patience = createPatience(() => 0);
  expect([1, 15, 15, 15, 15].map((seconds) => patience.allows(mail, seconds))).toEqual([true, true, true, true, true]);
});

test("a long wait is granted once for an operation, to all that wait for the same moment", () => {
  let now = 0;
  const patience = createPatience(() => now);
  expect(patience.allows(mail, 60)).toBe(true);
  now = 1000;
  expect(patience.allows(mail, 59)).toBe(true);
  now = 61_000;
  expect(patience.allows(mail, 60)).toBe(false);
  expect(patience.allows(operation("sendText"), 60)).toBe(true);
});

test("where operation after operation asks for long waits, no more are granted", () => {
  const patience = createPatience(() => 0);
  const asked = ["a", "b", "c", "d"].map((id) => patience.allows(operation(id), 60));
  expect(asked).toEqual([true, true, true, false]);
});

test("a declared limit is waited for, whatever its window", () => {
  const patience = createPatience(() => 0);
  const declared = operation("declared", { requests: 1, windowSeconds: 60 });
  expect([60, 60, 60].map((seconds) => patience.allows(declared, seconds))).toEqual([true, true, true]);
});
