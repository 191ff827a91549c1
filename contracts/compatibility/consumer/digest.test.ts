import { expect, test } from "vitest";
import type { JsonObject } from "../../json.ts";
import { parsePact } from "../../pact/read.ts";
import { pactDocument } from "../../pact/write.ts";
import { pactDigest } from "./digest.ts";

const interaction = (name: string): JsonObject => ({
  description: `asks for ${name}`,
  providerState: `${name} exists`,
  request: { method: "get", path: `/${name}`, query: "page=1", headers: { Accept: "application/json" } },
  response: { status: 200, body: { name }, matchingRules: { "$.body.name": { match: "type" } } },
});
const pact = (interactions: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  consumer: { name: "web" },
  provider: { name: "fruits" },
  interactions,
  metadata: { pactSpecification: { version: "2.0.0" } },
  ...more,
});
const digest = (document: JsonObject) => pactDigest(parsePact(document, "web-fruits.json"));
const apple = interaction("apple");
const pear = interaction("pear");

test("is the same whatever the order, and whatever is only said about the pact", () => {
  const metadata = { pactSpecification: { version: "2.0.0" }, client: { version: "9" } };
  expect(digest(pact([pear, apple], { metadata }))).toBe(digest(pact([apple, pear])));
});

test("is the same for a file of an older version and for what is written of it as V4", () => {
  const old = parsePact(pact([apple, pear]), "web-fruits.json");
  expect(digest(pactDocument(old))).toBe(pactDigest(old));
});

test("differs where something else is sent, expected, supposed, or done by somebody else", () => {
  const others = [
    pact([apple]),
    pact([apple, { ...pear, providerState: "a pear is ripe" }]),
    pact([apple, { ...pear, request: { method: "get", path: "/pears" } }]),
    pact([apple, { ...pear, response: { status: 200, body: { name: "pear" } } }]),
    pact([apple, pear], { consumer: { name: "app" } }),
  ].map(digest);
  expect(new Set([digest(pact([apple, pear])), ...others]).size).toBe(others.length + 1);
});
