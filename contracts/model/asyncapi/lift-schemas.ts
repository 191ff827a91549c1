import { liftDraft07Schema } from "../../exchange/json-schema-draft-07.ts";
import { liftOpenApi30Schema } from "../../exchange/openapi-3.0.ts";
import type { JsonObject } from "../../json.ts";
import { rewrite, walk } from "../grammar.ts";

type Lift = (schema: Record<string, unknown>) => Record<string, unknown>;

const keep: Lift = (schema) => schema;

/**
 * Lifts every schema of an AsyncAPI document to JSON Schema 2020-12. What it is written in is said by the nearest
 * `schemaFormat` or `$schema` around it; where nothing is said it is AsyncAPI's own, which is draft 7 with a few words
 * more (AsyncAPI 3.0, Schema Object). Throws `TercetError` (`contract`) where the structure is broken.
 */
export function liftSchemas(document: JsonObject, source: string): JsonObject {
  const dialects = new Map<string, Lift>();
  walk(document, "asyncDocument", "", source, (node, kind, pointer) => {
    if (kind === "formattedSchema") dialects.set(pointer, liftOfFormat(String(node.schemaFormat)));
    else if (kind === "schema" && typeof node.$schema === "string") dialects.set(pointer, liftOfDialect(node.$schema));
  });
  const liftAt = (pointer: string): Lift => {
    for (let place = pointer; place !== ""; place = place.slice(0, place.lastIndexOf("/"))) {
      const lift = dialects.get(place);
      if (lift !== undefined) return lift;
    }
    return liftDraft07Schema;
  };
  return rewrite(document, "asyncDocument", "", source, (node, kind, pointer) =>
    kind === "schema" ? liftAt(pointer)(node) : node,
  ) as JsonObject;
}

function liftOfFormat(format: string): Lift {
  const version = /version\s*=\s*"?([^\s;"]+)/i.exec(format)?.[1] ?? "";
  if (/vnd\.oai\.openapi/i.test(format)) return version.startsWith("3.1") ? keep : liftOpenApi30Schema;
  if (/vnd\.aai\.asyncapi/i.test(format)) return liftDraft07Schema;
  return /20(19|20)-/.test(version) ? keep : liftDraft07Schema;
}

function liftOfDialect(dialect: string): Lift {
  return /draft\/20(19|20)-/.test(dialect) ? keep : liftDraft07Schema;
}
