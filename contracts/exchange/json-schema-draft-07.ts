import { isObject } from "../json.ts";

/**
 * Lifts one schema object from draft 7 to 2020-12 (JSON Schema 2019-09 and 2020-12, release notes); the schemas within it
 * are lifted one by one. Bounds and `const` are the same in both; `definitions` is kept, since references lead into it.
 */
export function liftDraft07Schema(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  // Draft 7, core, section 8.3: what stands beside a `$ref` counts for nothing.
  if (typeof schema.$ref === "string") return { $ref: schema.$ref };
  const { $schema: _, $id, items, additionalItems, dependencies, ...rest } = schema;
  return {
    ...liftIdentifier($id),
    ...rest,
    ...liftItems(items, additionalItems),
    ...(isObject(dependencies) ? liftDependencies(dependencies) : {}),
  };
}

/** An `$id` that is a fragment alone was a name for the schema's place. */
function liftIdentifier($id: unknown): Record<string, unknown> {
  if (typeof $id !== "string") return {};
  return $id.startsWith("#") ? { $anchor: $id.slice(1) } : { $id };
}

function liftItems(items: unknown, additionalItems: unknown): Record<string, unknown> {
  if (!Array.isArray(items)) return items === undefined ? {} : { items };
  const others = additionalItems === undefined ? {} : { items: additionalItems };
  // An empty list constrains no place, and `prefixItems` may not be empty.
  return items.length === 0 ? others : { prefixItems: items, ...others };
}

function liftDependencies(dependencies: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(dependencies);
  const names = entries.filter(([, value]) => Array.isArray(value));
  const schemas = entries.filter(([, value]) => !Array.isArray(value));
  return {
    ...(names.length === 0 ? {} : { dependentRequired: Object.fromEntries(names) }),
    ...(schemas.length === 0 ? {} : { dependentSchemas: Object.fromEntries(schemas) }),
  };
}
