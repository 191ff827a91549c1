import fc from "fast-check";
import { expect, test } from "vitest";
import { identityOf } from "./identity.ts";

test("no two texts that histories are full of share an identity, and none is 0", () => {
  const texts = Array.from({ length: 50_000 }, (_, number) => [
    String(number),
    `w${number}`,
    `send-orders-${number % 100}/${number}`,
    new Date(number * 1000).toISOString(),
  ]).flat();
  const identities = new Set(texts.map(identityOf));
  expect(identities.size).toBe(texts.length);
  expect(identities.has(0)).toBe(false);
});

test("texts that differ in zeros at the end differ", () => {
  expect(new Set(["a", "a\0", "a\0\0", "a\0\0\0", "a\0\0\0\0", ""].map(identityOf)).size).toBe(6);
});

test("is a whole number that a double holds exactly", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => Number.isSafeInteger(identityOf(text))));
});
