import {
  isObject,
  type Parameter,
  type Schema,
  type Schemas,
  type WrittenParameter,
} from "../../../contracts/portable.ts";

/** Which names of a query belong to a parameter that is an object spread over several (OpenAPI 3.1 §4.8.12.2). */
export interface Spread {
  /** The member that a query name stands for; undefined where it belongs to another parameter. */
  memberOf(name: string): string | undefined;
}

/**
 * How a query parameter is spread: `deepObject` as `name[member]`, an exploded `form` object as its members' own names;
 * undefined where it stands under its own name. `others` are the names of the operation's other query parameters.
 */
export function spreadOf(parameter: Parameter, schemas: Schemas, others: ReadonlySet<string>): Spread | undefined {
  if (parameter.mediaType !== undefined) return undefined;
  if (parameter.style === "deepObject") {
    return {
      memberOf: (name) =>
        name.startsWith(`${parameter.name}[`) ? name.slice(parameter.name.length + 1, -1) : undefined,
    };
  }
  if (parameter.style !== "form" || !parameter.explode) return undefined;
  const members = membersOf(schemas, parameter.schema);
  if (members === undefined) return undefined;
  const { names, open } = members;
  return { memberOf: (name) => (names.has(name) || (open && !others.has(name)) ? name : undefined) };
}

/** What a query says for a spread parameter; undefined: nothing. Names that are read are taken out of `left`. */
export function readSpread(
  spread: Spread,
  query: ReadonlyMap<string, readonly string[]>,
  left: Set<string>,
): WrittenParameter | undefined {
  const members: Record<string, string> = {};
  for (const [name, texts] of query) {
    const member = spread.memberOf(name);
    if (member === undefined || !left.delete(name)) continue;
    members[member] = texts.join(",");
  }
  return Object.keys(members).length === 0 ? undefined : { texts: [], members };
}

/** The members that an object schema names, and whether there may be others; undefined where it is no object. */
function membersOf(
  schemas: Schemas,
  schema: Schema,
  depth = 0,
): { readonly names: Set<string>; readonly open: boolean } | undefined {
  if (typeof schema === "boolean" || depth > 20) return undefined;
  const { $ref, allOf, properties, additionalProperties, type } = schema;
  const target = typeof $ref === "string" ? schemas.target($ref, schema) : undefined;
  const parts = [...(target === undefined ? [] : [target]), ...(Array.isArray(allOf) ? (allOf as Schema[]) : [])];
  const below = parts.map((part) => membersOf(schemas, part, depth + 1)).filter((one) => one !== undefined);
  const isOwn = isObject(properties) || type === "object" || (Array.isArray(type) && type.includes("object"));
  if (!isOwn && below.length === 0) return undefined;
  const names = new Set([
    ...Object.keys(isObject(properties) ? properties : {}),
    ...below.flatMap((one) => [...one.names]),
  ]);
  const closed = additionalProperties === false || below.some(({ open }) => !open);
  return { names, open: !closed && (names.size === 0 || isObject(additionalProperties)) };
}
