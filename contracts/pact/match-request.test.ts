import { describe, expect, test } from "vitest";
import { matchPart } from "./match-part.ts";
import type { PactSpecification } from "./pact.ts";

/** What a mismatch is of; empty: they match. */
function request(expected: object, actual: object, specification: PactSpecification = "3.0.0") {
  const { mismatches } = matchPart("request", expected, actual, specification);
  return mismatches.map(({ part, path }) => (path === "" ? part : `${part} ${path}`));
}

const rule = (...matchers: object[]) => ({ matchers });
const regex = (source: string) => rule({ match: "regex", regex: source });

describe("headers", () => {
  const headers = (expected: object, actual: object, header: object = {}) =>
    request({ headers: expected, matchingRules: { header } }, { headers: actual });

  test("names have no case, values do, and more headers are allowed", () => {
    expect(headers({ "X-A": "v" }, { "x-a": "v", other: "w" })).toEqual([]);
    expect(headers({ "X-A": "v" }, { "x-a": "V" })).toEqual(["header X-A"]);
    expect(headers({ "X-A": "v" }, {})).toEqual(["header X-A"]);
  });

  test("a list may stand in one line or several, blanks after its commas do not matter, its order does", () => {
    expect(headers({ Vary: "a, b" }, { Vary: ["a", "b"] })).toEqual([]);
    expect(headers({ Vary: ["a", "b"] }, { Vary: "a,b" })).toEqual([]);
    expect(headers({ Vary: "a, b" }, { Vary: "b, a" })).toEqual(["header Vary", "header Vary"]);
    expect(headers({ Vary: "a" }, { Vary: "a, b" })).toEqual(["header Vary"]);
    expect(headers({ "X-T": '"a,b"' }, { "X-T": '"a, b"' })).toEqual(["header X-T"]);
  });

  test("commas in dates belong to the value", () => {
    const date = "Mon, 01 Dec 2008 01:15:39 GMT";
    const rules = { Expires: regex("^Mon, \\d\\d Dec.*") };
    expect(headers({ Expires: date }, { Expires: date.replace(", ", ",") })).toEqual([]);
    expect(headers({ Expires: date }, { Expires: date.replace("01 Dec", "02 Dec") }, rules)).toEqual([]);
    expect(headers({ Expires: date }, { Expires: date.replace("01 Dec", "02 Dec") })).toEqual(["header Expires"]);
  });

  test("parameters of media types are in any order and case, and more of them are allowed", () => {
    expect(headers({ Accept: "a/b;q=1;x=Y" }, { Accept: "a/b; x=y; q=1; z=0" })).toEqual([]);
    expect(headers({ "Content-Type": "a/b; charset=utf-8" }, { "Content-Type": "a/b" })).toEqual([
      "header Content-Type",
    ]);
  });

  test("a rule holds for every value or for one by its index; where the header is a list, for every item", () => {
    expect(headers({ A: "1" }, { A: ["2", "3"] }, { a: regex("^\\d$") })).toEqual([]);
    expect(headers({ A: "1" }, { A: ["2", "x"] }, { A: regex("^\\d$") })).toEqual(["header A"]);
    expect(headers({ A: ["1", "k"] }, { A: ["2", "k"] }, { "A[0]": regex("^\\d$") })).toEqual([]);
    expect(headers({ A: ["1", "k"] }, { A: ["2", "l"] }, { "A[0]": regex("^\\d$") })).toEqual(["header A"]);
    expect(headers({ A: "1, 2" }, { A: "3, 4" }, { A: regex("^\\d, \\d$") })).toEqual([]);
    expect(headers({ A: "1, 2" }, { A: "3, x" }, { A: regex("^\\d.*$") })).toEqual([]);
    expect(headers({ Vary: "1, 2" }, { Vary: "3, x" }, { Vary: regex("^\\d.*$") })).toEqual(["header Vary"]);
    expect(headers({ A: "1, 2" }, { A: "1" }, { A: rule({ match: "equality" }) })).toEqual(["header A"]);
    expect(headers({ A: "1" }, { A: ["2", "3"] }, { A: rule({ match: "type", max: 1 }) })).toEqual(["header A"]);
  });
});

