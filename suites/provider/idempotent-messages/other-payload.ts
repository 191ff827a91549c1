import type { Contract } from "../../../contracts/index.ts";
import { canonical, GenerationError, generate, type Random, type Schema, schemasOf } from "../../../contracts/index.ts";

/** As many payloads are generated in the search for another one. */
const attempts = 10;

/**
 * A payload that the contract allows as it allows the given one, and that says something else: one member changed a
 * little, so that business rules most likely hold for both; else a generated one. Undefined where there is none.
 */
export function otherPayload(contract: Contract, schema: Schema, payload: unknown, random: Random): unknown {
  const schemas = schemasOf(contract);
  const isOther = (value: unknown) =>
    canonical(value) !== canonical(payload) && schemas.errors(schema, value).length === 0;
  const near = neighboursOf(payload).find(isOther);
  if (near !== undefined) return near;
  try {
    const generated = Array.from({ length: attempts }, (_, index) =>
      generate(schemas, schema, random.fork(`${index}`)),
    );
    return generated.find(isOther);
  } catch (error) {
    if (error instanceof GenerationError) return undefined;
    throw error;
  }
}

/** The payload with one member changed, left out first where nothing needs it. */
function neighboursOf(payload: unknown): readonly unknown[] {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return changesOf(payload);
  return Object.entries(payload).flatMap(([name, value]) =>
    changesOf(value).map((changed) => ({ ...payload, [name]: changed })),
  );
}

function changesOf(value: unknown): readonly unknown[] {
  if (typeof value === "number") return [value - 1, value + 1];
  if (typeof value === "boolean") return [!value];
  if (typeof value === "string") return [`${value}a`, value.slice(0, -1)];
  return [];
}
