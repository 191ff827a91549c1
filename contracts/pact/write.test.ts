import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "../schema/equality.ts";
import type { Interaction, Pact } from "./pact.ts";
import { parsePact } from "./read.ts";
import { pactDocument } from "./write.ts";

const name = fc.stringMatching(/^[a-z][a-z0-9 -]{0,12}$/);
const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const unknown = fc.dictionary(fc.stringMatching(/^x-[a-z]{1,8}$/), json, { maxKeys: 2 });
const matcher = fc.oneof(
  fc.record({ match: fc.constantFrom("type", "equality", "integer", "null", "notEmpty", "semver") }),
  fc.record({ match: fc.constant("regex"), regex: fc.constantFrom("^\\d+$", "a|b") }),
  fc.record({ match: fc.constant("type"), min: fc.nat(5), "x-more": json }),
);
const path = fc.constantFrom("$", "$.a", "$.items[*].id", "$['first name']", "$.*", "$.a[0]", "$.b-c");
const list = fc.record({
  combine: fc.constantFrom("AND", "OR"),
  matchers: fc.array(matcher, { minLength: 1, maxLength: 2 }),
});
const generator = fc.constantFrom({ type: "Uuid" }, { type: "RandomInt", min: 1, max: 5 });
const headers = fc.dictionary(
  fc.constantFrom("X-A", "Vary", "Content-Language"),
  fc.array(name, { minLength: 1, maxLength: 2 }),
);
const states = fc.array(fc.record({ name, params: fc.dictionary(name, json, { maxKeys: 2 }) }), { maxLength: 2 });

const bodyV4 = fc.oneof(
  json.map((content) => ({ content, contentType: "application/json", encoded: false })),
  name.map((content) => ({ content, contentType: "text/plain", encoded: false, contentTypeHint: "TEXT" })),
  fc.uint8Array({ minLength: 1 }).map((bytes) => ({
    content: Buffer.from(bytes).toString("base64"),
    contentType: "application/octet-stream",
    encoded: "base64",
  })),
  fc.constant({ content: "" }),
);

const rulesV3 = fc.record(
  {
    path: list,
    header: fc.dictionary(fc.constantFrom("X-A", "Vary"), list),
    body: fc.dictionary(path, list),
    "x-more": json,
  },
  { requiredKeys: [] },
);
const generators = fc.record({ body: fc.dictionary(path, generator), "x-more": json }, { requiredKeys: [] });

function part(extra: Record<string, fc.Arbitrary<unknown>>, body: fc.Arbitrary<unknown>) {
  const known = { ...extra, headers, body, matchingRules: rulesV3, generators };
  return fc.tuple(unknown, fc.record(known, { requiredKeys: [] })).map(([more, node]) => ({ ...more, ...node }));
}

const method = fc.constantFrom("GET", "POST");
const query = fc.dictionary(name, fc.array(name, { minLength: 1, maxLength: 2 }), { maxKeys: 2 });
const request = (body: fc.Arbitrary<unknown>) => part({ method, path: name.map((text) => `/${text}`), query }, body);
const response = (body: fc.Arbitrary<unknown>) => part({ status: fc.integer({ min: 100, max: 599 }) }, body);
const contents = fc.record(
  { contents: bodyV4, metadata: fc.dictionary(name, json, { maxKeys: 2 }) },
  { requiredKeys: [] },
);

/** Interactions with descriptions of their own, so that none contradicts another. */
function numbered<T extends object>(interactions: readonly T[]) {
  return interactions.map((interaction, index) => ({ ...interaction, description: `interaction ${index}` }));
}

const interactionV4 = fc
  .tuple(
    unknown,
    fc.record(
      { providerStates: states, pending: fc.boolean(), comments: unknown, key: fc.uuid() },
      { requiredKeys: [] },
    ),
    fc.oneof(
      fc.record({ type: fc.constant("Synchronous/HTTP"), request: request(bodyV4), response: response(bodyV4) }),
      contents.map((message) => ({ type: "Asynchronous/Messages", ...message })),
      fc.record({
        type: fc.constant("Synchronous/Messages"),
        request: contents,
        response: fc.array(contents, { maxLength: 2 }),
      }),
    ),
  )
  .map(([more, base, kind]) => ({ ...more, ...base, ...kind }));

const root = fc.record({ consumer: fc.record({ name, "x-id": json }), provider: fc.record({ name }) });

const documentV4 = fc
  .tuple(root, unknown, fc.array(interactionV4, { maxLength: 4 }), unknown)
  .map(([names, more, interactions, metadata]) => ({
    ...more,
    ...names,
    interactions: numbered(interactions),
    metadata: { ...metadata, pactSpecification: { version: "4.0" } },
  }));

