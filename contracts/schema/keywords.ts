import { _, type Ajv, type FuncKeywordDefinition } from "ajv";
import { canonical } from "./equality.ts";

/**
 * Gives `const`, `enum` and `uniqueItems` the equality of JSON (JSON Schema Core §4.2.2). ajv's own compares JavaScript
 * objects: a member named `valueOf` or `toString` makes it throw, one named `constructor` makes equal objects differ.
 */
export function compareAsJson(ajv: Ajv): void {
  for (const definition of [constant, enumeration, uniqueItems]) {
    ajv.removeKeyword(definition.keyword as string);
    ajv.addKeyword(definition);
  }
}

const constant: FuncKeywordDefinition = {
  keyword: "const",
  compile: (value: unknown) => isOneOf([value]),
  error: {
    message: "must be equal to constant",
    params: ({ schemaCode }) => _`{ allowedValue: ${schemaCode} }`,
  },
};

const enumeration: FuncKeywordDefinition = {
  keyword: "enum",
  schemaType: "array",
  compile: (values: unknown[]) => isOneOf(values),
  error: {
    message: "must be equal to one of the allowed values",
    params: ({ schemaCode }) => _`{ allowedValues: ${schemaCode} }`,
  },
};

const uniqueItems: FuncKeywordDefinition = {
  keyword: "uniqueItems",
  type: "array",
  schemaType: "boolean",
  compile: (unique: boolean) => (items: unknown[]) =>
    !unique || new Set(items.map((item) => canonical(item))).size === items.length,
  error: { message: "must NOT have duplicate items" },
};

/** A scalar is looked up as it is; only an object or array has to be written out. */
function isOneOf(values: readonly unknown[]): (value: unknown) => boolean {
  const scalars = new Set(values.filter((value) => !isStructured(value)));
  const structured = new Set(values.filter(isStructured).map(canonical));
  return (value) =>
    isStructured(value) ? structured.size > 0 && structured.has(canonical(value)) : scalars.has(value);
}

function isStructured(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
