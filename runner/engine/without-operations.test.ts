import { expect, test } from "vitest";
import { parseContract } from "../../contracts/index.ts";
import { withoutOperations } from "./without-operations.ts";

const responses = { 200: { description: "Done." } };
const contract = await parseContract(
  {
    openapi: "3.1.0",
    info: { title: "Parcels", version: "1.0.0" },
    paths: { "/v1/parcels": { get: { operationId: "listParcels", responses }, delete: { responses } } },
  },
  "parcels.json",
);
const target = { contract, urls: ["http://127.0.0.1:1"] };

test("an operation that is left out is in the contract no more, and no other is touched", () => {
  expect(withoutOperations(target, ["DELETE /v1/parcels"]).contract.operations.map(({ id }) => id)).toEqual([
    "listParcels",
  ]);
  expect(withoutOperations(target, [])).toBe(target);
});

test("an operation that the contract does not have is wrong usage", () => {
  expect(() => withoutOperations(target, ["listParcel"])).toThrow(/--except: .* has no operation "listParcel"/);
});
