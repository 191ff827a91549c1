import { expect, test } from "vitest";
import { newInteraction, newPact } from "./create.ts";
import { mergePacts } from "./merge.ts";
import { parsePact } from "./read.ts";
import { pactDocument } from "./write.ts";

const interaction = (description: string, status = 200) =>
  newInteraction({ description, request: { method: "GET", path: "/" }, response: { status } });
const pact = (...interactions: ReturnType<typeof interaction>[]) => newPact("web", "carts", interactions);

test("every interaction once, in an order that does not depend on that of the pacts", () => {
  const [one, two] = [pact(interaction("b"), interaction("a")), pact(interaction("c"), interaction("a"))];
  const merged = mergePacts([one, two]);
  expect(merged.interactions.map(({ description }) => description)).toEqual(["a", "b", "c"]);
  expect(JSON.stringify(pactDocument(merged))).toBe(JSON.stringify(pactDocument(mergePacts([two, one]))));
});

test("a pact of V3 and a new one become one of V4 that can be read again", () => {
  const old = parsePact(
    {
      consumer: { name: "web" },
      provider: { name: "carts" },
      interactions: [{ description: "z", request: { path: "/" }, response: { body: { a: 1 } } }],
      metadata: { pactSpecification: { version: "3.0.0" }, "x-tool": 1 },
    },
    "old.json",
  );
  const document = pactDocument(mergePacts([old, pact(interaction("a"))]));
  expect(document.metadata).toEqual({ pactSpecification: { version: "4.0" }, "x-tool": 1 });
  expect(parsePact(document, "new.json").interactions.map(({ description }) => description)).toEqual(["a", "z"]);
});

test("what contradicts, is of others, or is nothing cannot be merged", () => {
  expect(() => mergePacts([pact(interaction("a")), pact(interaction("a", 404))])).toThrow(/it has the description "a"/);
  expect(() => mergePacts([pact(), newPact("web", "orders", [])])).toThrow(/between web and orders/);
  expect(() => mergePacts([])).toThrow(/there are none/);
});
