import { expect, test } from "vitest";
import { type Operation, parseContract } from "../../../contracts/index.ts";
import { takesBareKey } from "./bare-key.ts";

const contract = await parseContract(
  {
    openapi: "3.1.0",
    info: { title: "Parcels", version: "1.0.0" },
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        key: { type: "apiKey", in: "header", name: "Authorization" },
        ownKey: { type: "apiKey", in: "header", name: "X-Key" },
      },
    },
    paths: {
      "/v1/parcels": {
        get: { operationId: "byToken", responses: { 200: { description: "All." } } },
        put: {
          operationId: "byEither",
          security: [{ token: [] }, { key: [] }],
          responses: { 200: { description: "Put." } },
        },
        post: { operationId: "byOwnKey", security: [{ ownKey: [] }], responses: { 201: { description: "Made." } } },
      },
    },
  },
  "parcels.json",
);

test.each([
  ["byToken", false],
  ["byEither", true],
  ["byOwnKey", false],
])("%s takes a token without a scheme in Authorization: %s", (id, expected) => {
  const operation = contract.operations.find((one) => one.id === id) as Operation;
  expect(takesBareKey(contract, operation)).toBe(expected);
  // As it is tried: with one alternative alone.
  expect(takesBareKey(contract, { ...operation, security: operation.security.slice(0, 1) })).toBe(expected);
});
