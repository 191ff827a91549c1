import type { JsonObject } from "../json.ts";
import { rewrite } from "../model/grammar.ts";

type Schema = Record<string, unknown>;

/**
 * Lifts an OpenAPI 3.0 document to 3.1: the same paths, and schemas in JSON Schema 2020-12 instead of OpenAPI 3.0's own
 * dialect. Follows https://learn.openapis.org/upgrading/v3.0-to-v3.1.html. Throws `TercetError` (`contract`) where the
 * structure is broken.
 */
export function liftOpenApi30(document: JsonObject, source: string): JsonObject {
  const lifted = rewrite(document, "document", "", source, (node, kind) =>
    kind === "schema" ? liftOpenApi30Schema(node) : node,
  );
  return { ...(lifted as JsonObject), openapi: "3.1.0" };
}

/** Lifts one schema object; the schemas within it are lifted one by one. */
export function liftOpenApi30Schema(schema: Schema): Schema {
  // A Reference Object of 3.0 has no other members; those beside it count for nothing.
  if (typeof schema.$ref === "string") return { $ref: schema.$ref };
  return liftNullable(liftFormat(liftExample(liftBounds(schema))));
}

/** `exclusiveMinimum` was a switch for `minimum`; now it is a bound itself. */
function liftBounds(schema: Schema): Schema {
  let lifted = schema;
  for (const [bound, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    if (typeof lifted[exclusive] !== "boolean") continue;
    const { [bound]: limit, [exclusive]: isExclusive, ...rest } = lifted;
    if (limit === undefined) lifted = rest;
    else lifted = { ...rest, [isExclusive ? exclusive : bound]: limit };
  }
  return lifted;
}

function liftExample(schema: Schema): Schema {
  if (!Object.hasOwn(schema, "example")) return schema;
  const { example, ...rest } = schema;
  return Array.isArray(rest.examples) ? rest : { ...rest, examples: [example] };
}

/** `byte` and `binary` were formats; now they are said with the content vocabulary. */
function liftFormat(schema: Schema): Schema {
  const { format, ...rest } = schema;
  if (format === "byte") return { ...rest, contentEncoding: "base64" };
  if (format === "binary") return { ...rest, contentMediaType: "application/octet-stream" };
  return schema;
}

/**
 * `nullable` allows null. 3.0.3 restricts this to a schema with a `type` and without an `enum` that omits null; 3.0.0 to
 * 3.0.2 do not, and generators write it beside `allOf` and `enum` to mean just that. So null is allowed everywhere.
 */
function liftNullable(schema: Schema): Schema {
  const { nullable, ...rest } = schema;
  if (nullable === undefined) return schema;
  if (nullable !== true) return rest;
  const isComposed = ["allOf", "anyOf", "oneOf", "not"].some((keyword) => keyword in rest);
  if (isComposed || (rest.type === undefined && Array.isArray(rest.enum))) return { anyOf: [rest, { type: "null" }] };
  if (typeof rest.type !== "string") return rest;
  const lifted: Schema = { ...rest, type: [rest.type, "null"] };
  if (Array.isArray(rest.enum) && !rest.enum.includes(null)) lifted.enum = [...rest.enum, null];
  return lifted;
}
