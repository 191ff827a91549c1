import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { z } from "zod";
import { findContract } from "../model/catalog.ts";
import type { Contract, Schema } from "../model/contract.ts";
import { createRandom } from "../random.ts";
import { schemasOf } from "../schema/compile.ts";
import { generate } from "../schema/generate.ts";
import { invalidValues } from "../schema/mutate.ts";
import { carts } from "./carts.ts";
import { customers } from "./customers.ts";
import type { ContractSource, OperationDefinition } from "./kit/index.ts";
import { orders } from "./orders.ts";
import { products } from "./products.ts";

const catalog = fileURLToPath(new URL("../catalog", import.meta.url));

/** The services validate with zod, the harness with the JSON: where the two differed, it would raise false alarms. */
it.each([customers, products, carts, orders] as ContractSource[])(
  "zod and the JSON built from it accept and refuse the same requests: $service",
  async (source) => {
    const contract = await findContract(catalog, `${source.service}@${source.version}`);
    const schemas = schemasOf(contract);
    const disagreements: string[] = [];
    for (const { operation, name, schema, zod } of requestSchemas(contract, source)) {
      for (let seed = 0; seed < 2; seed++) {
        const random = createRandom(seed, `${operation}/${name}`);
        const valid = generate(schemas, schema, random);
        if (!zod.safeParse(valid).success) disagreements.push(`${operation} ${name} refuses ${JSON.stringify(valid)}`);
        for (const { value, description } of invalidValues(schemas, schema, valid, random)) {
          if (zod.safeParse(value).success) disagreements.push(`${operation} ${name} accepts ${description}`);
        }
      }
    }
    expect(disagreements).toEqual([]);
  },
);

function* requestSchemas(contract: Contract, source: ContractSource) {
  for (const { id, parameters, requestBody } of contract.operations) {
    const { pathParameters, query, headers, body } = source.operations[id] as OperationDefinition;
    const zod: Readonly<Record<string, unknown>> = { ...pathParameters, ...query, ...headers, body };
    const json: [string, Schema | undefined][] = [
      ...parameters.map(({ name, schema }): [string, Schema] => [name, schema]),
      ["body", requestBody?.content.get("application/json")?.schema],
    ];
    for (const [name, schema] of json) {
      if (schema !== undefined) yield { operation: id, name, schema, zod: zod[name] as z.ZodType };
    }
  }
}
