import type { JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { createBudget } from "./containment/budget.ts";
import { processorMilliseconds } from "./containment/clock.ts";
import { createDecider } from "./containment/decide.ts";
import { mentionsFormat } from "./containment/formats-in.ts";
import { isLargerThan } from "./containment/size.ts";
import type { FormatReading } from "./containment/translate.ts";

/** A schema and the document that its references (`#/components/schemas/…`) point into. */
export interface SchemaInDocument {
  readonly schema: Schema;
  /** Left out: the schema is its own document. */
  readonly document?: JsonObject;
}

/** The answer to `contains`. */
export type Containment =
  | { readonly verdict: "contained" }
  /** `witness` is valid under the left schema and invalid under the right one: a validator confirmed both. */
  | { readonly verdict: "not-contained"; readonly witness: unknown }
  /** `reason`: one clause, why it could not be decided. */
  | { readonly verdict: "unknown"; readonly reason: string };

export interface ContainsOptions {
  /**
   * How the validators at hand take `format`. Left out: in a document formats are asserted, as by every other judgement of
   * this program. JSON Schema leaves it to the validator (Validation §7.2), so plain schemas are looked at in both ways.
   */
  readonly formats?: FormatReading;
}

/** Schemas with more parts, written out, are not looked at. */
const maxParts = 1_000_000;

/**
 * Is every instance that is valid under `left` valid under `right`? JSON Schema 2020-12 and draft 7, by `$schema`.
 *
 * `contained` is proved by a search that found no counter-example where it looks at all of them. `not-contained` has a
 * witness that ajv confirms. Everything else is `unknown`, never a guess: a reference out of the document, a dialect that
 * is not known, a keyword with a wrong value, a search that is too long.
 *
 * Where the standard lets validators differ, what is contained is so for all of them, and a witness is one for ajv:
 * `format` in plain schemas may be asserted or not; `\d` and `\w` are those of ECMA-262, or know Unicode in texts that
 * are listed. A witness that is one in both ways is preferred.
 *
 * Synchronous; bounded in time (two seconds of the processor), memory and depth whatever the schemas are.
 */
export function contains(
  left: SchemaInDocument,
  right: SchemaInDocument,
  { formats }: ContainsOptions = {},
): Containment {
  if (isLargerThan(left.schema, maxParts) || isLargerThan(right.schema, maxParts)) {
    return { verdict: "unknown", reason: "a schema is too large" };
  }
  const { decide, isWitness } = createDecider(left, right, createBudget(processorMilliseconds));
  const inDocument = left.document !== undefined || right.document !== undefined;
  const reading = formats ?? (inDocument ? "asserted" : undefined);
  if (reading !== undefined) return decide(reading);
  const plain = decide("annotated");
  if (!mentionsFormat(left.schema) && !mentionsFormat(right.schema)) return plain;
  const strict = decide("asserted");
  if (plain.verdict === "contained" && strict.verdict === "contained") return plain;
  const isOneFor = (reading: FormatReading, found: Containment) =>
    found.verdict === "not-contained" && isWitness(found.witness, reading);
  if (isOneFor("annotated", strict)) return strict;
  if (isOneFor("asserted", plain)) return plain;
  const found = [strict, plain].find(({ verdict }) => verdict === "not-contained");
  return found ?? (plain.verdict === "unknown" ? plain : dependsOnFormat);
}

const dependsOnFormat: Containment = {
  verdict: "unknown",
  reason: "it depends on whether `format` is asserted, and on how strictly",
};
