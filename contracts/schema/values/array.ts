import { canonical } from "../equality.ts";
import { itemSchemas, type Shape } from "../shape.ts";
import { GenerationError } from "./error.ts";
import type { Generation } from "./generation.ts";

/** Where no length is given, an array has at most this many items more than the least. */
const span = 2;
/** How often an item is tried again where the items must differ. */
const attempts = 30;

/** An array of the given length; the first items are those that it must contain. */
export function generateArray(shape: Shape, generation: Generation): unknown[] {
  const contained = shape.contains.flatMap(({ schema, minimum }) => Array.from({ length: minimum }, () => schema));
  const least = Math.max(shape.minItems, contained.length);
  if (least > shape.maxItems) throw new GenerationError("no number of items lies within the bounds");
  const wanted = generation.sparse ? least : generation.random.integer(least, Math.min(shape.maxItems, least + span));
  const items: unknown[] = [];
  const seen = new Set<string>();
  for (let position = 0; position < wanted; position++) {
    const needed = contained[position];
    const item = distinctItem(position, needed === undefined ? [] : [needed]);
    if (item === undefined) break;
    items.push(item.value);
  }
  return items;

  /** Undefined where no further item can be had and none is needed. */
  function distinctItem(position: number, needed: Parameters<Generation["part"]>[0]): { value: unknown } | undefined {
    for (let attempt = 0; attempt < attempts; attempt++) {
      try {
        const value = generation.part([...needed, ...itemSchemas(shape, position)]);
        const text = canonical(value);
        if (shape.uniqueItems && seen.has(text)) continue;
        seen.add(text);
        return { value };
      } catch (error) {
        if (error instanceof GenerationError && position >= least) return undefined;
        throw error;
      }
    }
    if (position >= least) return undefined;
    throw new GenerationError("the items must differ, and there are too few different ones");
  }
}
