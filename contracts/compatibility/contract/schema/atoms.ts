import { isObject, type Json, type JsonObject } from "../../../json.ts";
import type { Schema } from "../../../model/contract.ts";
import { pointer as join } from "../../../model/pointer.ts";
import { compilePattern, PatternTimeout } from "../../../schema/pattern.ts";
import { type Host, type Part, partAt } from "./place.ts";
import { isAbsentHere } from "./view.ts";

/** One thing that a place asks of a value, by itself: a place is the conjunction of its atoms. */
export interface Atom {
  /** The same on both sides for what is to be compared: `maximum`, `property age`, `required age`, `oneOf`. */
  readonly key: string;
  /** Where it stands. */
  readonly pointer: string;
  /** What it says, to be compared and told. */
  readonly value: Json;
  /** The atom as a schema of its own. */
  readonly schema: Schema;
  /** Where it is about a part of the value: what applies to that part. */
  readonly part?: Part;
}

/** What both sides must be cut along, so that atoms of the same key speak of the same parts of a value. */
export interface Cut {
  readonly names: ReadonlySet<string>;
  readonly prefixLength: number;
}

/** Keywords that stand for themselves: no neighbour changes what they mean (JSON Schema Validation §6). */
const plainKeywords = [
  ...["type", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"],
  ...["pattern", "format", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"],
  ...["anyOf", "oneOf", "not", "propertyNames", "dependentSchemas", "dependentRequired", "dependencies"],
];

/** Keywords that mean something together. */
const joinedKeywords = { if: ["if", "then", "else"], contains: ["contains", "minContains", "maxContains"] } as const;

/** The longest `prefixItems` of a place. */
export function prefixLengthOf(hosts: readonly Host[]): number {
  return Math.max(0, ...hosts.map(({ schema }) => (Array.isArray(schema.prefixItems) ? schema.prefixItems.length : 0)));
}

/** All atoms of a place, by key. `whole` is the place as one schema: `unevaluated…` depends on all of it. */
export function atomsOf(hosts: readonly Host[], cut: Cut, whole: Schema): ReadonlyMap<string, readonly Atom[]> {
  const atoms = hosts.flatMap((host) => [
    ...plainAtoms(host),
    ...valueAtoms(host),
    ...memberAtoms(host, cut.names),
    ...itemAtoms(host, cut.prefixLength),
    ...unevaluatedAtoms(host, whole),
  ]);
  return Map.groupBy(atoms, ({ key }) => key);
}

function plainAtoms({ schema, pointer }: Host): readonly Atom[] {
  const atoms: Atom[] = plainKeywords.flatMap((key) => {
    const value = schema[key];
    if (value === undefined || value === false) return [];
    // Copied where it is an object of the document but no schema: a derived schema refers to what stands in the document.
    const own = key === "dependentRequired" || key === "dependencies" ? structuredClone(value) : value;
    return [{ key, pointer: pointer + join(key), value, schema: { [key]: own } }];
  });
  for (const [key, keywords] of Object.entries(joinedKeywords)) {
    if (schema[key] === undefined) continue;
    const value = Object.fromEntries(
      keywords.flatMap((keyword) => (schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]])),
    ) as JsonObject;
    atoms.push({ key, pointer: pointer + join(key), value, schema: value });
  }
  return atoms;
}

/** `const` is an `enum` of one value. */
function valueAtoms({ schema, pointer }: Host): readonly Atom[] {
  return ["enum", "const"].flatMap((keyword) => {
    const value = schema[keyword];
    if (value === undefined) return [];
    const values = keyword === "const" ? [value] : (value as readonly Json[]);
    return [{ key: "values", pointer: pointer + join(keyword), value: values, schema: { enum: values } }];
  });
}