const bodyV3 = fc.oneof(json, name);
const documentV3 = fc
  .tuple(
    root,
    unknown,
    fc.array(
      fc.record({ providerStates: states, request: request(bodyV3), response: response(bodyV3), "x-kept": json }),
      { maxLength: 3 },
    ),
    fc.array(fc.record({ contents: bodyV3, metaData: fc.dictionary(name, json, { maxKeys: 2 }) }), { maxLength: 2 }),
  )
  .map(([names, more, interactions, messages]) => ({
    ...more,
    ...names,
    interactions: numbered(interactions),
    messages: numbered(messages),
    metadata: { pactSpecification: { version: "3.0.0" }, "x-tool": { version: "1" } },
  }));

const rulesV2 = fc.dictionary(
  path.map((text) => text.replace("$", "$.body")),
  matcher,
);
const documentV2 = fc
  .tuple(
    root,
    fc.array(
      fc.record({
        providerState: name,
        request: fc.record({ body: bodyV3, matchingRules: rulesV2 }),
        response: fc.record({ body: json, matchingRules: rulesV2 }),
      }),
    ),
  )
  .map(([names, interactions]) => ({
    ...names,
    interactions: numbered(interactions),
    metadata: { "pact-specification": { version: "2.0.0" } },
  }));

/** The model of a pact without what the file said besides it. */
function model({ interactions, consumer, provider }: Pact) {
  const bare = ({ raw: _raw, pointer: _pointer, ...rest }: Interaction) => rest;
  return { consumer, provider, interactions: interactions.map(bare) };
}

const written = (document: unknown) => pactDocument(parsePact(document, "pact.json"));

test("a V4 file that is read and written is equal", () => {
  fc.assert(
    fc.property(documentV4, (document) => {
      expect(canonical(written(document))).toBe(canonical(document));
    }),
  );
});

test("a V4 interaction that was changed is written anew and keeps what the model does not know", () => {
  fc.assert(
    fc.property(documentV4, (document) => {
      const pact = parsePact(document, "pact.json");
      const changed = { ...pact, interactions: pact.interactions.map((one) => ({ ...one, pending: !one.pending })) };
      const again = parsePact(pactDocument(changed), "pact.json");
      expect(model(again)).toEqual(model(changed));
      const back = { ...again, interactions: again.interactions.map((one) => ({ ...one, pending: !one.pending })) };
      for (const [index, interaction] of back.interactions.entries()) {
        const before = document.interactions[index] as Record<string, unknown>;
        for (const key of Object.keys(before).filter((each) => each.startsWith("x-"))) {
          expect(interaction.raw?.[key]).toEqual(before[key]);
        }
      }
    }),
  );
});

describe.each([
  ["V3", documentV3 as fc.Arbitrary<Record<string, unknown>>],
  ["V2", documentV2 as fc.Arbitrary<Record<string, unknown>>],
])("%s", (_version, documents) => {
  test("is written as V4 that reads as the same pact, and is stable from then on", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const before = parsePact(document, "pact.json");
        const lifted = pactDocument(before);
        const after = parsePact(lifted, "pact.json");
        expect(after.specification).toBe("4.0");
        expect(model(after)).toEqual(model(before));
        expect(canonical(pactDocument(after))).toBe(canonical(lifted));
      }),
    );
  });
});

test("what V1 to V3 say in another way is replaced, all else is kept", () => {
  const document = {
    consumer: { name: "web", "x-team": "a" },
    provider: { name: "carts" },
    "x-root": 1,
    interactions: [
      {
        description: "a cart",
        providerState: "a cart exists",
        "x-interaction": { a: 1 },
        request: { method: "get", path: "/", query: "a=1", "x-request": true, headers: { Accept: "a/b, c/d" } },
        response: {
          status: 200,
          body: { id: 1 },
          "x-response": [],
          matchingRules: { "$.body.id": { match: "type", "x-matcher": 1 } },
        },
      },
    ],
    metadata: { pactSpecificationVersion: "2.0.0", "x-metadata": 1 },
  };
  expect(written(document)).toEqual({
    consumer: { name: "web", "x-team": "a" },
    provider: { name: "carts" },
    "x-root": 1,
    interactions: [
      {
        type: "Synchronous/HTTP",
        description: "a cart",
        providerStates: [{ name: "a cart exists" }],
        "x-interaction": { a: 1 },
        request: {
          method: "get",
          path: "/",
          query: { a: ["1"] },
          "x-request": true,
          headers: { Accept: ["a/b, c/d"] },
        },
        response: {
          status: 200,
          body: { content: { id: 1 }, contentType: "application/json", encoded: false },
          "x-response": [],
          matchingRules: { body: { "$.id": { combine: "AND", matchers: [{ match: "type", "x-matcher": 1 }] } } },
        },
      },
    ],
    metadata: { "x-metadata": 1, pactSpecification: { version: "4.0" } },
  });
});
