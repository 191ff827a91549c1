import { describe, expect, test } from "vitest";
import type { Json } from "../json.ts";
import { createRandom } from "../random.ts";
import { generateMessage, generateRequest, generateResponse } from "./generate.ts";
import { readMessage, readRequest, readResponse } from "./read/parts.ts";

const place = { source: "test", pointer: "" };
const context = { now: new Date("2016-11-03T12:30:00Z"), providerState: { id: 77, name: "ann" } };

/** The value that a generator gives for a member of a body, with the example that stands there. */
function drawn(generator: object, example: Json = "example", seed = 1) {
  const request = readRequest(
    { body: { value: example }, generators: { body: { "$.value": generator } } },
    "3.0.0",
    place,
  );
  const { body } = generateRequest(request, context, createRandom(seed));
  return (body as { value: { value: Json } }).value.value;
}

describe("each generator", () => {
  test.each<[generator: object, example: Json, pattern: RegExp]>([
    [{ type: "RandomInt", min: 5, max: 7 }, 1, /^[5-7]$/],
    [{ type: "RandomInt" }, 1, /^\d+$/],
    [{ type: "RandomDecimal", digits: 6 }, 1, /^(?=.{7}$)\d+\.\d*[1-9]$/],
    [{ type: "RandomHexadecimal", digits: 8 }, "", /^[0-9a-f]{8}$/],
    [{ type: "RandomString", size: 12 }, "", /^[A-Za-z0-9]{12}$/],
    [{ type: "RandomBoolean" }, true, /^(true|false)$/],
    [{ type: "Regex", regex: "(?i)ab\\d{3}" }, "", /^ab\d{3}$/i],
    [{ type: "Uuid" }, "", /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    [{ type: "Uuid", format: "simple" }, "", /^[0-9a-f]{32}$/],
    [{ type: "Uuid", format: "upper-case-hyphenated" }, "", /^[0-9A-F-]{36}$/],
    [{ type: "Uuid", format: "URN" }, "", /^urn:uuid:[0-9a-f-]{36}$/],
    [{ type: "Date" }, "", /^2016-11-03$/],
    [{ type: "Date", format: "dd.MM.yy", expression: "tomorrow" }, "", /^04\.11\.16$/],
    [{ type: "Time", expression: "+ 1 hour" }, "", /^13:30:00$/],
    [{ type: "DateTime", format: "yyyy-MM-dd'T'HH:mm", expression: "today @ midnight" }, "", /^2016-11-03T00:00$/],
    [{ type: "ProviderState", expression: "id" }, 1, /^77$/],
    [{ type: "ProviderState", expression: `\${id}` }, "", /^77$/],
    [{ type: "ProviderState", expression: `/\${name}/\${id}` }, "", /^"?\/ann\/77"?$/],
    [{ type: "ProviderState", expression: "id", dataType: "STRING" }, "", /^77$/],
  ])("%j in place of %j", (generator, example, pattern) => {
    for (const seed of [1, 2, 3]) expect(String(drawn(generator, example, seed))).toMatch(pattern);
  });

  test("the same seed gives the same value, another one another", () => {
    const generator = { type: "RandomString", size: 30 };
    expect(drawn(generator)).toBe(drawn(generator));
    expect(drawn(generator)).not.toBe(drawn(generator, "example", 2));
  });

  test("the example is kept where a generator is not known or cannot be used", () => {
    const generators = [
      { type: "Plugin" },
      { type: "toString" },
      { type: "ProviderState", expression: "missing" },
      { type: "ProviderState", expression: `/\${missing}` },
      { type: "MockServerURL", example: "http://x/y", regex: ".*(/y)$" },
      { type: "Date", format: "bb" },
      { type: "Date", expression: "someday" },
      { type: "Regex", regex: "(" },
    ];
    expect(generators.map((generator) => drawn(generator))).toEqual(generators.map(() => "example"));
  });

  test("types: a number in place of a text stays a text, what a state gave stays what it is", () => {
    expect(drawn({ type: "RandomInt", min: 5, max: 5 }, "1")).toBe("5");
    expect(drawn({ type: "RandomInt", min: 5, max: 5 }, 1)).toBe(5);
    expect(drawn({ type: "ProviderState", expression: "id" }, "1")).toBe(77);
  });
});

test("path, query, headers and body of a request, each at its place, V2 paths too", () => {
  const state = (expression: string) => ({ type: "ProviderState", expression });
  const expected = {
    path: "/users/1",
    query: { id: ["1", "2"], other: ["x"] },
    headers: { Authorization: "none" },
    body: { items: [{ id: 1 }, { id: 2 }], id: 1 },
  };
  const v3 = {
    path: state(`/users/\${id}`),
    query: { "id[1]": state("id") },
    header: { authorization: state(`Bearer \${name}`) },
    body: { "$.items[*].id": state("id") },
  };
  const v2 = {
    "$.path": state(`/users/\${id}`),
    "$.query.id[1]": state("id"),
    "$.header.authorization": state(`Bearer \${name}`),
    "$.body.items[*].id": state("id"),
  };
  for (const generators of [v3, v2]) {
    const request = generateRequest(readRequest({ ...expected, generators }, "3.0.0", place), context, createRandom(1));
    expect(request.path).toBe("/users/77");
    expect([...request.query]).toEqual([
      ["id", ["1", "77"]],
      ["other", ["x"]],
    ]);
    expect([...request.headers]).toEqual([["Authorization", ["Bearer ann"]]]);
    expect(request.body).toMatchObject({ value: { items: [{ id: 77 }, { id: 77 }], id: 1 } });
  }
});

test("what a generator names and is not there is not made; the example itself is not touched", () => {
  const request = readRequest(
    { body: { a: [1] }, generators: { body: { "$.b": { type: "Uuid" }, "$.a[0]": { type: "RandomString" } } } },
    "3.0.0",
    place,
  );
  generateRequest(request, context, createRandom(1));
  expect(request.body).toMatchObject({ value: { a: [1] } });
});

test("forms and texts", () => {
  const form = (body: string, generators: object, type: string) => {
    const node = { headers: { "Content-Type": type }, body, generators: { body: generators } };
    return generateRequest(readRequest(node, "3.0.0", place), context, createRandom(1)).body;
  };
  const id = { type: "ProviderState", expression: "id" };
  expect(form("a=1&b=2", { "$.b": id }, "application/x-www-form-urlencoded")).toMatchObject({ text: "a=1&b=77" });
  expect(form("hello", { $: id }, "text/plain")).toMatchObject({ text: "77" });
});

test("a mock server's response has its own address", () => {
  const generator = { type: "MockServerURL", example: "http://localhost:1234/orders/5678", regex: ".*(/orders/\\d+)$" };
  const response = readResponse(
    {
      body: { url: "" },
      generators: { body: { "$.url": generator }, status: { type: "RandomInt", min: 204, max: 204 } },
    },
    "4.0",
    place,
  );
  const { body, status } = generateResponse(
    response,
    { ...context, mockServerUrl: "http://127.0.0.1:9/" },
    createRandom(1),
  );
  expect(body).toMatchObject({ value: { url: "http://127.0.0.1:9/orders/5678" } });
  expect(status).toBe(204);
});

test("contents and metadata of a message", () => {
  const id = { type: "ProviderState", expression: "id" };
  const node = {
    contents: { id: 1 },
    metadata: { key: "1" },
    generators: { content: { "$.id": id }, metadata: { key: id, none: id } },
  };
  const message = generateMessage(readMessage(node, "4.0", place), context, createRandom(1));
  expect(message).toMatchObject({ contents: { value: { id: 77 } }, metadata: { key: 77 } });
  expect(Object.keys(message.metadata)).toEqual(["key"]);
});
