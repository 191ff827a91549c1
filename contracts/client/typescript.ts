import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { comment, declaration, spaced, union } from "./declaration.ts";
import { createDirectionTest, isForeign, type ResolveReference, type ValueDirection } from "./direction.ts";
import { createTypeNames, key } from "./names.ts";

/** Prints types, and gathers the named schemas that they need. */
export interface TypePrinter {
  /**
   * A TypeScript type that every valid value has in this direction; `indent` is that of the line it stands on. Throws
   * nothing: what cannot be said is `unknown`.
   */
  type(schema: Schema | undefined, direction: ValueDirection, indent?: string): string;
  /** Declarations of all named schemas that were printed so far, and of those that they need in turn. */
  declarations(): string[];
}

/** A named schema that is to be declared. */
interface Named {
  readonly reference: string;
  readonly direction: ValueDirection;
  readonly name: string;
}

/** Where a type is printed. */
interface Place {
  readonly direction: ValueDirection;
  readonly indent: string;
  /** The declaration whose value this is, and not merely a member or item of it. */
  readonly within?: Named | undefined;
}

const anyObject = "Record<string, unknown>";

/**
 * A printer from JSON Schema 2020-12 to TypeScript. Keywords that a type cannot say (bounds, patterns, `not`, conditions)
 * widen the type; they never narrow it. Objects are printed closed unless their schema types the other properties. What is
 * `readOnly` is no part of a request, and what is `writeOnly` none of a response; a schema that differs so is declared
 * twice, as `Thing` and `ThingInput`. No declaration gets one of the `reserved` names.
 */
