import { describe, expect, test } from "vitest";
import { parseContract } from "../../../contracts/index.ts";
import { judgePath } from "./judge-path.ts";
import { majorOf, versionIn, withoutSegment } from "./path-version.ts";

async function judged(version: string, paths: readonly string[], prefix = "") {
  const get = { responses: { 200: { description: "All." } } };
  const document = {
    openapi: "3.1.0",
    info: { title: "Things", version },
    paths: Object.fromEntries(paths.map((path) => [path, { get, parameters: parametersOf(path) }])),
  };
  const contract = await parseContract(document, "things.json");
  return contract.operations.map((operation) => judgePath(contract, operation, prefix).verdict);
}

const parametersOf = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: {} }));

describe("judgePath", () => {
  test.each<[string, readonly string[], string, readonly string[]]>([
    ["1.4.0", ["/v1/things", "/v1/things/{id}"], "", ["pass", "pass"]],
    ["1.4.0", ["/things"], "", ["fail"]],
    ["1.4.0", ["/things"], "/api/v1", ["pass"]],
    ["1.4.0", ["/api/v1/things", "/things/{v1}"], "", ["pass", "fail"]],
    ["2.0.0", ["/v1/things"], "", ["fail"]],
    ["2.0.0", ["/v1/things", "/v2/things"], "", ["pass", "pass"]],
    ["2.0.0", ["/v3/things", "/v2/things"], "", ["fail", "pass"]],
    ["2.0.0", ["/v1/things", "/v2/health"], "", ["fail", "pass"]],
    ["0.3.0", ["/v1/things", "/v0/things"], "", ["pass", "pass"]],
    ["0.3.0", ["/v2/things"], "", ["fail"]],
    ["2024-06-01", ["/v3/things", "/things"], "", ["pass", "fail"]],
    ["v3", ["/v3beta1/things", "/3/things"], "", ["pass", "pass"]],
  ])("of a contract %s with %j behind %j", async (version, paths, prefix, verdicts) => {
    expect(await judged(version, paths, prefix)).toEqual(verdicts);
  });
});

test.each([
  ["1.0.0", 1],
  ["12.3", 12],
  ["v2", 2],
  ["3.0.0-rc.1", 3],
  ["2024.6", undefined],
  ["latest", undefined],
])("majorOf(%j) is %j", (version, major) => {
  expect(majorOf(version)).toBe(major);
});

test("the version is cut out of a URL, and nothing else", () => {
  const { index = 0 } = versionIn("/api/v1/things/{id}") ?? {};
  expect(withoutSegment("https://a:8443/api/v1/things/v1?x=%2Fv1", index)).toBe("https://a:8443/api/things/v1?x=%2Fv1");
});
