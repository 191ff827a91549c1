import type { z as zod3 } from "zod/v3";
import { ignoreOverride, type Options, type Refs, zodToJsonSchema } from "zod-to-json-schema";
import { TercetError } from "../../errors.ts";
import type { JsonObject } from "../../json.ts";
import { type ConvertedSchema, componentPrefix, type Direction, mapSchema, unrepresentable } from "./json-schema.ts";

// What zod 3 knows and JSON does not; zod-to-json-schema would describe something else, or nothing, in silence.
const unsayable = new Set([
  ...["ZodDate", "ZodBigInt", "ZodMap", "ZodSet", "ZodFunction", "ZodPromise", "ZodSymbol", "ZodNaN"],
  ...["ZodUndefined", "ZodVoid"],
]);

/** Whether a value is a zod 3 schema. */
export function isZod3(value: unknown): value is zod3.ZodTypeAny {
  return typeof value === "object" && value !== null && "_def" in value && !("_zod" in value);
}

/**
 * Converts by `zod-to-json-schema`, which reads zod 3 only, and lifts its draft 7 to 2020-12. `refine` is not carried
 * over. Throws `TercetError` for what cannot be said.
 */
export function convertZod3(
  schema: zod3.ZodTypeAny,
  options: {
    readonly direction: Direction;
    readonly place: string;
    readonly names: ReadonlyMap<unknown, string>;
  },
): ConvertedSchema {
  const definitions = new Map<string, JsonObject>();
  const named = new Map<unknown, { readonly name: string; readonly schema: zod3.ZodTypeAny }>();
  for (const [part, name] of options.names) if (isZod3(part)) named.set(part._def, { name, schema: part });
  // The named schema whose body is about to be written; anywhere else it becomes a `$ref`.
  let opening: unknown;

  const override: NonNullable<Options["override"]> = (definition, refs, seen) => {
    checkSayable(definition as AnyDefinition, refs, options);
    const reference = named.get(definition);
    if (reference === undefined || opening === definition) {
      opening = undefined;
      checkFinite(refs, seen, options.place);
      return ignoreOverride;
    }
    if (!definitions.has(reference.name)) {
      // Set first: a recursive schema meets itself again on the way.
      definitions.set(reference.name, {});
      opening = definition;
      definitions.set(reference.name, convert(reference.schema));
    }
    return { $ref: componentPrefix + reference.name } as never;
  };
  const convert = (part: zod3.ZodTypeAny): JsonObject => {
    const { $schema: _, ...root } = zodToJsonSchema(part, {
      target: "jsonSchema7",
      $refStrategy: "none",
      strictUnions: true,
      pipeStrategy: options.direction,
      removeAdditionalStrategy: options.direction === "input" ? "strict" : "passthrough",
      override,
      postProcess: (json, definition) => complete(json as JsonObject, definition as AnyDefinition, options) as never,
    }) as JsonObject;
    return mapSchema(JSON.parse(JSON.stringify(root)), lift);
  };
  return { schema: convert(schema), definitions };
}

/** What is read of the inside of any zod 3 schema. */
interface AnyDefinition {
  readonly typeName?: string;
  readonly effect?: { readonly type: string };
  readonly discriminator?: string;
  readonly shape?: () => Readonly<Record<string, zod3.ZodTypeAny>>;
}

function checkSayable(
  definition: AnyDefinition,
  refs: Refs,
  { direction, place }: { readonly direction: Direction; readonly place: string },
): void {
  const path = refs.currentPath.slice(1);
  const { typeName } = definition;
  if (typeName === undefined) throw unrepresentable(place, path, "a schema of zod 4 within one of zod 3");
  if (unsayable.has(typeName)) throw unrepresentable(place, path, `zod's ${typeName.slice(3).toLowerCase()}`);
  const effect = definition.effect?.type;
  if ((effect === "transform" && direction === "output") || (effect === "preprocess" && direction === "input")) {
    throw unrepresentable(place, path, `zod's ${effect}`);
  }
}

/** A schema that is met again within itself can only be said by a reference to its name. */
function checkFinite(refs: Refs, seen: { readonly path: readonly string[] } | undefined, place: string): void {
  const inside = seen !== undefined && seen.path.length < refs.currentPath.length;
  if (inside && seen.path.every((segment, index) => refs.currentPath[index] === segment)) {
    const advice = 'name it under "schemas" of the contract';
    throw new TercetError("contract", `${place} holds a recursive schema without a name: ${advice}.`);
  }
}

/** Says what zod 4's own conversion says as well: a default is always present in output, options do not overlap. */
function complete(
  json: JsonObject | undefined,
  { typeName, shape, discriminator }: AnyDefinition,
  { direction }: { readonly direction: Direction },
): JsonObject | undefined {
  if (json === undefined) return json;
  if (typeName === "ZodDiscriminatedUnion" && discriminator !== undefined && json.anyOf !== undefined) {
    const { anyOf, ...rest } = json;
    return { oneOf: anyOf, ...rest };
  }
  if (typeName !== "ZodObject" || shape === undefined || direction === "input") return json;
  const required = Object.entries(shape())
    .filter(([, member]) => !member.isOptional() || member._def.typeName === "ZodDefault")
    .map(([name]) => name);
  return required.length === 0 ? json : { ...json, required };
}

/** Lifts one schema object from draft 7 to 2020-12 (JSON Schema 2020-12 release notes, "items" and "prefixItems"). */
function lift({ additionalProperties, items, additionalItems, ...rest }: JsonObject): JsonObject {
  return {
    ...rest,
    // `true` is what its absence says.
    ...(additionalProperties === undefined || additionalProperties === true ? {} : { additionalProperties }),
    ...(Array.isArray(items) ? { prefixItems: items, items: additionalItems ?? false } : {}),
    ...(Array.isArray(items) || items === undefined ? {} : { items }),
  };
}
