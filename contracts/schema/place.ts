import { isObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import type { Schemas } from "./compile.ts";
import { allOf } from "./conjunction.ts";
import { shapeOf } from "./merge.ts";
import { itemSchemas, propertySchemas, type Shape } from "./shape.ts";

/** The way to a place in a JSON value, from the root: member names and positions. */
export type Path = readonly (string | number)[];

/** A place in a valid value, and what applies there. */
export interface Place {
  readonly path: Path;
  readonly value: unknown;
  readonly schema: Schema;
  readonly shape: Shape;
  /** Branches of `anyOf` and `oneOf` that this value does not take. */
  readonly otherBranches: readonly Schema[];
}

const maxDepth = 8;
const maxPlaces = 300;
/** Items of one array that are looked at: the others are alike. */
const itemsPerArray = 2;

/** Every place of a valid value, from the root down; at most 300, eight levels deep, the first two items of an array. */
export function placesOf(schemas: Schemas, schema: Schema, value: unknown): Place[] {
  const places: Place[] = [];
  const waiting: { path: Path; value: unknown; schema: Schema }[] = [{ path: [], value, schema }];
  for (let next = waiting.shift(); next !== undefined && places.length < maxPlaces; next = waiting.shift()) {
    const place = { ...next, ...readPlace(schemas, next.schema, next.value) };
    places.push(place);
    if (place.path.length >= maxDepth) continue;
    for (const [key, part] of partsOf(place.value)) {
      const applying = typeof key === "number" ? itemSchemas(place.shape, key) : propertySchemas(place.shape, key);
      waiting.push({ path: [...place.path, key], value: part, schema: allOf(applying) });
    }
  }
  return places;
}

/** What applies to a value: of several branches, those that it satisfies. */
export function readPlace(schemas: Schemas, schema: Schema, value: unknown): Pick<Place, "shape" | "otherBranches"> {
  const otherBranches: Schema[] = [];
  const shape = shapeOf(schemas, schema, {
    branch: (branches) => {
      const taken = branches.find((branch) => schemas.errors(branch, value).length === 0);
      otherBranches.push(...branches.filter((branch) => branch !== taken));
      return taken;
    },
    holds: (condition) => schemas.errors(condition, value).length === 0,
    has: (property) => isObject(value) && Object.hasOwn(value, property),
  });
  return { shape, otherBranches };
}

function partsOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.slice(0, itemsPerArray).map((item, position) => [position, item]);
  return isObject(value) ? Object.entries(value) : [];
}

/** A copy of a value with another part at a place; members named `__proto__` are members like any other. */
export function replaceAt(value: unknown, path: Path, part: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return part;
  if (Array.isArray(value)) {
    return value.map((item, position) => (position === key ? replaceAt(item, rest, part) : item));
  }
  return withMember(value as object, String(key), replaceAt((value as Record<string, unknown>)[key], rest, part));
}

/** A copy of an object with a member set. */
export function withMember(object: object, name: string, value: unknown): Record<string, unknown> {
  return Object.fromEntries([...Object.entries(object).filter(([each]) => each !== name), [name, value]]);
}

/** A copy of an object without some of its members. */
export function withoutMembers(object: object, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
