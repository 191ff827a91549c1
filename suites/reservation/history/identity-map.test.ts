import { expect, test } from "vitest";
import { identityOf } from "./identity.ts";
import { createIdentityMap } from "./identity-map.ts";

test("finds each of many entries again, by identities and by small numbers, and nothing else", () => {
  const map = createIdentityMap<string>();
  const texts = Array.from({ length: 1_000 }, (_, number) => `job-${number}`);
  for (const text of texts) map.add(identityOf(text), text);
  for (let number = 1; number <= 1_000; number++) map.add(number, `own ${number}`);
  expect(texts.every((text) => map.get(identityOf(text)) === text)).toBe(true);
  expect(map.get(1_000)).toBe("own 1000");
  expect(map.get(identityOf("job-1000"))).toBeUndefined();
  expect(map.size).toBe(2_000);
  expect(map.values().slice(0, 1_000)).toEqual(texts);
});
