import { describe, expect, test } from "vitest";
import { readHealth } from "./health.ts";

const read = (body: unknown, type = "application/health+json") =>
  readHealth({
    status: 200,
    headers: { "content-type": type },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const reading = (members: object) => ({ status: "pass", checks: { "database:responseTime": [members] } });

describe("readHealth", () => {
  test.each([
    ["pass", "pass"],
    ["OK", "pass"],
    ["Up", "pass"],
    ["warn", "warn"],
    ["fail", "fail"],
    ["error", "fail"],
    ["DOWN", "fail"],
  ])("takes %s for %s, in any case", (status, meaning) => {
    expect(read({ status })).toMatchObject({ status: meaning });
  });

  test.each(["2018-01-17T03:36:48Z", "2018-01-17T03:36:48.123+01:00", "2018-01-17T03:36Z", "2018-01-17T03:36:48+0100"])(
    "takes the time %s",
    (time) => {
      expect(read(reading({ time }))).toMatchObject({ times: expect.any(Array) });
    },
  );

  test("takes every member that the draft leaves open", () => {
    const observed = { observedValue: { any: [1] }, observedUnit: "ms", node: 1, links: { self: "/x" } };
    expect(read({ ...reading(observed), notes: [""], output: "", links: {}, mine: 1 })).toMatchObject({
      status: "pass",
    });
  });

  test.each([
    ["another type", [{ status: "pass" }, "application/json"], /Content-Type/],
    ["no JSON", ["OK"], /no JSON/],
    ["a list", [[{ status: "pass" }]], /no object/],
    ["no status", [{}], /status is missing/],
    ["an unknown status", [{ status: "healthy" }], /"healthy"/],
    ["a status that is inherited", [{ status: "constructor" }], /"constructor"/],
    ["checks in a list", [{ status: "pass", checks: [] }], /checks is no object/],
    ["a check that is no list", [{ status: "pass", checks: { a: { status: "pass" } } }], /check a is no array/],
    ["a component's unknown status", [reading({ status: "green" })], /"green"/],
    ["a time that is a number", [reading({ time: 1516160208 })], /the time is 1516160208/],
    ["endpoints that are no list", [reading({ affectedEndpoints: "/x" })], /affectedEndpoints/],
  ] as const)("finds %s", (_what, [body, type], fault) => {
    expect(read(body, type)).toEqual({ fault: expect.stringMatching(fault) });
  });
});
