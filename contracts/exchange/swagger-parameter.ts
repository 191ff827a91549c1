import { isObject } from "../json.ts";

/** An object of a document that is being lifted. */
export type Node = Record<string, unknown>;

/** The members of a parameter or header of 2.0 that are keywords of its schema in 3.0. */
const schemaKeywords = new Set(
  `type format items default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems
  minItems uniqueItems enum multipleOf`.split(/\s+/),
);

/** How 3.0 serialises the lists of 2.0. `tsv` has no successor: such a parameter stays one string. */
const styles: Readonly<Record<string, Node>> = {
  csv: { explode: false },
  ssv: { style: "spaceDelimited", explode: false },
  pipes: { style: "pipeDelimited", explode: false },
  multi: { explode: true },
};

/** True for what is a request body in 3.0. */
export function isBodyParameter(parameter: Node): boolean {
  return parameter.in === "body" || parameter.in === "formData";
}

/** Lifts a parameter other than body and form. */
export function liftParameter(parameter: Node): Node {
  if (typeof parameter.$ref === "string") return parameter;
  const { collectionFormat, "x-example": example, ...rest } = parameter;
  const { schema, others } = split(rest);
  return {
    ...others,
    ...(example === undefined ? {} : { example }),
    ...styleOf(schema, collectionFormat, parameter.in),
    schema: collectionFormat === "tsv" ? { type: "string" } : schema,
  };
}

/** Lifts a response header, which has no name and no place of its own. */
export function liftHeader(header: Node): Node {
  const { collectionFormat: _, ...rest } = header;
  const { schema, others } = split(rest);
  return { ...others, schema };
}

/** Lifts a form parameter to the schema of one property, and says how lists in it are serialised. */
export function liftFormProperty(parameter: Node): { readonly schema: Node; readonly encoding: Node | undefined } {
  const { schema } = split(parameter);
  const description = parameter.description === undefined ? {} : { description: parameter.description };
  const style = styleOf(schema, parameter.collectionFormat, "query");
  return { schema: { ...schema, ...description }, encoding: Object.keys(style).length > 0 ? style : undefined };
}

function split(node: Node): { readonly schema: Node; readonly others: Node } {
  const { "x-nullable": nullable, ...rest } = node;
  const entries = Object.entries(rest);
  const schema = Object.fromEntries(entries.filter(([name]) => schemaKeywords.has(name)));
  if (isObject(schema.items)) schema.items = split(schema.items).schema;
  if (nullable !== undefined) schema.nullable = nullable;
  const typed = schema.type === "file" ? { ...schema, type: "string", format: "binary" } : schema;
  return { schema: typed, others: Object.fromEntries(entries.filter(([name]) => !schemaKeywords.has(name))) };
}

/** A list without `collectionFormat` is `csv`, which is the default of 3.0 in paths and headers but not in queries. */
function styleOf(schema: Node, collectionFormat: unknown, place: unknown): Node {
  if (schema.type !== "array" || collectionFormat === "tsv") return {};
  return place === "query" ? (styles[String(collectionFormat ?? "csv")] ?? {}) : {};
}
