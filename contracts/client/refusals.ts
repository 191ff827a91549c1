import type { Contract, Schema } from "../model/contract.ts";
import { type Schemas, schemasOf } from "../schema/compile.ts";
import { problemSlug } from "./business-error.ts";
import { isJson } from "./media-type.ts";

/** How deep the parts of a problem's schema are looked through for its types. */
const maximumDepth = 8;

/**
 * The problems that a contract lists by `const` or `enum` of their `type` in the answers that are no success (RFC 9457,
 * section 3.1.1): by slug, the schemas of the whole problem.
 */
export function refusalsIn(contract: Contract): ReadonlyMap<string, readonly Schema[]> {
  const schemas = schemasOf(contract);
  const refusals = new Map<string, Set<Schema>>();
  for (const { responses } of contract.operations) {
    for (const [status, { content }] of responses) {
      if (status.startsWith("2")) continue;
      for (const [mediaType, { schema }] of content) {
        if (schema === undefined || !isJson(mediaType)) continue;
        for (const [type, alternative] of problemTypes(schema, schemas)) {
          const slug = problemSlug(type);
          refusals.set(slug, (refusals.get(slug) ?? new Set()).add(alternative));
        }
      }
    }
  }
  return new Map([...refusals].map(([slug, all]) => [slug, [...all]]));
}

/** Each type with the schema that it stands in: of alternatives, the one that names it. */
function problemTypes(schema: Schema, schemas: Schemas, depth = 0): readonly (readonly [unknown, Schema])[] {
  if (typeof schema === "boolean" || depth > maximumDepth) return [];
  const deeper = (part: unknown) => problemTypes(part as Schema, schemas, depth + 1);
  if (typeof schema.$ref === "string") {
    const target = schemas.target(schema.$ref, schema);
    if (target === undefined) return [];
    // The reference itself is kept, since it has a name.
    return deeper(target).map(([type, part]) => [type, part === target ? schema : part]);
  }
  const type = (schema.properties as { type?: { const?: unknown; enum?: unknown[] } } | undefined)?.type;
  const own = type === undefined ? [] : "const" in type ? [type.const] : (type.enum ?? []);
  const lists = (keyword: string) => (Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : []);
  return [
    ...own.map((value) => [value, schema] as const),
    ...[...lists("anyOf"), ...lists("oneOf")].flatMap(deeper),
    // A part of a conjunction says only a part: the whole is meant.
    ...lists("allOf")
      .flatMap(deeper)
      .map(([value]) => [value, schema] as const),
  ];
}
