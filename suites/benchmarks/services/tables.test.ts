import { expect, test } from "vitest";
import type { Service } from "./service.ts";
import { tablesOf } from "./tables.ts";
import type { Report } from "./verification.ts";

const service: Service = {
  name: "parcels",
  packageName: "parcels",
  about: "a service",
  judged: [
    { check: "json-only/success", finding: "It answers pages.", confirmed: "yes: GET / is a page" },
    { check: "data-only/sql", finding: "It shows SQL." },
  ],
  start: () => Promise.reject(new Error("it is not started here")),
};

const finding = (check: string, operation: string, verdict = "fail") => ({
  check,
  operation,
  verdict,
  message: `${operation}\n  is wrong`,
});

const report: Report = {
  verdict: "fail",
  run: { durationMilliseconds: 1200 },
  coverage: [{ requests: 1234, operations: ["listParcels", "getParcel"] }],
  cases: [{ verdict: "fail" }, { verdict: "pass" }, { verdict: "skipped" }],
  findings: [
    finding("json-only/success", "listParcels"),
    finding("json-only/success", "getParcel"),
    finding("json-only/any-accept", "getParcel"),
    finding("data-only/sql", "getParcel", "pass"),
  ],
};

test("tells each kind of failure once, in a person's words where a person looked at it", () => {
  const { tables, notes } = tablesOf([{ service, version: "1.0.0", report }]);
  expect(tables[0]?.rows).toEqual([["parcels", "1.0.0", "a service", "2", "1,234", "1.20 s", "1", "1", "0", "1"]]);
  expect(tables[1]?.rows).toEqual([
    ["parcels", "1.0.0", "json-only/success", "It answers pages.", "2", "yes: GET / is a page"],
    ["parcels", "1.0.0", "json-only/any-accept", "getParcel is wrong", "1", "no"],
  ]);
  expect(notes).toContain("Not found this time: parcels, data-only/sql: It shows SQL.");
});
