import { expect, test } from "vitest";
import { createHeldAnswer } from "./held-answer.ts";

const loss = { what: "answer" as const, done() {}, rearm() {} };

test("what is held is given back once, in order", () => {
  const held = createHeldAnswer(loss, "COMMIT", 1);
  held.add(Buffer.from("a"));
  held.add(Buffer.from("b"));
  expect(held.release()).toEqual(Buffer.from("ab"));
  held.add(Buffer.from("c"));
  expect(held.release()).toEqual(Buffer.from("c"));
});

test("more than 1 MiB is not kept", () => {
  const held = createHeldAnswer(loss, "COMMIT", 1);
  for (let index = 0; index < 17; index++) held.add(Buffer.alloc(64 * 1024));
  expect(held.release()).toBeUndefined();
});
