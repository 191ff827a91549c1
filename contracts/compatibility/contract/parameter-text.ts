import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { hostsOf, type Part } from "./schema/place.ts";
import type { SchemaSection } from "./schema/section.ts";
import type { View } from "./schema/view.ts";

/** How values of the scalar types are written in a path, query or header, as texts. */
const patterns: Readonly<Record<string, string>> = {
  integer: "^-?(0|[1-9][0-9]*)$",
  number: "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$",
  boolean: "^(true|false)$",
};

/** Keywords for numbers that have no counterpart for texts. */
const limits = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"];

/** What the texts of a parameter are. */
interface ParameterTexts {
  readonly schema: Schema;
  /** False where limits of numbers are left out: the schema then allows more texts than there are. */
  readonly exact: boolean;
}

/**
 * A schema for the texts in which a parameter is written, where its values are scalars: on the wire 5 and "5" are the same.
 * Undefined for lists, objects, null, and for schemas that are put together of several.
 */
function parameterTexts(view: View, part: Part): ParameterTexts | undefined {
  const hosts = hostsOf(view, [part]);
  const [only, ...others] = hosts.filter(({ schema }) => Object.keys(schema).some((keyword) => keyword !== "$ref"));
  if (only === undefined || others.length > 0) return undefined;
  const { schema } = only;
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (Array.isArray(values)) {
    return values.every(isScalar) ? { schema: { enum: [...new Set(values.map(String))] }, exact: true } : undefined;
  }
  const types = typeof schema.type === "string" ? [schema.type] : Array.isArray(schema.type) ? schema.type : [];
  const branches = types.map((type): JsonObject | undefined => {
    const pattern = patterns[String(type)];
    if (type === "string") return { ...schema, type: "string" };
    return pattern === undefined ? undefined : { type: "string", pattern };
  });
  const known = branches.filter((branch) => branch !== undefined);
  if (known.length === 0 || known.length < branches.length) return undefined;
  const isNumeric = types.includes("integer") || types.includes("number");
  return { schema: { anyOf: known }, exact: !isNumeric || limits.every((limit) => schema[limit] === undefined) };
}

/** A parameter as one side of a conversation sees it. */
export interface SeenParameter {
  readonly view: View;
  readonly part: Part;
}

/** Whether each text that is sent is read; where not, a value that is not. */
export type TextComparison = { readonly fits: true } | { readonly fits: false; readonly witness: unknown };

/**
 * Compares the texts of a parameter whose type changed: a number may become a text, though no number is one in JSON.
 * Undefined where its values are no scalars, or it could not be decided: the schemas are then compared as for JSON.
 */
export function compareTexts(
  section: SchemaSection,
  sent: SeenParameter,
  read: SeenParameter,
): TextComparison | undefined {
  const [texts, known] = [parameterTexts(sent.view, sent.part), parameterTexts(read.view, read.part)];
  if (typeOf(sent.part.schema) === typeOf(read.part.schema) || texts === undefined || known === undefined) {
    return undefined;
  }
  const judged = section.contains(texts.schema, known.schema);
  if (judged.verdict === "contained" && known.exact) return { fits: true };
  return judged.verdict === "not-contained" && texts.exact ? { fits: false, witness: judged.witness } : undefined;
}

/** The type that a schema names, as JSON; `any` where it names none. */
export function typeOf(schema: Schema): string {
  return isObject(schema) && schema.type !== undefined ? JSON.stringify(schema.type) : "any";
}

function isScalar(value: Json): boolean {
  return !Array.isArray(value) && !isObject(value);
}
