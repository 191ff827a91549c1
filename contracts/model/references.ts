import { isObject } from "../json.ts";
import { asyncApiSections } from "./asyncapi/grammar.ts";
import { contractError } from "./contract-error.ts";
import { type Kind, walk } from "./grammar.ts";
import { pointer as join } from "./pointer.ts";

/** A `$ref`, or a value of a discriminator's `mapping` that is one. */
export interface Reference {
  /** The URI reference as written. */
  readonly text: string;
  /** What it names. */
  readonly kind: Kind;
  /** Where it stands: JSON Pointer (RFC 6901) to the text itself. */
  readonly pointer: string;
}

/** The member of `components` that holds each kind of object which may be referred to (OpenAPI 3.1 and AsyncAPI 3.0, Components Object). */
export const sections: Readonly<Partial<Record<Kind, string>>> = {
  schema: "schemas",
  response: "responses",
  parameter: "parameters",
  example: "examples",
  requestBody: "requestBodies",
  header: "headers",
  securityScheme: "securitySchemes",
  link: "links",
  callback: "callbacks",
  pathItem: "pathItems",
  ...asyncApiSections,
};

/** All references in a value of the given kind. Throws `TercetError` (`contract`) for a `$ref` where none may stand. */
export function referencesIn(value: unknown, kind: Kind, pointer: string, source: string): readonly Reference[] {
  const references: Reference[] = [];
  walk(value, kind, pointer, source, (node, nodeKind, place) => {
    if (node.$ref !== undefined) {
      if (typeof node.$ref !== "string" || sections[nodeKind] === undefined) {
        throw contractError(source, `${place}/$ref`, "ref-place", "no $ref may stand here; write the object out");
      }
      references.push({ text: node.$ref, kind: nodeKind, pointer: `${place}/$ref` });
    }
    if (nodeKind !== "schema") return;
    for (const [name, text] of Object.entries(mappingOf(node))) {
      if (isReference(text)) {
        references.push({ text, kind: "schema", pointer: `${place}/discriminator/mapping${join(name)}` });
      }
    }
  });
  return references;
}

/** The same object with the texts of its own references replaced. */
export function relink(
  node: Readonly<Record<string, unknown>>,
  kind: Kind,
  replace: (text: string) => string,
): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...node };
  if (typeof node.$ref === "string") changed.$ref = replace(node.$ref);
  if (kind === "schema" && isObject(node.discriminator)) {
    const mapping = Object.entries(mappingOf(node)).map(([name, text]) => [
      name,
      isReference(text) ? replace(text) : text,
    ]);
    if (mapping.length > 0) changed.discriminator = { ...node.discriminator, mapping: Object.fromEntries(mapping) };
  }
  return changed;
}

function mappingOf(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { discriminator } = schema;
  return isObject(discriminator) && isObject(discriminator.mapping) ? discriminator.mapping : {};
}

/** A mapping's value is the name of a schema or a URI reference (OpenAPI 3.1, Discriminator Object). */
function isReference(text: unknown): text is string {
  return typeof text === "string" && /#|\/|\.(json|ya?ml)$/i.test(text);
}
