import { type core, z } from "zod";
import { TercetError } from "../../errors.ts";
import type { JsonObject } from "../../json.ts";
import { type ConvertedSchema, componentPrefix, type Direction, mapSchema, unrepresentable } from "./json-schema.ts";

/** Whether a value is a zod 4 schema. */
export function isZod4(value: unknown): value is core.$ZodType {
  return typeof value === "object" && value !== null && "_zod" in value;
}

/**
 * Converts by zod's own `z.toJSONSchema`. `refine` and `superRefine` have no counterpart in JSON Schema and are not
 * carried over: what they say belongs into the business rules. Throws `TercetError` for what cannot be said.
 */
export function convertZod4(
  schema: core.$ZodType,
  options: {
    readonly direction: Direction;
    readonly place: string;
    readonly names: ReadonlyMap<unknown, string>;
  },
): ConvertedSchema {
  const nameOf = (candidate: core.$ZodType) => options.names.get(candidate) ?? z.globalRegistry.get(candidate)?.id;
  let converted: JsonObject;
  try {
    converted = z.toJSONSchema(schema, {
      io: options.direction,
      metadata: metadata(nameOf),
      unrepresentable: ({ zodSchema, path }) => {
        throw unrepresentable(options.place, path, `zod's ${zodSchema._zod.def.type}`);
      },
      override: ({ zodSchema, jsonSchema }) => addDiscriminator(zodSchema, jsonSchema, nameOf),
    }) as unknown as JsonObject;
  } catch (cause) {
    if (cause instanceof TercetError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const hint = "A zod 4 schema can only hold zod 4 schemas.";
    throw new TercetError("contract", `${options.place} cannot be written as JSON Schema: ${reason}. ${hint}`, {
      cause,
    });
  }
  // Through text: zod's result carries members that are no JSON.
  const { $schema: _, $defs = {}, ...root } = JSON.parse(JSON.stringify(converted)) as JsonObject;
  const definitions = new Map<string, JsonObject>();
  for (const [name, definition] of Object.entries($defs as JsonObject)) {
    if (name.startsWith("__schema")) {
      throw new TercetError(
        "contract",
        `${options.place} holds a recursive schema without a name: give it one by .meta({ id: "Name" }).`,
      );
    }
    definitions.set(name, pointToComponents(definition as JsonObject));
  }
  return { schema: pointToComponents(root), definitions };
}

/** Zod's registry as it is read here: the names given by the contract come before those given by `.meta`. */
function metadata(nameOf: (schema: core.$ZodType) => string | undefined): typeof z.globalRegistry {
  const get = (schema: core.$ZodType) => {
    const known = z.globalRegistry.get(schema);
    const id = nameOf(schema);
    return id === undefined ? known : { ...known, id };
  };
  return { get } as typeof z.globalRegistry;
}

function pointToComponents(schema: JsonObject): JsonObject {
  return mapSchema(schema, (part) =>
    typeof part.$ref === "string" ? { ...part, $ref: part.$ref.replace(/^#\/\$defs\//, componentPrefix) } : part,
  );
}

/** Adds OpenAPI's `discriminator` (4.8.25) to a discriminated union whose options all have names. */
function addDiscriminator(
  schema: core.$ZodType,
  json: Record<string, unknown>,
  nameOf: (schema: core.$ZodType) => string | undefined,
): void {
  const { discriminator, options } = schema._zod.def as unknown as Partial<core.$ZodDiscriminatedUnionDef>;
  if (discriminator === undefined || options === undefined || json.oneOf === undefined) return;
  const mapping: Record<string, string> = {};
  for (const option of options) {
    const name = nameOf(option);
    if (name === undefined) return;
    for (const value of option._zod.propValues?.[discriminator] ?? []) mapping[String(value)] = componentPrefix + name;
  }
  json.discriminator = { propertyName: discriminator, mapping };
}
