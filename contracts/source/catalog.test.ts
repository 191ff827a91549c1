import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadRules } from "../model/arazzo/load.ts";
import { listContracts, rulesFileOf } from "../model/catalog.ts";
import type { Contract, MediaType, Schema } from "../model/contract.ts";
import { lintContract } from "../model/lint.ts";
import { loadContract } from "../model/load.ts";
import { buildContracts } from "../release/build.ts";
import { schemasOf } from "../schema/compile.ts";

const catalog = fileURLToPath(new URL("../catalog", import.meta.url));
const entries = await listContracts(catalog);

it("holds the four services of the shop, built from their sources", async () => {
  expect(entries.map(({ service, version }) => `${service}@${version}`)).toEqual([
    "carts@1.0.0",
    "customers@1.1.0",
    "customers@1.0.0",
    "orders@1.0.0",
    "products@1.0.0",
  ]);
  expect((await buildContracts({ catalog, check: true })).findings).toEqual([]);
});

describe.each(entries)("$service@$version", ({ file }) => {
  it("has nothing that lint finds", async () => {
    expect(lintContract(await loadContract(file))).toEqual([]);
  });

  it("has only examples that are valid", async () => {
    const contract = await loadContract(file);
    const examples = [...examplesOf(contract)];
    expect(examples.length).toBeGreaterThan(5);
    for (const { place, schema, value } of examples) {
      expect(schemasOf(contract).errors(schema, value), place).toEqual([]);
    }
  });

  it("bounds every text, list and number that it receives, and closes every object", async () => {
    const { document } = await loadContract(file);
    const loose = [...schemaObjects((document as never as { components: object }).components)].filter(isLoose);
    expect(loose).toEqual([]);
  });

  it("has business rules that call its operations", async () => {
    const contract = await loadContract(file);
    const rules = await loadRules(rulesFileOf(contract) as string);
    expect(rules.workflows.length).toBeGreaterThan(0);
    const known = contract.operations.map(({ id }) => id);
    for (const { target } of rules.workflows.flatMap(({ steps }) => steps)) {
      expect(known).toContain((target as { operationId: string }).operationId);
    }
  });
});

function* examplesOf(contract: Contract): Iterable<{ place: string; schema: Schema; value: unknown }> {
  for (const { id, parameters, requestBody, responses } of contract.operations) {
    for (const { name, schema, examples } of parameters) {
      for (const { value } of examples) yield { place: `${id} ${name}`, schema, value };
    }
    yield* ofContent(`${id} request`, requestBody?.content);
    for (const [status, { content }] of responses) yield* ofContent(`${id} ${status}`, content);
  }
}

function* ofContent(place: string, content: ReadonlyMap<string, MediaType> = new Map()) {
  for (const { schema = true, examples } of content.values()) {
    for (const { name, value } of examples) yield { place: `${place} ${name}`, schema, value };
  }
}

function* schemaObjects(value: unknown): Iterable<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && typeof value.type === "string") yield value as Record<string, unknown>;
  for (const member of Object.values(value)) yield* schemaObjects(member);
}

function isLoose(schema: Record<string, unknown>): boolean {
  const said = (keyword: string) => schema[keyword] !== undefined;
  if (said("const") || said("enum") || schema.type === "boolean" || schema.type === "http") return false;
  if (schema.type === "string") return !said("maxLength") || !(said("pattern") || said("format"));
  if (schema.type === "array") return !said("maxItems");
  if (schema.type === "object") return !said("additionalProperties");
  return !said("minimum") || !said("maximum");
}
