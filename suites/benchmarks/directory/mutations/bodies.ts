import { type Contract, type JsonObject, type MediaType, resolvePointer } from "../../../../contracts/index.ts";
import type { Draft } from "./edit.ts";

/** A JSON object that operations send or get, and that stands alone: no other keyword than these says what it is. */
export interface BodyPlace {
  /** JSON Pointer to the media type. */
  readonly pointer: string;
  /** The operations that share it. */
  readonly operations: readonly string[];
  /** The schema, without the reference by which the media type names it. */
  readonly schema: JsonObject;
}

const plainKeywords = new Set(
  "type properties required additionalProperties title description example examples externalDocs xml default".split(
    " ",
  ),
);

/** Where requests hold a plain JSON object. */
export function requestBodies(contract: Contract): BodyPlace[] {
  return placesOf(
    contract,
    contract.operations.flatMap(({ id, requestBody }) =>
      [...(requestBody?.content ?? [])].map(([name, media]) => ({ id, name, media })),
    ),
  );
}

/** Where successful responses hold a plain JSON object. */
export function responseBodies(contract: Contract): BodyPlace[] {
  return placesOf(
    contract,
    contract.operations.flatMap(({ id, responses }) =>
      [...responses]
        .filter(([status]) => status.startsWith("2"))
        .flatMap(([, { content }]) => [...content].map(([name, media]) => ({ id, name, media }))),
    ),
  );
}

function placesOf(
  { document }: Contract,
  uses: readonly { readonly id: string; readonly name: string; readonly media: MediaType }[],
): BodyPlace[] {
  const json = uses.filter(({ name }) => /^application\/(.+\+)?json$/.test(name));
  return [...Map.groupBy(json, ({ media }) => media.pointer)].flatMap(([pointer, group]) => {
    const schema = plainObject(document, group[0]?.media.schema);
    return schema === undefined ? [] : [{ pointer, operations: group.map(({ id }) => id), schema }];
  });
}

/** The schema itself, or the one that it merely refers to, where it is a plain object with members. */
function plainObject(document: JsonObject, schema: unknown): JsonObject | undefined {
  const target = isReference(schema) ? resolvePointer(document, decodeURI(schema.$ref.slice(1))) : schema;
  if (typeof target !== "object" || target === null || Array.isArray(target)) return undefined;
  const object = target as JsonObject;
  const plain = Object.keys(object).every((name) => plainKeywords.has(name) || name.startsWith("x-"));
  return plain && object.type === "object" && typeof object.properties === "object" ? object : undefined;
}

function isReference(schema: unknown): schema is { readonly $ref: string } {
  return typeof schema === "object" && schema !== null && "$ref" in schema && String(schema.$ref).startsWith("#/");
}

/** Writes the schema into the media type itself, so that others who refer to it stay as they are. */
export function ownSchema(media: Draft, { schema }: BodyPlace): Draft {
  const own = structuredClone(schema) as Draft;
  media.schema = own;
  return own;
}
