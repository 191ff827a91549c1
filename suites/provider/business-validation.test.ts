import { describe, expect, test } from "vitest";
import { type JsonObject, parseRules } from "../../contracts/index.ts";
import { businessValidationFaults } from "./broken/business-validation.ts";
import { examine } from "./broken/examine.ts";
import { parcelsRules } from "./broken/rules.ts";
import { businessValidation } from "./business-validation.ts";

const rules = (document: JsonObject = parcelsRules) => parseRules(document, "rules.arazzo.json");
const workflow = (change: JsonObject, step: JsonObject = {}): JsonObject => ({
  ...parcelsRules,
  workflows: [{ workflowId: "only", steps: [{ stepId: "one", operationId: "listParcels", ...step }], ...change }],
});
const examineRules = async (document: JsonObject) =>
  (await examine(businessValidation, { rules: await rules(document) })).findings;

describe("business-validation", () => {
  test("the correct provider keeps every rule, and nothing is left", async () => {
    const { findings, residue } = await examine(businessValidation, { rules: await rules() });
    expect(findings.map(({ check, verdict }) => [check, verdict])).toEqual([
      ["business-validation/fragile-weight", "pass"],
      ["business-validation/price", "pass"],
    ]);
    expect(residue).toEqual([]);
  });

  test.each(businessValidationFaults)("catches a provider that $name", async ({ change, caughtBy }) => {
    const { failed, findings } = await examine(businessValidation, { change, rules: await rules() });
    expect([...failed]).toEqual(caughtBy.map((way) => `business-validation/${way}`));
    const finding = findings.find(({ verdict }) => verdict === "fail");
    expect(finding?.message).toMatch(/^The rule ".+" does not hold: at its step .+ expects/);
    expect(finding?.evidence).toMatchObject({
      request: { method: expect.any(String) },
      response: {},
      story: expect.any(Array),
    });
  });

  test("a rule on which a broken one depends is not judged", async () => {
    const change = businessValidationFaults[0]?.change;
    const { findings } = await examine(businessValidation, { ...(change ? { change } : {}), rules: await rules() });
    expect(findings.find(({ check }) => check.endsWith("/price"))).toMatchObject({
      verdict: "inconclusive",
      message: expect.stringContaining("depends on fragile-weight"),
    });
  });

  test("without rules it does not apply", async () => {
    expect((await examine(businessValidation)).stopped).toMatchObject({ verdict: "skipped" });
  });

  test.each([
    ["jsonpath", { successCriteria: [{ type: "jsonpath", context: "$response.body", condition: "$.parcels[0]" }] }],
    ["retry", { onFailure: [{ name: "again", type: "retry" }] }],
    ["goto", { onSuccess: [{ name: "on", type: "goto", stepId: "one" }] }],
    ["cannot be read", { successCriteria: [{ condition: "$statusCode = 200" }] }],
    ["application/xml", { requestBody: { contentType: "application/xml", payload: "<a/>" } }],
    ["has no operation", { operationId: "noSuchOperation" }],
  ])("what is not supported is said, and never passed: %s", async (reason, step) => {
    const [finding, ...others] = await examineRules(workflow({}, step));
    expect(finding).toMatchObject({ verdict: "skipped", message: expect.stringContaining(reason) });
    expect(others).toEqual([]);
  });

  test("an input without a default is said", async () => {
    const inputs = { type: "object", required: ["weight"], properties: { weight: { type: "integer" } } };
    expect(await examineRules(workflow({ inputs }))).toMatchObject([
      { verdict: "skipped", message: expect.stringContaining("weight must have a default") },
    ]);
  });

  test("a value that no earlier step gave ends the rule as inconclusive, and nothing half-filled is sent", async () => {
    const parameters = [{ name: "maximumWeightGrams", in: "query", value: "$steps.none.outputs.weight" }];
    expect(await examineRules(workflow({}, { parameters }))).toMatchObject([
      { verdict: "inconclusive", message: expect.stringContaining("$steps.none.outputs.weight") },
    ]);
  });

  test("a step without criteria must succeed", async () => {
    const parameters = [{ name: "maximumWeightGrams", in: "query", value: 0 }];
    expect(await examineRules(workflow({}, { parameters }))).toMatchObject([
      { verdict: "fail", message: expect.stringContaining("a status of 2xx") },
    ]);
  });
});
