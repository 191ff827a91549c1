import type { Json, JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";

/** Prints types, and gathers the named schemas that they need. */
export interface TypePrinter {
  /** A TypeScript type that every valid value has; `indent` is that of the line it stands on. */
  type(schema: Schema | undefined, indent?: string): string;
  /** Declarations of all named schemas that were printed so far, and of those that they need in turn. */
  declarations(): string[];
}

/** Resolves a `$ref` within the document; undefined where it leads nowhere. */
export type ResolveReference = (reference: string) => Schema | undefined;

/** A union that is longer gets one line for each member. */
const lineLength = 80;
/** Global types that a declaration would hide from the rest of the file, or from its reader. */
const globals = new Set([
  "Array",
  "Boolean",
  "Date",
  "Error",
  "Map",
  "Number",
  "Object",
  "Promise",
  "Record",
  "Set",
  "String",
]);
const anyObject = "Record<string, unknown>";

/**
 * A printer from JSON Schema 2020-12 to TypeScript. Keywords that a type cannot say (bounds, patterns, `not`, conditions)
 * widen the type; they never narrow it. Objects are printed closed unless their schema types the other properties. No
 * declaration gets one of the `reserved` names.
 */
export function createTypePrinter(resolve: ResolveReference, reserved: readonly string[] = []): TypePrinter {
  const names = new Map<string, string>();
  const pending: string[] = [];

  const named = (reference: string): string => {
    const known = names.get(reference);
    if (known !== undefined) return known;
    if (resolve(reference) === undefined) return "unknown";
    const base = typeName(decodeURIComponent(reference.split("/").at(-1) ?? "").replaceAll("~1", "/"));
    const taken = new Set(names.values());
    const first = globals.has(base) || reserved.includes(base) ? `${base}Type` : base;
    let name = first;
    for (let number = 2; taken.has(name); number++) name = `${first}${number}`;
    names.set(reference, name);
    pending.push(reference);
    return name;
  };

  const type = (schema: Schema | undefined, indent = ""): string => {
    if (schema === undefined || schema === true) return "unknown";
    if (schema === false) return "never";
    if (typeof schema.$ref === "string") return named(schema.$ref);
    if ("const" in schema) return JSON.stringify(schema.const);
    if (Array.isArray(schema.enum))
      return union(
        schema.enum.map((value) => JSON.stringify(value)),
        indent,
      );
    const parts = [
      ...["oneOf", "anyOf"].flatMap((keyword) => {
        const alternatives = schemas(schema[keyword]);
        return alternatives.length === 0
          ? []
          : [
              union(
                alternatives.map((each) => type(each, `${indent}  `)),
                indent,
              ),
            ];
      }),
      ...schemas(schema.allOf).map((each) => type(each, indent)),
    ];
    const own = ownType(schema, indent);
    if (own !== undefined) parts.push(own);
    const distinct = [...new Set(parts)].filter((part) => part !== "unknown");
    const telling = distinct.length > 1 ? distinct.filter((part) => part !== anyObject) : distinct;
    if (telling.length === 1) return telling[0] as string;
    return telling.length === 0 ? "unknown" : telling.map((part) => `(${part})`).join(" & ");
  };

  const ownType = (schema: JsonObject, indent: string): string | undefined => {
    const types = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type];
    if (types.length === 0) {
      if (isObject(schema.properties)) return objectType(schema, indent);
      if (schema.items !== undefined || schema.prefixItems !== undefined) return arrayType(schema, indent);
      return undefined;
    }
    return union(
      types.map((each) => {
        if (each === "object") return objectType(schema, indent);
        if (each === "array") return arrayType(schema, indent);
        if (each === "integer" || each === "number") return "number";
        return each === "string" || each === "boolean" || each === "null" ? each : "unknown";
      }),
      indent,
    );
  };

  const objectType = (schema: JsonObject, indent: string): string => {
    const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
    const required = new Set(Array.isArray(schema.required) ? schema.required : []);
    const others = schema.additionalProperties;
    const typedOthers = isObject(others) && Object.keys(others).length > 0;
    if (properties.length === 0) {
      if (others === false) return "Record<string, never>";
      return typedOthers ? `Record<string, ${type(others as Schema, indent)}>` : anyObject;
    }
    const inner = `${indent}  `;
    const lines = properties.map(([name, property]) => {
      const optional = required.has(name) ? "" : "?";
      return `${comment(descriptionOf(property), inner)}${inner}${key(name)}${optional}: ${type(property as Schema, inner)};\n`;
    });
    // Typed properties must conform to an index signature too, so that it cannot be narrower than they are.
    if (typedOthers) lines.push(`${inner}[name: string]: unknown;\n`);
    return `{\n${lines.join("")}${indent}}`;
  };

  const arrayType = (schema: JsonObject, indent: string): string => {
    const first = schemas(schema.prefixItems).map((each) => type(each, indent));
    const items = type(schema.items as Schema | undefined, indent);
    const list = /^\w+$/.test(items) ? `${items}[]` : `Array<${items}>`;
    if (first.length === 0) return list;
    return `[${[...first, ...(schema.items === false ? [] : [`...${list}`])].join(", ")}]`;
  };

  const declarations = (): string[] => {
    const printed: string[] = [];
    for (let reference = pending.shift(); reference !== undefined; reference = pending.shift()) {
      const schema = resolve(reference) as Schema;
      const name = names.get(reference) as string;
      printed.push(declaration(name, type(schema), descriptionOf(schema as Json)));
    }
    return printed;
  };
  return { type, declarations };
}

/** An exported declaration: an interface for an object, else a type alias. */
export function declaration(name: string, type: string, description?: string): string {
  // Only the closing brace of the whole stands at the start of a line.
  const isPlainObject = type.startsWith("{\n") && type.indexOf("\n}") === type.length - 2;
  const alias = type.startsWith("\n") ? type : ` ${type}`;
  return `${comment(description, "")}export ${isPlainObject ? `interface ${name} ${type}` : `type ${name} =${alias};`}\n`;
}

/** A documentation comment; nothing in it can end it. */
export function comment(text: string | undefined, indent: string): string {
  const lines = (text ?? "")
    .replaceAll("*/", "*\\/")
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}

/** A name in PascalCase that TypeScript takes: `retailer-order` is `RetailerOrder`. */
export function typeName(text: string): string {
  const name = text
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return /^\p{L}/u.test(name) ? name : `Type${name}`;
}

/** A property's name, quoted where it must be. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function union(types: readonly string[], indent: string): string {
  const distinct = [...new Set(types)];
  const line = distinct.join(" | ");
  if (distinct.length === 1 || (!line.includes("\n") && line.length < lineLength)) return line;
  return distinct.map((each) => `\n${indent}  | ${each}`).join("");
}

function schemas(value: Json | undefined): Schema[] {
  return Array.isArray(value) ? (value as Schema[]) : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function descriptionOf(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema.description === "string" ? schema.description : undefined;
}
