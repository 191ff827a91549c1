import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { canonical } from "../equality.ts";
import { closureKey } from "./closure.ts";
import { type Deferred, type Formula, type Formulas, types } from "./formula.ts";
import { translateArray } from "./keywords/array.ts";
import { translateObject } from "./keywords/object.ts";
import { translateScalar } from "./keywords/scalar.ts";
import { Undecided } from "./outcome.ts";
import type { Resource, Resources } from "./resources.ts";
import { unevaluatedItems, unevaluatedProperties } from "./unevaluated.ts";
import { valueFormula } from "./values.ts";

/** Whether `format` says something about the value (JSON Schema Validation §7.2.2) or only notes it (§7.2.1). */
export type FormatReading = "asserted" | "annotated";

/** A schema where it stands: what its references mean depends on its resource and on the dynamic scope. */
export interface Place {
  readonly schema: Schema;
  readonly resource: Resource;
  /** By the name of a `$dynamicAnchor`, the outermost schema of the dynamic scope that has it (Core §8.2.3.2). */
  readonly scope: ReadonlyMap<string, Place>;
}

/** Turns the schemas of one document into formulas. */
export interface Translation {
  readonly formulas: Formulas;
  readonly reading: FormatReading;
  /** The place where validation starts. */
  start(schema: Schema, resource: Resource): Place;
  /** A schema within the schema of a place. */
  within(place: Place, schema: Json | undefined, keyword: string): Place;
  formula(place: Place): Formula;
  /** What the `$ref` or `$dynamicRef` of a place leads to. */
  targets(place: Place): Place[];
}

/** How deep schemas may be nested: the search descends by calls. */
const maxDepth = 400;