export function createTypePrinter(resolve: ResolveReference, reserved: readonly string[] = []): TypePrinter {
  const names = createTypeNames(reserved);
  const known = new Map<string, Named>();
  const pending: Named[] = [];
  const differs = createDirectionTest(resolve);

  const named = (reference: string, direction: ValueDirection): Named => {
    const isInput = direction === "request" && differs(reference);
    const id = `${isInput ? "request" : "response"} ${reference}`;
    const found = known.get(id);
    if (found !== undefined) return found;
    const text = lastSegment(reference);
    // A schema that is not the same both ways keeps its name for what is read, whichever is met first.
    const name = names.give(isInput ? `${text}Input` : text);
    const made = { reference, direction: isInput ? direction : ("response" as const), name };
    known.set(id, made);
    pending.push(made);
    return made;
  };

  const type = (schema: Schema | undefined, place: Place): string => {
    if (schema === undefined || schema === true) return "unknown";
    if (schema === false) return "never";
    if (typeof schema.$ref === "string") return reference(schema.$ref, place);
    if ("const" in schema) return JSON.stringify(schema.const);
    if (Array.isArray(schema.enum)) {
      return union(
        schema.enum.map((value) => JSON.stringify(value)),
        place.indent,
      );
    }
    const parts = [
      ...["oneOf", "anyOf"].flatMap((keyword) => alternatives(schemas(schema[keyword]), place)),
      ...schemas(schema.allOf).map((each) => type(each, place)),
    ];
    const own = ownType(schema, place);
    if (own !== undefined) parts.push(own);
    const distinct = [...new Set(parts)].filter((part) => part !== "unknown");
    const telling = distinct.length > 1 ? distinct.filter((part) => part !== anyObject) : distinct;
    if (telling.length === 1) return telling[0] as string;
    return telling.length === 0 ? "unknown" : telling.map((part) => `(${part})`).join(" & ");
  };

  const reference = (text: string, { direction, within }: Place): string => {
    if (resolve(text) === undefined) return "unknown";
    const target = named(text, direction);
    // An alias may not be made of itself; through a member or an item it may.
    return within !== undefined && isMadeOf(target.reference, within.reference) ? "unknown" : target.name;
  };

  /** Whether a schema is, as a whole or by alternatives, what another reference leads to. */
  const isMadeOf = (from: string, sought: string, seen = new Set<string>()): boolean => {
    if (from === sought) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return directReferences(resolve(from)).some((next) => isMadeOf(next, sought, seen));
  };

  const alternatives = (list: readonly Schema[], place: Place): string[] => {
    if (list.length === 0) return [];
    const inner = { ...place, indent: `${place.indent}  ` };
    return [
      union(
        list.map((each) => type(each, inner)),
        place.indent,
      ),
    ];
  };

  const ownType = (schema: JsonObject, place: Place): string | undefined => {
    const types = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type];
    if (types.length === 0) {
      if (isObject(schema.properties)) return objectType(schema, place);
      if (schema.items !== undefined || schema.prefixItems !== undefined) return arrayType(schema, place);
      return undefined;
    }
    return union(
      types.map((each) => {
        if (each === "object") return objectType(schema, place);
        if (each === "array") return arrayType(schema, place);
        if (each === "integer" || each === "number") return "number";
        return each === "string" || each === "boolean" || each === "null" ? each : "unknown";
      }),
      place.indent,
    );
  };

  const objectType = (schema: JsonObject, { direction, indent }: Place): string => {
    const all = isObject(schema.properties) ? Object.entries(schema.properties as JsonObject) : [];
    const properties = all.filter(([, property]) => !isForeign(property, direction, resolve));
    const required = new Set(Array.isArray(schema.required) ? schema.required : []);
    const others = schema.additionalProperties;
    const typedOthers = isObject(others) && Object.keys(others).length > 0;
    if (all.length === 0) {
      if (others === false) return "Record<string, never>";
      return typedOthers ? `{ [name: string]: ${type(others as Schema, { direction, indent })} }` : anyObject;
    }
    const inner = `${indent}  `;
    const lines = properties.map(([name, property]) => {
      const optional = required.has(name) ? "" : "?";
      const text = type(property as Schema, { direction, indent: inner });
      return `${comment(descriptionOf(property), inner)}${inner}${key(name)}${optional}:${spaced(text)};\n`;
    });
    // Typed properties must conform to an index signature too, so that it cannot be narrower than they are.
    if (typedOthers) lines.push(`${inner}[name: string]: unknown;\n`);
    return lines.length === 0 ? anyObject : `{\n${lines.join("")}${indent}}`;
  };

  const arrayType = (schema: JsonObject, { direction, indent }: Place): string => {
    const place = { direction, indent };
    const first = schemas(schema.prefixItems).map((each) => type(each, place));
    const items = type(schema.items as Schema | undefined, place);
    const list = /^\w+$/.test(items) ? `${items}[]` : `Array<${items}>`;
    if (first.length === 0) return list;
    const needed = typeof schema.minItems === "number" ? schema.minItems : 0;
    const places = first.map((each, index) => (index < needed ? each : `${optionalItem(each)}?`));
    return `[${[...places, ...(schema.items === false ? [] : [`...${list}`])].join(", ")}]`;
  };

  return {
    type: (schema, direction, indent = "") => type(schema, { direction, indent }),
    declarations() {
      const printed: string[] = [];
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
        const schema = resolve(next.reference) as Schema;
        const text = type(schema, { direction: next.direction, indent: "", within: next });
        printed.push(declaration(next.name, text, descriptionOf(schema as Json)));
      }
      return printed;
    },
  };
}

/** An optional item of a tuple: a union there needs parentheses. */
function optionalItem(type: string): string {
  return /^[\w.]+(\[\])?$/.test(type) || type.startsWith("{") ? type : `(${type})`;
}

function directReferences(schema: Schema | undefined): readonly string[] {
  if (!isObject(schema)) return [];
  const { $ref, allOf, anyOf, oneOf } = schema as JsonObject;
  if (typeof $ref === "string") return [$ref];
  return [allOf, anyOf, oneOf].flatMap(schemas).flatMap(directReferences);
}

function lastSegment(reference: string): string {
  const segment = reference.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return segment;
  }
}

function schemas(value: Json | undefined): Schema[] {
  return Array.isArray(value) ? (value as Schema[]) : [];
}

function descriptionOf(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema.description === "string" ? schema.description : undefined;
}
