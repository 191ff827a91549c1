import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPact } from "./load.ts";
import type { HttpInteraction } from "./pact.ts";
import { parsePact } from "./read.ts";

const names = { consumer: { name: "web" }, provider: { name: "carts" } };
const http = { description: "a cart", request: { method: "GET", path: "/carts/1" }, response: { status: 200 } };

/** A pact of one interaction. */
function read(interaction: object, metadata: object = {}, rest: object = {}) {
  return parsePact({ ...names, interactions: [interaction], metadata, ...rest }, "pact.json");
}

function first(interaction: object, version: string): HttpInteraction {
  return read({ ...http, ...interaction }, { pactSpecification: { version } }).interactions[0] as HttpInteraction;
}

describe("the version of the specification", () => {
  test.each<[object, string]>([
    [{ pactSpecification: { version: "1.0.0" } }, "1.0.0"],
    [{ pactSpecification: { version: "1.1.0" } }, "1.1.0"],
    [{ "pact-specification": { version: "2.0.0" } }, "2.0.0"],
    [{ pactSpecificationVersion: "3.0.0" }, "3.0.0"],
    [{ pactSpecification: { version: "4.0" } }, "4.0"],
    [{}, "2.0.0"],
  ])("%j is read as %s", (metadata, specification) => {
    expect(read(http, metadata).specification).toBe(specification);
  });

  test("without one, the file is judged by what it uses", () => {
    expect(read({ ...http, type: "Synchronous/HTTP" }).specification).toBe("4.0");
    expect(read({ ...http, providerStates: [] }).specification).toBe("3.0.0");
    expect(read({ ...http, request: { query: { a: ["1"] } } }).specification).toBe("3.0.0");
    expect(read({ ...http, response: { matchingRules: { body: {} } } }).specification).toBe("3.0.0");
    expect(parsePact({ ...names, messages: [{ description: "m" }] }, "pact.json").specification).toBe("3.0.0");
  });
});

describe("interactions", () => {
  test("states of every version", () => {
    expect(first({ providerState: "a cart" }, "2.0.0").providerStates).toEqual([{ name: "a cart", params: {} }]);
    expect(first({ provider_state: "a cart" }, "1.0.0").providerStates).toEqual([{ name: "a cart", params: {} }]);
    const states = [{ name: "a cart", params: { id: 1 } }, { name: "a user" }];
    expect(first({ providerStates: states }, "3.0.0").providerStates).toEqual([
      states[0],
      { name: "a user", params: {} },
    ]);
    expect(first({ providerState: null }, "2.0.0").providerStates).toEqual([]);
  });

  test("queries of every version", () => {
    const query = (value: unknown, version: string) => [...first({ request: { query: value } }, version).request.query];
    expect(query("a=1&a=x%20y&b", "2.0.0")).toEqual([
      ["a", ["1", "x y"]],
      ["b", [null]],
    ]);
    expect(query({ a: ["1", "2"], b: "3" }, "3.0.0")).toEqual([
      ["a", ["1", "2"]],
      ["b", ["3"]],
    ]);
    expect(query(null, "2.0.0")).toEqual([]);
  });

  test("rules of V2 and V3 are the same rules", () => {
    const v2 = first(
      {
        request: {
          matchingRules: {
            "$.path": { match: "regex", regex: "^/c" },
            "$.headers.X-Id": { match: "type" },
            "$.query.q[0]": { match: "type" },
            "$.body.items[*].id": { min: 1 },
            $: undefined,
          },
        },
      },
      "2.0.0",
    );
    const rule = (matcher: object) => ({ matchers: [matcher] });
    const v3 = first(
      {
        request: {
          matchingRules: {
            path: rule({ match: "regex", regex: "^/c" }),
            header: { "x-id": rule({ match: "type" }) },
            query: { "q[0]": rule({ match: "type" }) },
            body: { "$.items[*].id": { combine: "AND", matchers: [{ min: 1, match: "type" }] } },
          },
        },
      },
      "3.0.0",
    );
    expect(v2.request.matchingRules).toEqual(v3.request.matchingRules);
    expect([...v2.request.matchingRules.body.keys()]).toEqual(["$.items[*].id"]);
  });

  test("bodies of V4 in every encoding", () => {
    const body = (value: unknown) => first({ response: { body: value } }, "4.0").response.body;
    const json = (value: unknown) => ({ kind: "json", value, contentType: "application/json" });
    expect(body(undefined)).toEqual({ kind: "absent" });
    expect(body({ content: "" })).toEqual({ kind: "empty" });
    expect(body({ content: null })).toEqual(json(null));
    expect(body({ content: { a: 1 }, contentType: "application/json", encoded: false })).toEqual(json({ a: 1 }));
    expect(body({ content: "x", contentType: "application/json", encoded: false })).toEqual(json("x"));
    expect(body({ content: '"x"', contentType: "application/json", encoded: "JSON" })).toEqual(json("x"));
    expect(body({ content: "eyJhIjoxfQ==", contentType: "application/json", encoded: "base64" })).toEqual(
      json({ a: 1 }),
    );
    expect(body({ content: "x", contentType: "text/plain" })).toEqual({
      kind: "text",
      text: "x",
      contentType: "text/plain",
    });
    expect(body({ content: "/w==", encoded: "base64" })).toMatchObject({
      kind: "binary",
      bytes: new Uint8Array([255]),
    });
    expect(body({ payload: 1 })).toEqual(json({ payload: 1 }));
  });

  test("messages of V3 and of V4", () => {
    const v3 = parsePact(
      { ...names, messages: [{ description: "m", contents: { a: 1 }, metaData: { t: "x" } }] },
      "p.json",
    );
    expect(v3.interactions[0]).toMatchObject({ type: "Asynchronous/Messages", pointer: "/messages/0" });
    const content = { content: { a: 1 }, contentType: "application/json" };
    const v4 = read(
      {
        type: "Synchronous/Messages",
        description: "ask",
        pending: true,
        request: { contents: content },
        response: [{ contents: content, metadata: { t: 1 } }],
      },
      { pactSpecification: { version: "4.0" } },
    );
    expect(v4.interactions[0]).toMatchObject({ pending: true, responses: [{ metadata: { t: 1 } }] });
  });
});