describe("the query", () => {
  const query = (expected: unknown, actual: unknown, rules: object = {}, specification: PactSpecification = "3.0.0") =>
    request({ query: expected, matchingRules: { query: rules } }, { query: actual }, specification);

  test("parameters are the same, in any order; values in their order", () => {
    expect(query({ a: ["1"], b: ["2"] }, { b: ["2"], a: ["1"] })).toEqual([]);
    expect(query({ a: ["1", "2"] }, { a: ["2", "1"] })).toEqual(["query a", "query a"]);
    expect(query({ a: ["1"] }, { a: ["1", "2"] })).toEqual(["query a"]);
    expect(query({ a: ["1"] }, {})).toEqual(["query a"]);
    expect(query({}, { a: ["1"] })).toEqual(["query a"]);
    expect(query("a=x%20y&flag", "flag=&a=x+y", {}, "2.0.0")).toEqual([]);
  });

  test("V1 compares them in their order", () => {
    expect(query("a=1&b=2", "b=2&a=1", {}, "1.0.0")).toEqual(["query"]);
    expect(query("a=1", "a=1&", {}, "1.0.0")).not.toEqual([]);
    expect(query("a=1", "a=1&", {}, "2.0.0")).toEqual([]);
  });

  test("rules hold for all values of a parameter, or for one by its index", () => {
    expect(query({ a: ["1"] }, { a: ["2", "3"] }, { a: regex("^\\d$") })).toEqual([]);
    expect(query({ a: ["1"] }, { a: ["x"] }, { a: regex("^\\d$") })).toEqual(["query a"]);
    expect(query({ a: ["1", "k"] }, { a: ["2", "k"] }, { "a[0]": regex("^\\d$") })).toEqual([]);
    expect(query({ "a[]": ["1"] }, { "a[]": ["2"] }, { "a[]": regex("^\\d$") })).toEqual([]);
  });

  test("V2 writes rules with paths, for a parameter or for the whole query", () => {
    const v2 = (matchingRules: object, actual: string) =>
      request({ query: "a=1", matchingRules }, { query: actual }, "2.0.0");
    expect(v2({ "$.query.a": { match: "regex", regex: "^\\d$" } }, "a=2")).toEqual([]);
    expect(v2({ "$.query.a[0]": { match: "regex", regex: "^\\d$" } }, "a=x")).toEqual(["query a"]);
    expect(v2({ "$.query": { match: "regex", regex: "^a=\\d$" } }, "a=2")).toEqual([]);
    expect(v2({ "$.query": { match: "regex", regex: "^a=\\d$" } }, "a=x")).toEqual(["query"]);
  });
});

describe("method and path", () => {
  test("the case of the method does not matter, that of the path does", () => {
    expect(request({ method: "get", path: "/a" }, { method: "GET", path: "/a" })).toEqual([]);
    expect(request({ path: "/a" }, { method: "POST", path: "/A" })).toEqual(["method", "path"]);
  });
  test("a path by a rule", () => {
    const expected = { path: "/users/1", matchingRules: { path: regex("^/users/\\d+$") } };
    expect(request(expected, { path: "/users/77" })).toEqual([]);
    expect(request(expected, { path: "/users/x" })).toEqual(["path"]);
  });
});

