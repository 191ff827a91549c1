import type { JsonObject } from "../../../contracts/index.ts";

const parcel = { recipient: "B. Keller", weightGrams: 1500, fragile: false };
const create = (stepId: string, description: string, changes: JsonObject): JsonObject => ({
  stepId,
  description,
  operationId: "createParcel",
  requestBody: {
    contentType: "application/json",
    payload: parcel,
    replacements: Object.entries(changes).map(([name, value]) => ({ target: `/${name}`, value })),
  },
});
const list = (stepId: string): JsonObject => ({
  stepId,
  operationId: "listParcels",
  parameters: [{ name: "maximumWeightGrams", in: "query", value: "$inputs.heaviest" }],
  outputs: { parcels: "$response.body#/parcels" },
});
const simple = (condition: string): JsonObject => ({ condition });

/** The business rules of the parcels provider: Arazzo 1.0. */
export const parcelsRules: JsonObject = {
  arazzo: "1.0.1",
  info: { title: "Parcels: business rules", version: "1.0.0" },
  sourceDescriptions: [{ name: "parcels", url: "./parcels.json", type: "openapi" }],
  workflows: [
    {
      workflowId: "fragile-weight",
      summary: "A fragile parcel weighs at most 10 kg",
      inputs: { type: "object", required: ["heaviest"], properties: { heaviest: { type: "integer", default: 30000 } } },
      steps: [
        {
          ...create("at-limit", "Ten kilograms are taken", { fragile: true, weightGrams: 10_000 }),
          successCriteria: [
            simple("$statusCode == 201 && $response.body#/fragile"),
            { type: "regex", context: "$response.header.Location", condition: "^/v1/parcels/[0-9a-f-]{36}$" },
          ],
          outputs: { id: "$response.body#/id" },
        },
        {
          stepId: "take-back",
          operationId: "deleteParcel",
          parameters: [{ name: "parcelId", in: "path", value: "$steps.at-limit.outputs.id" }],
        },
        list("before"),
        {
          ...create("above-limit", "One gram more is refused", { fragile: true, weightGrams: 10_001 }),
          successCriteria: [
            simple("$statusCode == 422"),
            { type: "regex", context: "$response.body#/type", condition: "/too-heavy-for-fragile$" },
          ],
        },
        {
          ...list("after"),
          successCriteria: [simple("$response.body#/parcels == $steps.before.outputs.parcels")],
        },
        {
          ...create("sturdy", "A sturdy one of that weight is taken", { weightGrams: 10_001 }),
          successCriteria: [simple("$statusCode == 201")],
        },
      ],
      outputs: { parcels: "$steps.after.outputs.parcels" },
    },
    {
      workflowId: "price",
      summary: "Up to 2 kg cost CHF 7, heavier ones CHF 12, fragile ones CHF 5 more",
      dependsOn: ["fragile-weight"],
      steps: [
        [2000, false, 700],
        [2001, false, 1200],
        [2000, true, 1200],
        [2001, true, 1700],
      ].map(([weightGrams, fragile, price], index) => ({
        ...create(`parcel-${index}`, `A ${fragile ? "fragile" : "sturdy"} parcel of ${weightGrams} g`, {
          weightGrams: weightGrams as number,
          fragile: fragile as boolean,
        }),
        successCriteria: [simple(`$response.body#/priceCentimes == ${price}`)],
      })),
    },
  ],
};
