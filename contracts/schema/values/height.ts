import type { Schema } from "../../model/contract.ts";
import type { Schemas } from "../compile.ts";
import { shapeOf } from "../merge.ts";
import { itemSchemas, propertySchemas, type Shape } from "../shape.ts";

/**
 * How many levels the flattest value of a schema has: 0 for a number, `Infinity` where it must contain itself. Tells the
 * branches of a recursive schema that end from those that go on.
 */
export function height(schemas: Schemas, schema: Schema, within: ReadonlySet<Schema> = new Set()): number {
  if (within.has(schema)) return Number.POSITIVE_INFINITY;
  const inside = new Set(within).add(schema);
  let flattest = 0;
  const chooser = {
    branch: (branches: readonly Schema[]) => {
      const heights = branches.map((branch) => height(schemas, branch, inside));
      const least = Math.min(...heights);
      flattest = Math.max(flattest, least);
      return branches[heights.indexOf(least)];
    },
    holds: () => false,
    has: () => false,
  };
  const shape = shapeOf(schemas, schema, chooser);
  const parts = neededParts(shape).map((part) => 1 + height(schemas, part, inside));
  return Math.max(flattest, ...parts);
}

function neededParts(shape: Shape): Schema[] {
  if (shape.values !== undefined) return [];
  const items = shape.minItems > 0 ? itemSchemas(shape, 0) : [];
  const contained = shape.contains.filter(({ minimum }) => minimum > 0).map(({ schema }) => schema);
  return [...items, ...contained, ...[...shape.required].flatMap((name) => propertySchemas(shape, name))];
}
