import { expect, test } from "vitest";
import { parseContract } from "../../../contracts/index.ts";
import type { HttpResponse } from "../../kit/exchange.ts";
import { judgeAnswer } from "./judge.ts";

const text = { "text/plain": { schema: { type: "string" } } };
const contract = await parseContract(
  {
    openapi: "3.1.0",
    info: { title: "Parcels", version: "1.0.0" },
    paths: {
      "/v1/parcels": {
        get: {
          operationId: "listParcels",
          responses: {
            200: { description: "All." },
            404: { description: "None." },
            406: { description: "No.", content: text },
          },
        },
      },
    },
  },
  "parcels.json",
);

function faultsOf(response: Pick<HttpResponse, "status"> & Partial<HttpResponse>): readonly string[] {
  const [operation] = contract.operations;
  if (operation === undefined) throw new Error("the contract has one operation");
  return judgeAnswer(contract, operation, {
    request: { method: "GET", url: "http://parcels.example/v1/parcels", headers: {} },
    response: { headers: {}, body: "", ...response },
    durationMilliseconds: 1,
  }).faults;
}

const problem = { headers: { "content-type": "application/problem+json" }, body: '{"title":"No such parcel"}' };

test("a response that declares no content may come with a body, and without", () => {
  expect(faultsOf({ status: 200, headers: { "content-type": "application/json" }, body: "[]" })).toEqual([]);
  expect(faultsOf({ status: 404, ...problem })).toEqual([]);
  expect(faultsOf({ status: 404 })).toEqual([]);
});

test("one that declares content has it, and in no other media type", () => {
  expect(faultsOf({ status: 406 })).toEqual(["a body is declared, and there is none"]);
  expect(faultsOf({ status: 406, ...problem })).toEqual([
    "the media type application/problem+json is not declared (declared: text/plain)",
  ]);
});
