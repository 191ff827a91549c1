import { describe, expect, test } from "vitest";
import { astrayIn, policyFault } from "./astray.ts";

describe("policyFault", () => {
  test.each([
    "max-age=31536000",
    'max-age="31536000"',
    "MAX-AGE=1; includeSubDomains",
    "includeSubDomains;max-age=300; preload",
    "max-age=300;",
    'max-age=300; extension="a\\"b"',
  ])("takes %s (RFC 6797 §6.1)", (value) => {
    expect(policyFault(value)).toBeUndefined();
  });

  test.each([
    ["no header at all", undefined],
    ["two headers", ["max-age=1", "max-age=2"]],
    ["no max-age", "includeSubDomains"],
    ["an empty value", ""],
    ["a max-age of 0", "max-age=0; includeSubDomains"],
    ["a negative max-age", "max-age=-1"],
    ["a max-age without a number", "max-age"],
    ["a max-age twice", "max-age=1; max-age=2"],
    ["a comma between directives", "max-age=1, includeSubDomains"],
  ])("refuses %s", (_what, value) => {
    expect(policyFault(value)).toBeDefined();
  });
});

describe("astrayIn", () => {
  const exchange = (url: string, status: number, headers: Record<string, string>) => ({
    request: { method: "GET", url, headers: {} },
    response: { status, headers, body: "" },
    durationMilliseconds: 1,
  });
  const policy = { "strict-transport-security": "max-age=1" };
  const waysOf = (...parts: Parameters<typeof exchange>) => astrayIn(exchange(...parts)).map(({ way }) => way);

  test("asks for a policy in successes over HTTPS alone", () => {
    expect(waysOf("https://a/v1", 200, {})).toEqual(["hsts"]);
    expect(waysOf("https://a/v1", 404, {})).toEqual([]);
    expect(waysOf("http://a/v1", 200, {})).toEqual([]);
  });

  test("tells a Location that leads to plain HTTP on the same host", () => {
    expect(waysOf("https://a:8443/v1", 201, { ...policy, location: "http://a/v1/7" })).toEqual(["redirect"]);
    expect(waysOf("https://a:8443/v1", 201, { ...policy, location: "/v1/7" })).toEqual([]);
    expect(waysOf("https://a:8443/v1", 303, { location: "https://a:8443/v1/7" })).toEqual([]);
    expect(waysOf("https://a/v1", 201, { ...policy, location: "http://namespace.example/7" })).toEqual([]);
  });
});
