import { isObject, type JsonObject } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { resolvePointer } from "../../model/pointer.ts";
import { canonical } from "../equality.ts";

/** What a schema says of a value: whether it is valid, and which members and items it has evaluated (Core §11). */
interface Judgement {
  readonly valid: boolean;
  readonly evaluated: ReadonlySet<string | number>;
}

const refused: Judgement = { valid: false, evaluated: new Set() };

/**
 * A validator of JSON Schema 2020-12, as plain as the standard's text and as slow: an oracle beside ajv, which takes items
 * for evaluated by a branch that failed. References are pointers into `root`.
 */
export function isValid(root: Schema, value: unknown): boolean {
  return judge(root, value).valid;

  function judge(schema: Schema, instance: unknown): Judgement {
    if (typeof schema === "boolean") return { valid: schema, evaluated: new Set() };
    const evaluated = new Set<string | number>();
    const passes = (part: Schema, inner: unknown) => judge(part, inner).valid;
    const take = ({ valid, evaluated: more }: Judgement) => {
      if (valid) for (const key of more) evaluated.add(key);
      return valid;
    };
    const list = (keyword: string) => (schema[keyword] ?? []) as Schema[];
    const each = (keyword: string) => list(keyword).map((part) => take(judge(part, instance)));
    if (!scalarsHold(schema, instance)) return refused;
    if (typeof schema.$ref === "string") {
      if (!take(judge(resolvePointer(root, schema.$ref.slice(1)) as Schema, instance))) return refused;
    }
    if (each("allOf").includes(false)) return refused;
    if (schema.anyOf !== undefined && !each("anyOf").includes(true)) return refused;
    if (schema.oneOf !== undefined && each("oneOf").filter(Boolean).length !== 1) return refused;
    if (schema.not !== undefined && passes(schema.not as Schema, instance)) return refused;
    if (schema.if !== undefined) {
      const next = take(judge(schema.if as Schema, instance)) ? schema.then : schema.else;
      if (next !== undefined && !take(judge(next as Schema, instance))) return refused;
    }
    if (Array.isArray(instance) && !itemsHold(schema, instance)) return refused;
    if (isObject(instance) && !membersHold(schema, instance)) return refused;
    return { valid: true, evaluated };

    function itemsHold(of: JsonObject, items: readonly unknown[]): boolean {
      const prefix = (of.prefixItems ?? []) as Schema[];
      const meets = (part: Schema, position: number) => {
        evaluated.add(position);
        return passes(part, items[position]);
      };
      for (const position of items.keys()) {
        const part = prefix[position] ?? of.items;
        if (part !== undefined && !meets(part as Schema, position)) return false;
      }
      if (of.contains !== undefined) {
        const found = [...items.keys()].filter((position) => passes(of.contains as Schema, items[position]));
        for (const position of found) evaluated.add(position);
        if (found.length < Number(of.minContains ?? 1)) return false;
        if (found.length > Number(of.maxContains ?? Number.POSITIVE_INFINITY)) return false;
      }
      if (of.uniqueItems === true && new Set(items.map(canonical)).size < items.length) return false;
      const rest = of.unevaluatedItems as Schema | undefined;
      if (rest === undefined) return true;
      return [...items.keys()].every((position) => evaluated.has(position) || meets(rest, position));
    }

    function membersHold(of: JsonObject, members: Record<string, unknown>): boolean {
      const names = Object.keys(members);
      const map = (keyword: string) => Object.entries((of[keyword] ?? {}) as Record<string, never>);
      const meets = (part: Schema, name: string) => {
        evaluated.add(name);
        return passes(part, members[name]);
      };
      for (const name of names) {
        const own = map("properties").filter(([key]) => key === name);
        const matched = map("patternProperties").filter(([source]) => new RegExp(source, "u").test(name));
        const parts = [...own, ...matched].map(([, part]) => part as Schema);
        if (parts.length === 0 && of.additionalProperties !== undefined) parts.push(of.additionalProperties as Schema);
        if (!parts.every((part) => meets(part, name))) return false;
      }
      if (of.propertyNames !== undefined && !names.every((name) => passes(of.propertyNames as Schema, name)))
        return false;
      for (const [name, required] of map("dependentRequired")) {
        if (names.includes(name) && !(required as string[]).every((other) => names.includes(other))) return false;
      }
      for (const [name, part] of map("dependentSchemas")) {
        if (names.includes(name) && !take(judge(part as Schema, members))) return false;
      }
      const rest = of.unevaluatedProperties as Schema | undefined;
      return rest === undefined || names.every((name) => evaluated.has(name) || meets(rest, name));
    }
  }
}

/** The keywords that look at no part of the value. */
function scalarsHold(schema: JsonObject, instance: unknown): boolean {
  const least = (keyword: string, size: number) => size >= Number(schema[keyword] ?? Number.NEGATIVE_INFINITY);
  const most = (keyword: string, size: number) => size <= Number(schema[keyword] ?? Number.POSITIVE_INFINITY);
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOfType(instance, String(type)))) return false;
  if (schema.const !== undefined && canonical(schema.const) !== canonical(instance)) return false;
  if (
    schema.enum !== undefined &&
    !(schema.enum as unknown[]).some((value) => canonical(value) === canonical(instance))
  )
    return false;
  if (typeof instance === "number") {
    if (!least("minimum", instance) || !most("maximum", instance)) return false;
    if (schema.exclusiveMinimum !== undefined && instance <= Number(schema.exclusiveMinimum)) return false;
    if (schema.exclusiveMaximum !== undefined && instance >= Number(schema.exclusiveMaximum)) return false;
    return schema.multipleOf === undefined || Number.isInteger(instance / Number(schema.multipleOf));
  }
  if (typeof instance === "string") {
    const length = [...instance].length;
    if (!least("minLength", length) || !most("maxLength", length)) return false;
    return schema.pattern === undefined || new RegExp(String(schema.pattern), "u").test(instance);
  }
  if (Array.isArray(instance)) return least("minItems", instance.length) && most("maxItems", instance.length);
  if (!isObject(instance)) return true;
  const count = Object.keys(instance).length;
  if (!least("minProperties", count) || !most("maxProperties", count)) return false;
  return ((schema.required ?? []) as string[]).every((name) => Object.hasOwn(instance, name));
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  return type === "object" ? isObject(value) : typeof value === type;
}
