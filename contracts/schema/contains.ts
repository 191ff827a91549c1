import type { JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { createBudget } from "./containment/budget.ts";
import { processorMilliseconds } from "./containment/clock.ts";
import { decide, isWitness } from "./containment/decide.ts";
import { mentionsFormat } from "./containment/formats-in.ts";
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
   * this program; for plain schemas both ways have to agree, for JSON Schema leaves it to the validator (Validation §7.2).
   */
  readonly formats?: FormatReading;
}

/**
 * Is every instance that is valid under `left` valid under `right`? JSON Schema 2020-12 and draft 7, by `$schema`.
 *
 * Synchronous; bounded in time (about a second), memory and depth whatever the schemas are. Never a guess: `contained` is
 * proved by a search that found no counter-example where it looks at all of them, `not-contained` has a witness that ajv
 * confirms, and everything else is `unknown`: a reference out of the document, a dialect that is not known, a keyword
 * with a wrong value, a search that is too long, an answer that depends on how `format` or `\d` is read.
 */
export function contains(
  left: SchemaInDocument,
  right: SchemaInDocument,
  { formats }: ContainsOptions = {},
): Containment {
  const budget = createBudget(processorMilliseconds);
  const inDocument = left.document !== undefined || right.document !== undefined;
  const reading = formats ?? (inDocument ? "asserted" : undefined);
  if (reading !== undefined) return decide(left, right, reading, budget);
  const plain = decide(left, right, "annotated", budget);
  if (plain.verdict === "unknown" || !(mentionsFormat(left.schema) || mentionsFormat(right.schema))) return plain;
  const strict = decide(left, right, "asserted", budget);
  if (plain.verdict === "contained") return strict.verdict === "contained" ? plain : dependsOnFormat;
  // Not contained by the plain reading, which is the standard's default; a witness that fits the formats convinces more.
  const convinces = strict.verdict === "not-contained" && isWitness(strict.witness, left, right, "annotated", budget);
  return convinces ? strict : plain;
}

const dependsOnFormat: Containment = {
  verdict: "unknown",
  reason: "it depends on whether `format` is asserted, and on how strictly",
};