/** Throws `Undecided` where a keyword has a value that means nothing. */
export function createTranslation(formulas: Formulas, resources: Resources, reading: FormatReading): Translation {
  const known = new WeakMap<object, [ReadonlyMap<string, Place>, Formula][]>();
  const keys = new WeakMap<object, [ReadonlyMap<string, Place>, string][]>();
  const scopes: ReadonlyMap<string, Place>[] = [];
  const noScope: ReadonlyMap<string, Place> = new Map();
  let depth = 0;
  const translation: Translation = {
    formulas,
    reading,
    start: (schema, resource) => enter(schema, resource, noScope),
    within,
    formula,
    targets,
  };
  return translation;

  function within(place: Place, schema: Json | undefined, keyword: string): Place {
    if (typeof schema !== "boolean" && !isObject(schema)) throw new Undecided(`the keyword ${keyword} has no schema`);
    return enter(schema as Schema, resources.resourceOf(schema as Schema, place.resource), place.scope);
  }

  function enter(schema: Schema, resource: Resource, scope: ReadonlyMap<string, Place>): Place {
    if ([...resource.dynamicAnchors.keys()].every((name) => scope.has(name))) return { schema, resource, scope };
    const wider = new Map(scope);
    for (const [name, anchored] of resource.dynamicAnchors) {
      if (!wider.has(name))
        wider.set(name, { schema: anchored, resource: resources.resourceOf(anchored, resource), scope });
    }
    return { schema, resource, scope: sharedScope(wider) };
  }

  /** Scopes with the same members are the same object, so that what is known under one is known under the other. */
  function sharedScope(scope: ReadonlyMap<string, Place>): ReadonlyMap<string, Place> {
    const equal = scopes.find(
      (known) =>
        known.size === scope.size && [...known].every(([name, { schema }]) => scope.get(name)?.schema === schema),
    );
    if (equal !== undefined) return equal;
    scopes.push(scope);
    return scope;
  }

  function targets(place: Place): Place[] {
    if (typeof place.schema === "boolean") return [];
    const { $ref, $dynamicRef, $recursiveRef } = place.schema;
    const found: Place[] = [];
    if (typeof $ref === "string") {
      const { schema, resource } = resources.resolve($ref, place.resource);
      found.push(enter(schema, resource, place.scope));
    }
    if (place.resource.dialect !== "2020-12") return found;
    if ($recursiveRef !== undefined) throw new Undecided("the keyword $recursiveRef is of another dialect");
    if (typeof $dynamicRef === "string") {
      const { schema, resource, dynamic } = resources.resolve($dynamicRef, place.resource);
      const outermost = dynamic === undefined ? undefined : place.scope.get(dynamic);
      found.push(enter(outermost?.schema ?? schema, outermost?.resource ?? resource, place.scope));
    }
    return found;
  }

  function formula(place: Place): Formula {
    const { schema } = place;
    if (typeof schema === "boolean") return schema ? formulas.anything : formulas.nothing;
    const here = known.get(schema) ?? [];
    const found = here.find(([scope]) => scope === place.scope);
    if (found !== undefined) return found[1];
    if (++depth > maxDepth) throw new Undecided("the schema is nested too deeply");
    const made = formulas.all(conjuncts(place, schema));
    depth--;
    known.set(schema, [...here, [place.scope, made]]);
    return made;
  }

  function conjuncts(place: Place, schema: JsonObject): Formula[] {
    const parts = targets(place).map((target) => formulas.deferred(deferred(target)));
    if (place.resource.dialect === "draft-07" && typeof schema.$ref === "string") return parts;
    parts.push(...combined(place, schema));
    parts.push(...translateScalar(translation, schema));
    parts.push(...translateArray(translation, place, schema));
    parts.push(...translateObject(translation, place, schema));
    if (place.resource.dialect === "2020-12") {
      if (schema.unevaluatedItems !== undefined) parts.push(unevaluatedItems(translation, place));
      if (schema.unevaluatedProperties !== undefined) parts.push(unevaluatedProperties(translation, place));
    }
    return parts;
  }

  function deferred(place: Place): Deferred {
    const name =
      typeof place.schema === "object" && typeof place.schema.$id === "string" ? place.schema.$id : "a schema";
    return { key: keyOf(place), name, expand: () => formula(place) };
  }

  function keyOf(place: Place): string {
    if (typeof place.schema === "boolean") return String(place.schema);
    const here = keys.get(place.schema) ?? [];
    const found = here.find(([scope]) => scope === place.scope);
    if (found !== undefined) return found[1];
    const key = closureKey(place, { within, targets });
    keys.set(place.schema, [...here, [place.scope, key]]);
    return key;
  }

  function combined(place: Place, schema: JsonObject): Formula[] {
    const parts: Formula[] = [];
    const list = (keyword: string): Formula[] | undefined => {
      const value = schema[keyword];
      if (value === undefined) return undefined;
      if (!Array.isArray(value) || value.length === 0)
        throw new Undecided(`the keyword ${keyword} has no list of schemas`);
      return value.map((part) => formula(within(place, part, keyword)));
    };
    const single = (keyword: string) =>
      schema[keyword] === undefined ? undefined : formula(within(place, schema[keyword], keyword));
    if (schema.type !== undefined) parts.push(typeFormula(schema.type));
    if (schema.const !== undefined) parts.push(valueFormula(formulas, [schema.const]));
    if (schema.enum !== undefined) {
      if (!Array.isArray(schema.enum)) throw new Undecided("the keyword enum has no list");
      parts.push(valueFormula(formulas, schema.enum));
    }
    parts.push(...(list("allOf") ?? []));
    const listed = Array.isArray(schema.anyOf) ? literalsOf(schema.anyOf) : undefined;
    const anyOf = listed === undefined ? list("anyOf") : undefined;
    if (listed !== undefined) parts.push(valueFormula(formulas, listed));
    if (anyOf !== undefined) parts.push(formulas.any(anyOf));
    const oneOf = list("oneOf");
    if (oneOf !== undefined) parts.push(exactlyOne(oneOf));
    const not = single("not");
    if (not !== undefined) parts.push(formulas.not(not));
    const [condition, then, otherwise] = [single("if"), single("then"), single("else")];
    if (condition !== undefined) {
      if (then !== undefined) parts.push(formulas.any([formulas.not(condition), then]));
      if (otherwise !== undefined) parts.push(formulas.any([condition, otherwise]));
    }
    return parts;
  }

  /** At least one, and of each two not both: the negation then is as flat as the statement. */
  function exactlyOne(branches: readonly Formula[]): Formula {
    const pairs = branches.flatMap((left, index) =>
      branches.slice(index + 1).map((right) => formulas.any([formulas.not(left), formulas.not(right)])),
    );
    return formulas.all([formulas.any(branches), ...pairs]);
  }

  function typeFormula(given: Json): Formula {
    const names = Array.isArray(given) ? given : [given];
    let mask = 0;
    for (const name of names) {
      const bits = typeof name === "string" && Object.hasOwn(typeMasks, name) ? typeMasks[name] : undefined;
      if (bits === undefined) throw new Undecided(`the keyword type names ${canonical(name)}`);
      mask |= bits;
    }
    if (!names.includes("integer") || names.includes("number")) return formulas.type(mask);
    const whole = formulas.atom({ kind: "number", test: { is: "multiple", value: 1 } });
    return formulas.all([formulas.type(mask), whole]);
  }
}

/** The values of branches that do nothing but list values; undefined where one of them does more. */
function literalsOf(branches: readonly Json[]): readonly Json[] | undefined {
  const values: Json[] = [];
  for (const branch of branches) {
    if (!isObject(branch)) return undefined;
    const keywords = Object.keys(branch);
    if (keywords.length !== 1) return undefined;
    if (keywords[0] === "const") values.push(branch.const as Json);
    else if (keywords[0] === "enum" && Array.isArray(branch.enum)) values.push(...(branch.enum as Json[]));
    else return undefined;
  }
  return values.length === 0 ? undefined : values;
}

const typeMasks: Readonly<Record<string, number>> = {
  null: types.null,
  boolean: types.true | types.false,
  integer: types.number,
  number: types.number,
  string: types.string,
  array: types.array,
  object: types.object,
};