/** Members, each by itself; what `additionalProperties` says is also said for each name that only the other side has. */
function memberAtoms(host: Host, names: ReadonlySet<string>): readonly Atom[] {
  const { schema, pointer } = host;
  const properties = (isObject(schema.properties) ? schema.properties : {}) as JsonObject;
  const patterns = (isObject(schema.patternProperties) ? schema.patternProperties : {}) as JsonObject;
  const atoms: Atom[] = [];
  for (const name of Object.keys(properties)) {
    const part = partAt(host, "properties", name);
    if (isAbsentHere(part.schema)) continue;
    atoms.push(atomOf(`property ${name}`, part, { properties: { [name]: part.schema } }));
  }
  for (const pattern of Object.keys(patterns)) {
    const part = partAt(host, "patternProperties", pattern);
    atoms.push(atomOf(`pattern ${pattern}`, part, { patternProperties: { [pattern]: part.schema } }));
  }
  for (const name of Array.isArray(schema.required) ? schema.required : []) {
    if (typeof name !== "string") continue;
    const declared = Object.hasOwn(properties, name);
    const place = declared ? join("properties", name) : join("required");
    atoms.push({ key: `required ${name}`, pointer: pointer + place, value: true, schema: { required: [name] } });
  }
  if (!isRestriction(schema.additionalProperties)) return atoms;
  const rest = partAt(host, "additionalProperties");
  const unnamed = [...names].filter((name) => !Object.hasOwn(properties, name) && !matchesAny(patterns, name));
  for (const name of unnamed) atoms.push(atomOf(`property ${name}`, rest, { properties: { [name]: rest.schema } }));
  const open = [...new Set([...names, ...Object.keys(properties)])].map((name) => [name, true]);
  const openPatterns = Object.keys(patterns).map((pattern) => [pattern, true]);
  atoms.push(
    atomOf("additional", rest, {
      properties: Object.fromEntries(open),
      ...(openPatterns.length === 0 ? {} : { patternProperties: Object.fromEntries(openPatterns) }),
      additionalProperties: rest.schema,
    }),
  );
  return atoms;
}

function itemAtoms(host: Host, prefixLength: number): readonly Atom[] {
  const prefix = Array.isArray(host.schema.prefixItems) ? host.schema.prefixItems : [];
  const rest = isRestriction(host.schema.items) ? partAt(host, "items") : undefined;
  const atoms: Atom[] = [];
  const before = (position: number) => Array.from({ length: position }, () => true);
  for (let position = 0; position < prefixLength; position++) {
    const part = position < prefix.length ? partAt(host, "prefixItems", position) : rest;
    if (part === undefined) continue;
    atoms.push(atomOf(`item ${position}`, part, { prefixItems: [...before(position), part.schema] }));
  }
  if (rest !== undefined) {
    const earlier = prefixLength === 0 ? {} : { prefixItems: before(prefixLength) };
    atoms.push(atomOf("items", rest, { ...earlier, items: rest.schema }));
  }
  return atoms;
}

function unevaluatedAtoms({ schema, pointer }: Host, whole: Schema): readonly Atom[] {
  return ["unevaluatedProperties", "unevaluatedItems"].flatMap((key) => {
    const value = schema[key];
    return isRestriction(value) ? [{ key, pointer: pointer + join(key), value, schema: whole }] : [];
  });
}

function atomOf(key: string, part: Part, schema: JsonObject): Atom {
  return { key, pointer: part.pointer, value: part.schema, schema, part };
}

/** Whether a member is declared; what is said of all other members, or that it may not be there, is no declaration. */
export function speaksOf(atoms: readonly Atom[]): boolean {
  return atoms.some(({ value, pointer }) => value !== false && !pointer.endsWith("/additionalProperties"));
}

/** Whether a schema says anything: `true` and `{}` do not, and neither does a keyword that is missing. */
export function isRestriction(schema: Json | undefined): schema is Json {
  return schema !== undefined && schema !== true && !(isObject(schema) && Object.keys(schema).length === 0);
}

/** Whether a name fits one of the patterns; one that takes too long to tell is taken to fit. */
export function matchesAny(patterns: JsonObject, name: string): boolean {
  return Object.keys(patterns).some((pattern) => {
    try {
      return compilePattern(pattern).test(name);
    } catch (error) {
      if (error instanceof PatternTimeout) return true;
      throw error;
    }
  });
}
