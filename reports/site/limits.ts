import type { Schema } from "../../contracts/index.ts";

type SchemaObject = Exclude<Schema, boolean>;

/** The limits that a schema sets, in words. */
export function limitsOf(schema: SchemaObject): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  return [
    between(schema.minLength, schema.maxLength, "character"),
    between(schema.minItems, schema.maxItems, "item"),
    between(schema.minProperties, schema.maxProperties, "member"),
    minimum !== undefined && `at least ${minimum}`,
    maximum !== undefined && `at most ${maximum}`,
    exclusiveMinimum !== undefined && `more than ${exclusiveMinimum}`,
    exclusiveMaximum !== undefined && `less than ${exclusiveMaximum}`,
    multipleOf !== undefined && `a multiple of ${multipleOf}`,
    schema.uniqueItems === true && "no item twice",
    schema.additionalProperties === false && "no other members",
    schema.default !== undefined && `${JSON.stringify(schema.default)} unless given`,
    schema.readOnly === true && "in answers only",
    schema.writeOnly === true && "in requests only",
    schema.deprecated === true && "deprecated",
  ].filter((words): words is string => typeof words === "string");
}

/** Told elsewhere in words, or nothing for a reader. */
const spoken = new Set(
  `$ref $schema $id $defs type format const enum allOf anyOf oneOf not items properties required pattern description title
  examples example minLength maxLength minItems maxItems minProperties maxProperties minimum maximum exclusiveMinimum
  exclusiveMaximum multipleOf uniqueItems default readOnly writeOnly deprecated`.split(/\s+/),
);

/** Keywords that there are no words for: they are shown as they are, so that the page hides no rule. */
export function unspoken(schema: SchemaObject): [string, unknown][] {
  return Object.entries(schema).filter(
    ([keyword, value]) => !spoken.has(keyword) && !(keyword === "additionalProperties" && typeof value === "boolean"),
  );
}

function between(minimum: unknown, maximum: unknown, noun: string): string | undefined {
  const plural = (count: unknown) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  if (minimum === undefined && maximum === undefined) return undefined;
  if (minimum === maximum) return `exactly ${plural(minimum)}`;
  if (minimum === undefined || minimum === 0) return maximum === undefined ? undefined : `at most ${plural(maximum)}`;
  return maximum === undefined ? `at least ${plural(minimum)}` : `${minimum} to ${plural(maximum)}`;
}
