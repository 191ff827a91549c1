import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../json.ts";
import { parsePact } from "../../pact/read.ts";
import { comparePact } from "./compare-pact.ts";
import { contract, found, good, interaction, json } from "./testing/things.ts";

describe("comparePact", () => {
  it("finds nothing where the consumer uses a part of what the contract promises", () => {
    expect(found(interaction())).toEqual([]);
  });

  it("knows the path with the server's base path and without, and nothing else", () => {
    expect(found(interaction({ request: { path: "/things/7" } }))).toEqual([]);
    for (const request of [{ path: "/other/things/7" }, { method: "PUT" }]) {
      expect(found(interaction({ request }))).toEqual(["request.path-or-method.unknown request/path"]);
    }
  });

  it("prefers a concrete path to a templated one", () => {
    const special = {
      request: { path: "/api/things/special", headers: {} },
      response: { status: 204, headers: {}, body: undefined },
    };
    expect(found(interaction(special))).toEqual([]);
  });

  it.each([
    ["a path parameter of the wrong type", { path: "/api/things/seven" }, "request.path.incompatible request/path"],
    [
      "a list in a query parameter with a wrong item",
      { query: { fields: ["name,colour"] } },
      "request.query.incompatible request/query",
    ],
    [
      "a member of an object in a query with a wrong type",
      { query: { "page[size]": ["many"] } },
      "request.query.incompatible request/query",
    ],
    ["an undeclared query parameter", { query: { sort: ["name"] } }, "request.query.unknown request/query"],
    [
      "a header that does not fit",
      { headers: { ...good, "X-Tenant": "1" } },
      "request.header.incompatible request/headers",
    ],
    [
      "a required header that is missing",
      { headers: { Authorization: "Bearer abc" } },
      "request.header.incompatible request/headers",
    ],
    [
      "an undeclared header",
      { headers: { ...good, "X-Other": "1" } },
      "request.header.unknown request/headers/X-Other",
    ],
    [
      "an Accept that the operation never gives",
      { headers: { ...good, Accept: "text/html" } },
      "request.accept.incompatible request/headers",
    ],
    ["no credential", { headers: { "X-Tenant": "t-1" } }, "request.authorization.missing request/headers"],
    [
      "a credential of another scheme",
      { headers: { ...good, Authorization: "Basic YTpi" } },
      "request.authorization.missing request/headers",
    ],
    [
      "a credential that was taken out",
      { headers: { ...good, Authorization: "Bearer [removed]" } },
      "request.authorization.placeholder request/headers",
    ],
  ])("finds %s", (_title, request, expected) => {
    expect(found(interaction({ request }))).toEqual([expected]);
  });

  it.each([
    { query: { fields: ["name,kind"] } },
    { query: { "page[size]": ["10"] } },
    { headers: { authorization: "bearer abc", "x-tenant": "t-2", accept: "text/html, */*;q=0.1" } },
  ])("takes a request that fits: %j", (request) => {
    expect(found(interaction({ request }))).toEqual([]);
  });

  it("says nothing of a request that expects to be refused, as it may be wrong on purpose", () => {
    const refused = {
      request: { path: "/api/things/seven", headers: {} },
      response: { status: 404, headers: {}, body: undefined },
    };
    expect(found(interaction(refused))).toEqual([]);
  });

  it.each([
    ["an undeclared status", { status: 302, body: undefined }, "response.status.unknown response/status"],
    [
      "an undeclared header",
      { headers: { ...json, "X-Else": "1" } },
      "response.header.unknown response/headers/X-Else",
    ],
    [
      "an undeclared header of HTTP",
      { headers: { ...json, ETag: "1" } },
      "response.header.undefined response/headers/ETag",
    ],
    [
      "a header with a wrong value",
      { headers: { ...json, "X-Rate": "many" } },
      "response.header.incompatible response/headers/X-Rate",
    ],
    [
      "a header that may be left out",
      { headers: { ...json, "X-Hint": "a" } },
      "response.header.not-guaranteed response/headers/X-Hint",
    ],
    [
      "another media type",
      { headers: { "Content-Type": "text/html" }, body: "<p>" },
      "response.content-type.incompatible response/body",
    ],
    ["a member that is not declared", { body: { colour: "red" } }, "response.body.incompatible response/body"],
    ["a member that is only written", { body: { secret: "x" } }, "response.body.incompatible response/body/secret"],
    ["a value of the wrong type", { body: { id: "7" } }, "response.body.incompatible response/body/id"],
    ["a value outside of an enumeration", { body: { kind: "huge" } }, "response.body.incompatible response/body/kind"],
    [
      "a member of a branch that is not declared",
      { body: { owner: { kind: "person", age: 3 } } },
      "response.body.incompatible response/body/owner",
    ],
    ["a member that may be left out", { body: { note: "x" } }, "response.body.not-guaranteed response/body"],
  ])("finds in an answer %s", (_title, response, expected) => {
    expect(found(interaction({ response }))).toEqual([expected]);
  });

  it("puts together what several parts of a schema say of one member", () => {
    const page = (body: object) =>
      found(interaction({ request: { path: "/api/pages", headers: {} }, response: { body } })).filter((one) =>
        one.includes("incompatible"),
      );
    expect(page({ data: { items: [], next: "x" } })).toEqual([]);
    expect(page({ data: {}, other: 1 })).toEqual(["response.body.incompatible response/body"]);
  });

  it("takes free names where the contract allows them", () => {
    const labels = { matchingRules: { body: { "$.labels": { matchers: [{ match: "values" }] } } } };
    expect(found(interaction({ response: { body: { labels: { any: "x" } }, ...labels } }))).toEqual([
      "response.body.not-guaranteed response/body",
    ]);
  });

  it("reads a regular expression as one for the whole text, as Pact does", () => {
    const named = (regex: string) => {
      const matchingRules = { body: { "$.kind": { matchers: [{ match: "regex", regex }] } } };
      return found(interaction({ response: { body: { kind: "big" }, matchingRules } }));
    };
    expect(named("(?i)BIG|small")).toEqual([]);
    expect(named("big|small")).toEqual([]);
    // "small" is allowed as well, and holds only a part that matches.
    expect(named("b.*|mall")).toEqual(["response.body.not-guaranteed response/body/kind"]);
  });

  it("shows each thing that the contract leaves open with an answer that the consumer cannot read", () => {
    const body = { note: "x", tags: ["a"] };
    const matchingRules = {
      body: {
        "$.note": { matchers: [{ match: "regex", regex: "^x" }] },
        "$.tags": { matchers: [{ match: "type", min: 1 }] },
      },
    };
    const pact = parsePact(
      {
        consumer: { name: "c" },
        provider: { name: "p" },
        interactions: [interaction({ response: { body, matchingRules } })],
        metadata: { pactSpecification: { version: "3.0.0" } },
      },
      "c.json",
    );
    const findings = comparePact(pact, contract);
    expect(findings.map(({ message }) => message.replace(/^.*: /, ""))).toEqual(
      expect.arrayContaining([expect.stringContaining("'note'"), expect.stringContaining("'tags'")]),
    );
    for (const { severity, witness } of findings) {
      expect(severity).toBe("warning");
      expect(witness).toMatchObject({ id: expect.any(Number), name: expect.any(String) });
    }
  });

  it("holds an answer against the branch that its provider state makes sure of", () => {
    // By the contract a firm has no `born`; but the state says that this owner is a person.
    const owner = { kind: "person", born: "1980" };
    expect(found(interaction({ response: { body: { owner } } }))).toEqual([
      "response.body.not-guaranteed response/body",
    ]);
  });

  it("looks at request bodies, without what only the provider sets", () => {
    const post = (body: unknown, type = "application/json") =>
      found({
        description: "creates",
        request: { method: "POST", path: "/api/things", headers: { "Content-Type": type }, body },
        response: { status: 201 },
      } as JsonObject);
    expect(post({ name: "x" })).toEqual([]);
    expect(post({})).toEqual(["request.body.incompatible request/body"]);
    expect(post({ name: 1 })).toEqual(["request.body.incompatible request/body/name"]);
    expect(post("<x/>", "text/xml")).toEqual(["request.content-type.incompatible request/body"]);
    expect(post("size=3", "application/x-www-form-urlencoded")).toEqual([]);
    expect(post("size=many", "application/x-www-form-urlencoded")).toEqual([
      "request.body.incompatible request/body/size",
    ]);
  });
});

