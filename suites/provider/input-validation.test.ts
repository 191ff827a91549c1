import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../contracts/index.ts";
import { parcelsDocument } from "./broken/contract.ts";
import { examine } from "./broken/examine.ts";
import { fieldFaults } from "./broken/input-validation/fields.ts";
import { refusalFaults } from "./broken/input-validation/refusals.ts";
import { Refusal } from "./broken/messages.ts";
import type { Change } from "./broken/provider.ts";
import { inputValidation as check } from "./input-validation.ts";

// That each known-bad provider is caught is shown by broken/kill-matrix.test.ts.
const guarantee = "input-validation";
const changeOf = (name: string): Change => {
  const found = [...fieldFaults, ...refusalFaults].find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`there is no fault "${name}"`);
  return found.change;
};

describe("input-validation", () => {
  test.each([1, 2, 3, 4, 5])("passes the correct provider with seed %i and leaves nothing behind", async (seed) => {
    const { findings, stopped, residue } = await examine(check, { seed });
    expect(stopped).toBeUndefined();
    expect(findings.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
    expect(residue).toEqual([]);
  });

  test("exercises every one of its ways on the correct provider", async () => {
    const { findings } = await examine(check);
    const exercised = new Set(findings.map((finding) => finding.check));
    expect([...exercised].sort()).toEqual(
      check
        .ways({} as never, {} as never)
        .map((way) => `${guarantee}/${way}`)
        .sort(),
    );
  });

  test("shows the smallest input that fails, what it should have got, and what it got", async () => {
    const { findings } = await examine(check, {
      change: changeOf("takes-numeric-texts-for-numbers"),
      only: [`${guarantee}/wrong-type@createParcel`],
    });
    expect(findings).toMatchObject([
      {
        verdict: "fail",
        message: expect.stringMatching(
          /createParcel must answer 4xx to a string .* at \/weightGrams, and answered 201/,
        ),
        evidence: { input: { weightGrams: expect.any(String) }, response: { status: 201 } },
        replay: expect.stringContaining("input-validation/wrong-type@createParcel"),
      },
    ]);
    const input = findings[0]?.evidence?.input as Record<string, unknown>;
    expect(Object.keys(input).sort()).toEqual(["fragile", "recipient", "weightGrams"]);
    expect(input.recipient).toHaveLength(1);
  });

  test("draws the same inputs from the same seed", async () => {
    const options = { change: changeOf("ignores-unknown-members"), only: [`${guarantee}/extra-property`], seed: 7 };
    const inputs = await Promise.all(
      [1, 2].map(async () => (await examine(check, options)).findings.map(({ evidence }) => evidence?.input)),
    );
    expect(inputs[0]).toEqual(inputs[1]);
  });

  test("cleans up what a provider wrongly created", async () => {
    const { failed, residue } = await examine(check, { change: changeOf("fills-in-what-is-missing") });
    expect([...failed]).toEqual([`${guarantee}/missing-property`]);
    expect(residue).toEqual([]);
  });

  test("is inconclusive, not green, when a provider refuses the valid call as well", async () => {
    const { findings } = await examine(check, {
      change: () => ({
        validate() {
          throw new Refusal(400, "validation-failed");
        },
      }),
      only: [`${guarantee}/wrong-type@createParcel`],
    });
    expect(findings).toMatchObject([{ verdict: "inconclusive", message: expect.stringContaining("answered 400") }]);
  });

  test("takes neither 401 nor 403 for a refusal of the input", async () => {
    const { findings } = await examine(check, {
      change: ({ validate }) => ({
        validate(operation, input) {
          try {
            return validate(operation, input);
          } catch {
            throw new Refusal(403, "forbidden");
          }
        },
      }),
      only: [`${guarantee}/missing-property@labelParcel`],
    });
    expect(findings).toMatchObject([{ verdict: "inconclusive", message: expect.stringContaining("answered 403") }]);
  });

  test("sends what the contract allows, and asks only that it is survived", async () => {
    const label = { type: "object", properties: { text: { type: "string" } } };
    const components = parcelsDocument.components as { readonly schemas: JsonObject };
    const document = {
      ...parcelsDocument,
      components: { ...components, schemas: { ...components.schemas, Label: label } },
    };
    const survives = { document, only: [`${guarantee}/nul-character@labelParcel`] };
    expect((await examine(check, survives)).findings).toMatchObject([{ verdict: "pass" }]);
    const breaks: Change = ({ parse }) => ({
      parse(body) {
        if (body.includes("\\u0000")) throw new Refusal(500, "internal-error");
        return parse(body);
      },
    });
    expect((await examine(check, { ...survives, change: breaks })).findings).toMatchObject([
      { verdict: "fail", message: expect.stringMatching(/must not break.*answered 500/) },
    ]);
    const alwaysBroken: Change = ({ validate }) => ({
      validate(operation, input) {
        if (operation === "labelParcel") throw new Refusal(500, "internal-error");
        return validate(operation, input);
      },
    });
    expect((await examine(check, { ...survives, change: alwaysBroken })).findings).toMatchObject([
      { verdict: "inconclusive", message: expect.stringContaining("the valid call itself was answered 500") },
    ]);
  });

  test("says which refused input changed something", async () => {
    const { findings } = await examine(check, {
      change: changeOf("writes-a-label-before-it-validates"),
      only: [`${guarantee}/state-change@labelParcel`],
    });
    expect(findings).toMatchObject([
      { verdict: "fail", message: expect.stringContaining("writes before it validates") },
    ]);
  });

  test("does not apply to a contract that takes no input", () => {
    expect(check.inapplicable({ operations: [] } as never, {} as never)).toContain("no operation");
  });
});
