import type { Random } from "../../random.ts";
import type { Schemas } from "../compile.ts";
import { allOf } from "../conjunction.ts";
import { canonical } from "../equality.ts";
import { generate } from "../generate.ts";
import { itemSchemas, type Shape } from "../shape.ts";
import { GenerationError } from "../values/error.ts";
import type { Mutation, Mutator } from "./mutation.ts";

/** An array longer than this is not made: a bound that far away is not worth its weight on the wire. */
const maxLength = 1_000;
/** How often more than needed an item is drawn, to find one that is different. */
const attempts = 20;

/** Arrays of a wrong length, with items twice, or without the item that they must contain. */
export const mutateArray: Mutator = ({ shape, value }, { schemas, random }) => {
  if (!Array.isArray(value)) return [];
  const found: Mutation[] = [];
  const add = (fault: Mutation["fault"], keyword: string, description: string, ...candidates: unknown[][]) =>
    found.push({ fault, keyword, description, candidates });
  if (shape.minItems > 0) add("boundary", "minItems", "one item too few", value.slice(0, shape.minItems - 1));
  if (shape.minItems > 1) add("boundary", "minItems", "no item", []);
  if (shape.maxItems < maxLength) {
    add("boundary", "maxItems", "one item too many", stretched(shape, value, schemas, random));
  }
  if (shape.arrays.some(({ prefix }) => prefix.length > 0)) {
    add("boundary", "items", "an item more than the schema describes", [...value, value[0] ?? "unexpected"]);
  }
  if (shape.uniqueItems && value.length > 0) {
    add("unique-items", "uniqueItems", "the first item twice", [...value, value[0]], [value[0], value[0]]);
  }
  for (const { schema } of shape.contains) {
    const others = value.filter((item) => schemas.refuses(schema, item));
    add("boundary", "contains", "without the item that must be in it", others);
  }
  return found;
};

/** One item more than allowed, different ones as far as there are. */
function stretched(shape: Shape, value: readonly unknown[], schemas: Schemas, random: Random): unknown[] {
  const items = [...value];
  const known = new Set(items.map(canonical));
  for (let draw = 0; items.length <= shape.maxItems; draw++) {
    const item = another(shape, items.length, schemas, random.fork(`draw ${draw}`));
    if (draw < 2 * shape.maxItems + attempts && known.has(canonical(item))) continue;
    known.add(canonical(item));
    items.push(item);
  }
  return items;
}

function another(shape: Shape, position: number, schemas: Schemas, random: Random): unknown {
  try {
    return generate(schemas, allOf(itemSchemas(shape, position)), random);
  } catch (error) {
    if (error instanceof GenerationError) return "unexpected";
    throw error;
  }
}