describe("comparePact, over several interactions", () => {
  const compare = (...responses: readonly object[]) => {
    const interactions = responses.map((response, index) => ({
      ...interaction({ response }),
      description: `case ${index}`,
    }));
    const document = {
      consumer: { name: "c" },
      provider: { name: "p" },
      interactions,
      metadata: { pactSpecification: { version: "3.0.0" } },
    };
    return comparePact(parsePact(document, "c.json"), contract).map(
      ({ interaction: name, message }) => `${name}: ${message}`,
    );
  };
  const free = { matchers: [{ match: "type" }] };

  it("says nothing of a member that may be missing, where another one reads the answer without it", () => {
    const withNote = { body: { name: "x", note: "y" }, matchingRules: { body: { "$.name": free, "$.note": free } } };
    const without = { body: { name: "x" }, matchingRules: { body: { "$.name": free } } };
    expect(compare(withNote)).toEqual([expect.stringContaining("'note'")]);
    expect(compare(withNote, without)).toEqual([]);
  });

  it("still finds it where the other one is about something else", () => {
    const note = { body: { name: "x", note: "y" }, matchingRules: { body: { "$.*": free } } };
    const kind = { body: { name: "x", kind: "big" }, matchingRules: { body: { "$.*": free } } };
    expect(compare(note, kind)).toEqual([expect.stringContaining("case 0: By its contract")]);
  });

  it("says nothing of a list that may be empty, where another one reads it empty", () => {
    const full = {
      body: { name: "x", tags: ["y"] },
      matchingRules: { body: { "$.tags": { matchers: [{ match: "type", min: 1 }] } } },
    };
    const empty = { body: { name: "x", tags: [] } };
    const without = { body: { name: "x" } };
    expect(compare(full, without)).toEqual([expect.stringContaining("fewer than 1 items")]);
    expect(compare(full, empty, without)).toEqual([]);
  });
});