describe("bodies", () => {
  const json = { "Content-Type": "application/json" };
  const body = (expected: object, actual: object) =>
    request({ headers: json, ...expected }, { headers: json, ...actual });

  test("absent is not looked at, empty is empty, null is null or nothing", () => {
    expect(body({}, { body: { a: 1 } })).toEqual([]);
    expect(body({ body: "" }, { body: { a: 1 } })).toEqual(["body $"]);
    expect(body({ body: "" }, {})).toEqual([]);
    expect(body({ body: null }, {})).toEqual([]);
    expect(body({ body: null }, { body: null })).toEqual([]);
    expect(body({ body: null }, { body: [] })).toEqual(["body $"]);
    expect(body({ body: { a: 1 } }, {})).toEqual(["body $"]);
    expect(body({ body: { a: 1 } }, { body: "" })).toEqual(["body $"]);
  });

  test("another content type is a mismatch of its own, unless a rule of the header allows it; a suffix is no other type", () => {
    const typed = (type: string, rules: object = {}) =>
      matchPart(
        "response",
        { headers: json, body: { a: 1 }, matchingRules: rules },
        { headers: { "Content-Type": type }, body: { a: 1 } },
        "3.0.0",
      ).mismatches.map(({ part }) => part);
    expect(typed("text/html")).toEqual(["header", "content-type"]);
    expect(typed("application/problem+json")).toEqual(["header"]);
    expect(typed("application/problem+json", { header: { "Content-Type": regex(".*json") } })).toEqual([]);
  });

  test("what is announced as JSON and is none does not match", () => {
    const wrong = {
      headers: json,
      body: { content: "bm90IGpzb24=", contentType: "application/json", encoded: "base64" },
    };
    const [mismatch] = matchPart("response", { body: { a: 1 } }, wrong, "4.0").mismatches;
    expect(mismatch?.message).toBe('Expected a body in JSON, but got "not json".');
  });

  test("forms are compared by their parameters", () => {
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    const judged = (actual: string, rules: object = {}) =>
      request({ headers: form, body: "a=1&b=x+y", matchingRules: { body: rules } }, { headers: form, body: actual });
    expect(judged("b=x%20y&a=1")).toEqual([]);
    expect(judged("a=2&b=x+y")).toEqual(["body $.a"]);
    expect(judged("a=2&b=x+y", { "$.a": regex("^\\d$") })).toEqual([]);
    expect(judged("a=1&b=x+y&c=1")).toEqual(["body $.c"]);
  });

  test("text by equality, or as a whole by a rule", () => {
    const text = { "Content-Type": "text/plain" };
    const judged = (actual: string, rules: object = {}) =>
      request({ headers: text, body: "abc", matchingRules: { body: rules } }, { headers: text, body: actual });
    expect([judged("abc"), judged("abd")]).toEqual([[], ["body $"]]);
    expect([judged("abd", { $: regex("ab.") }), judged("abdd", { $: regex("ab.") })]).toEqual([[], ["body $"]]);
  });

  test("bytes by equality, or by what they look like", () => {
    const png = "iVBORw0KGgoAAAANSUhEUg==";
    const binary = (content: string) => ({ body: { content, contentType: "image/png", encoded: "base64" } });
    const rules = { matchingRules: { body: { $: rule({ match: "contentType", value: "image/png" }) } } };
    const other = "iVBORw0KGgoAAAANSUhEVg==";
    expect(request(binary(png), binary(png), "4.0")).toEqual([]);
    expect(request(binary(png), binary(other), "4.0")).toEqual(["body $"]);
    expect(request({ ...binary(png), ...rules }, binary(other), "4.0")).toEqual([]);
    expect(request({ ...binary(png), ...rules }, binary("R0lGODlhAQABAA=="), "4.0")).toEqual(["body $"]);
  });

  test("multipart bodies part by part, whatever their boundary and order", () => {
    const part = (name: string, content: string, type = "text/plain") =>
      `Content-Disposition: form-data; name="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
    const multipart = (boundary: string, ...parts: string[]) => ({
      headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
      body: `${parts.map((each) => `--${boundary}\r\n${each}`).join("")}--${boundary}--\r\n`,
    });
    const rules = (body: object) => ({ header: { "Content-Type": regex("^multipart/form-data;.*") }, body });
    const judged = (actual: object, body: object = {}) =>
      request(
        { ...multipart("x", part("a", "1"), part("b", '{"id":1}', "application/json")), matchingRules: rules(body) },
        actual,
      );
    expect(judged(multipart("y", part("b", '{ "id": 1 }', "application/json"), part("a", "1")))).toEqual([]);
    expect(judged(multipart("y", part("b", '{"id":2}', "application/json"), part("a", "1")))).toEqual(["body $.b.id"]);
    const type = { "$.b.id": rule({ match: "type" }) };
    expect(judged(multipart("y", part("b", '{"id":2}', "application/json"), part("a", "1")), type)).toEqual([]);
    expect(judged(multipart("y", part("a", "1")))).toEqual(["body $.b"]);
    expect(judged(multipart("y", part("a", "2"), part("b", '{"id":1}', "application/json"), part("c", "")))).toEqual([
      "body $.a",
      "body $.c",
    ]);
  });

  test("matchers within XML are not supported, and never pass unseen", () => {
    const xml = (body: string) => ({ headers: { "Content-Type": "application/xml" }, body });
    const rules = { matchingRules: { body: { "$.a.#text": rule({ match: "type" }) } } };
    expect(request(xml("<a>1</a>"), xml("<a>1</a>"))).toEqual([]);
    const [mismatch] = matchPart("request", { ...xml("<a>1</a>"), ...rules }, xml("<a>2</a>"), "3.0.0").mismatches;
    expect(mismatch?.message).toContain("matchers within XML are not supported");
  });
});