describe("a file that cannot be used is told with its place and what to do", () => {
  const bad: [string, unknown, RegExp][] = [
    ["no object", [], /^pact\.json: a pact must be an object, and is a list; correct it/],
    ["no names", { interactions: [] }, /at \/consumer: the consumer must be an object, and is missing/],
    [
      "an empty name",
      { consumer: { name: " " }, provider: { name: "p" }, interactions: [] },
      /\/consumer\/name: .*is empty/,
    ],
    ["nothing in it", names, /neither interactions nor messages/],
    [
      "a strange version",
      { ...names, interactions: [], metadata: { pactSpecification: { version: "9" } } },
      /"9".*1 to 4/,
    ],
    ["interactions that are no list", { ...names, interactions: {} }, /\/interactions: interactions must be a list/],
    ["no response", { ...names, interactions: [{ request: {} }] }, /\/interactions\/0\/response: the response must be/],
    ["a strange status", withPart("response", { status: "no" }), /\/response\/status: "no" is no HTTP status/],
    [
      "a strange type",
      { ...names, interactions: [{ ...http, type: "Carrier/Pigeon" }] },
      /\/interactions\/0\/type: .*Pigeon/,
    ],
    ["a broken path", withPart("response", { matchingRules: { body: { "$.a[": {} } } }), /\/body\/\$\.a\[: .*no path/],
    [
      "a matcher of nothing",
      withPart("response", { matchingRules: { body: { $: { matchers: [{}] } } } }),
      /matchers\/0: .*"match"/,
    ],
    [
      "a regex without one",
      withPart("response", { matchingRules: { "$.body": { match: "regex" } } }),
      /needs .*"regex"/,
    ],
    [
      "a rule of no part",
      withPart("response", { matchingRules: { "$.nothing": { match: "type" } } }),
      /no part of the inter/,
    ],
    ["broken base64", v4With({ body: { content: "%", encoded: "base64" } }), /\/body\/content: .*base64/],
  ];
  test.each(bad)("%s", (_name, document, message) => {
    expect(() => parsePact(document, "pact.json")).toThrow(
      expect.objectContaining({ code: "contract", message: expect.stringMatching(message) }),
    );
  });

  test("interactions that contradict each other, by description and states or by key", () => {
    const other = { ...http, response: { status: 404 } };
    const two =
      (left: object, right: object, version = "3.0.0") =>
      () =>
        parsePact({ ...names, interactions: [left, right], metadata: { pactSpecification: { version } } }, "pact.json");
    expect(two(http, other)).toThrow(
      /\/interactions\/1: it has the description "a cart" .* \/interactions\/0, .*rename/,
    );
    expect(two(http, { ...other, providerState: "none" })).not.toThrow();
    expect(two(http, http)).not.toThrow();
    const keyed = (node: object) => ({ ...node, type: "Synchronous/HTTP", key: "k" });
    expect(two(keyed(http), keyed({ ...other, description: "b" }), "4.0")).toThrow(/the key "k" of the interaction at/);
  });

  test("hostile depth and cycles", () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 10_000; depth++) deep = [deep];
    expect(() => parsePact({ ...names, interactions: [{ ...http, request: { body: deep } }] }, "pact.json")).toThrow(
      /deep/,
    );
    const cyclic: Record<string, unknown> = { ...names };
    cyclic.interactions = [cyclic];
    expect(() => parsePact(cyclic, "pact.json")).toThrow(/contains itself/);
  });
});

test("a file is read from its path; what is no JSON, is not there, or says a member twice is told", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tercet-pact-"));
  const file = join(folder, "pact.json");
  await writeFile(file, `\uFEFF${JSON.stringify({ ...names, interactions: [http] })}`);
  expect((await loadPact(file)).source).toBe(file);
  await writeFile(file, '{"consumer": {"name": "a", "name": "b"}}');
  await expect(loadPact(file)).rejects.toThrow(/"name" occurs twice/);
  await writeFile(file, '{"consumer": ');
  await expect(loadPact(file)).rejects.toThrow(/neither JSON nor YAML/);
  await expect(loadPact(join(folder, "none.json"))).rejects.toThrow(/no such file/);
  await rm(folder, { recursive: true });
});

function withPart(part: string, node: object) {
  return { ...names, interactions: [{ ...http, [part]: node }] };
}

function v4With(response: object) {
  return { ...withPart("response", response), metadata: { pactSpecification: { version: "4.0" } } };
}
