import { writeFile } from "node:fs/promises";
import type { JsonObject } from "../../../contracts/index.ts";
import { itemOf } from "./item.ts";

/**
 * Writes a pact of `count` different interactions, one for an item, each with headers, a nested body and five matching
 * rules. They are V3 without provider states, which is what Pact's verifier is fastest at.
 */
export async function writePact(file: string, count: number): Promise<void> {
  const pact = {
    consumer: { name: "shop" },
    provider: { name: "items" },
    interactions: Array.from({ length: count }, (_, index) => interaction(index + 1)),
    metadata: { pactSpecification: { version: "3.0.0" } },
  };
  await writeFile(file, JSON.stringify(pact));
}

function interaction(id: number): JsonObject {
  const rule = (match: JsonObject) => ({ combine: "AND", matchers: [match] });
  return {
    description: `a request for item ${id}`,
    request: { method: "GET", path: `/items/${id}`, headers: { Accept: "application/json" } },
    response: {
      status: 200,
      headers: { "Content-Type": "application/json" },
      body: itemOf(id),
      matchingRules: {
        body: {
          "$.name": rule({ match: "type" }),
          "$.priceCents": rule({ match: "integer" }),
          "$.supplier.address.postcode": rule({ match: "regex", regex: "^\\d{4} [A-Z]{2}$" }),
          "$.stock": rule({ match: "type", min: 1 }),
          "$.stock[*].pieces": rule({ match: "integer" }),
        },
      },
    },
  };
}
