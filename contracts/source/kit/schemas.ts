import { TercetError } from "../../errors.ts";
import type { JsonObject } from "../../json.ts";
import type { ZodSchema } from "./definition.ts";
import { type ConvertedSchema, componentPrefix, type Direction, mapSchema } from "./json-schema.ts";
import { convertZod3, isZod3 } from "./zod3.ts";
import { convertZod4, isZod4 } from "./zod4.ts";

/** A place in a contract where a schema stands. */
export interface Slot {
  /** For messages: `customers@1.0.0, createCustomer, request body`. */
  readonly place: string;
  readonly schema: ZodSchema;
  readonly direction: Direction;
}

/** The schemas of one document. */
export interface DocumentSchemas {
  /** `components/schemas`, by name in alphabetical order. */
  readonly components: JsonObject;
  /** A slot's schema as it stands in the document. */
  at(schema: ZodSchema, direction: Direction): JsonObject;
}

/**
 * Converts every schema of a contract. A named schema is written once; where what may be sent differs from what is
 * answered (defaults), the input form is written as `<Name>Input` beside it.
 */
export function convertSchemas(slots: readonly Slot[], named: Readonly<Record<string, ZodSchema>>): DocumentSchemas {
  const names = new Map(Object.entries(named).map(([name, schema]) => [schema as unknown, name]));
  const definitions = { input: new Map<string, JsonObject>(), output: new Map<string, JsonObject>() };
  const converted = slots.map((slot) => {
    const { schema, definitions: found } = convert(slot, names);
    for (const [name, definition] of found) {
      const known = definitions[slot.direction].get(name);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
        throw new TercetError("contract", `${slot.place}: two different schemas are named "${name}"; rename one.`);
      }
      definitions[slot.direction].set(name, definition);
    }
    return { slot, schema };
  });

  const differing = differingNames(definitions.input, definitions.output);
  const asInput = (schema: JsonObject) =>
    mapReferences(schema, (name) => (differing.has(name) ? `${name}Input` : name));
  const components = new Map(definitions.output);
  for (const [name, definition] of definitions.input) {
    components.set(differing.has(name) ? `${name}Input` : name, asInput(definition));
  }
  const written = { input: new Map<ZodSchema, JsonObject>(), output: new Map<ZodSchema, JsonObject>() };
  for (const { slot, schema } of converted) {
    written[slot.direction].set(slot.schema, slot.direction === "input" ? asInput(schema) : schema);
  }
  return {
    components: Object.fromEntries([...components].sort(([left], [right]) => (left < right ? -1 : 1))),
    at: (schema, direction) => written[direction].get(schema) as JsonObject,
  };
}

/** Whether a value may be left out. */
export function isOptional(schema: ZodSchema): boolean {
  return isZod4(schema) ? schema._zod.optin !== undefined : schema.isOptional();
}

function convert(slot: Slot, names: ReadonlyMap<unknown, string>): ConvertedSchema {
  const options = { direction: slot.direction, place: slot.place, names };
  if (isZod4(slot.schema)) return convertZod4(slot.schema, options);
  if (isZod3(slot.schema)) return convertZod3(slot.schema, options);
  throw new TercetError("contract", `${slot.place} is not a schema of zod 4 or zod 3.`);
}

/** Names whose two forms differ, by themselves or through a schema that they refer to. */
function differingNames(
  input: ReadonlyMap<string, JsonObject>,
  output: ReadonlyMap<string, JsonObject>,
): ReadonlySet<string> {
  const shared = [...input.keys()].filter((name) => output.has(name));
  const differing = new Set(
    shared.filter((name) => JSON.stringify(input.get(name)) !== JSON.stringify(output.get(name))),
  );
  for (let size = -1; size !== differing.size; ) {
    size = differing.size;
    for (const name of shared) {
      mapReferences(input.get(name) as JsonObject, (reference) => {
        if (differing.has(reference)) differing.add(name);
        return reference;
      });
    }
  }
  return differing;
}

function mapReferences(schema: JsonObject, rename: (name: string) => string): JsonObject {
  return mapSchema(schema, (part) => {
    if (typeof part.$ref !== "string" || !part.$ref.startsWith(componentPrefix)) return part;
    return { ...part, $ref: componentPrefix + rename(part.$ref.slice(componentPrefix.length)) };
  });
}
