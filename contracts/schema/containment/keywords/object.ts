import { isObject, type Json, type JsonObject } from "../../../json.ts";
import { type Formula, type Formulas, types } from "../formula.ts";
import type { Place, Translation } from "../translate.ts";
import { countOf, namesOf, refuse } from "./read.ts";

/** The keywords for objects (JSON Schema Core §10.3.2, §10.2.2.4, Validation §6.5; draft 7: Validation §6.5.7). */
export function translateObject(translation: Translation, place: Place, schema: JsonObject): Formula[] {
  const { formulas } = translation;
  const parts: Formula[] = [];
  const at = (value: Json | undefined, keyword: string) =>
    translation.formula(translation.within(place, value, keyword));
  const [least, most] = [countOf(schema, "minProperties"), countOf(schema, "maxProperties")];
  if (least !== undefined) parts.push(formulas.atom({ kind: "size", of: "object", is: "least", count: least }));
  if (most !== undefined) parts.push(formulas.atom({ kind: "size", of: "object", is: "most", count: most }));
  for (const name of namesOf(schema.required, "required")) parts.push(has(formulas, name));
  for (const [name, part] of entriesOf(schema, "properties")) {
    parts.push(everyMember(formulas, nameIs(formulas, [name]), at(part, "properties")));
  }
  for (const [source, part] of entriesOf(schema, "patternProperties")) {
    parts.push(everyMember(formulas, nameMatches(formulas, source), at(part, "patternProperties")));
  }
  if (schema.additionalProperties !== undefined) {
    const others = formulas.not(namedBy(formulas, schema));
    parts.push(everyMember(formulas, others, at(schema.additionalProperties, "additionalProperties")));
  }
  if (schema.propertyNames !== undefined) {
    const wrong = formulas.not(at(schema.propertyNames, "propertyNames"));
    parts.push(everyMember(formulas, formulas.all([formulas.type(types.string), wrong]), formulas.nothing));
  }
  const current = place.resource.dialect === "2020-12";
  const requiring = current ? entriesOf(schema, "dependentRequired") : [];
  for (const [name, names] of requiring)
    parts.push(...dependentNames(formulas, name, names as Json, "dependentRequired"));
  const dependent = current ? entriesOf(schema, "dependentSchemas") : [];
  for (const [name, part] of dependent) parts.push(formulas.any([lacks(formulas, name), at(part, "dependentSchemas")]));
  // In 2020-12 the keyword is gone, but validators still honour it, and it cannot mean anything else.
  for (const [name, part] of entriesOf(schema, "dependencies")) {
    if (Array.isArray(part)) parts.push(...dependentNames(formulas, name, part, "dependencies"));
    else parts.push(formulas.any([lacks(formulas, name), at(part, "dependencies")]));
  }
  return parts;
}

/** The names that `properties` and `patternProperties` of a schema speak of. */
export function namedBy(formulas: Formulas, schema: JsonObject): Formula {
  const named = entriesOf(schema, "properties").map(([name]) => name);
  const matched = entriesOf(schema, "patternProperties").map(([source]) => nameMatches(formulas, source));
  return formulas.any([nameIs(formulas, named), ...matched]);
}

/** The object has a member of this name; any other value has what it needs. */
export function has(formulas: Formulas, name: string): Formula {
  return formulas.atom({ kind: "members", is: "some", name: nameIs(formulas, [name]), value: formulas.anything });
}

/** The object has no member of this name; any other value has none. */
function lacks(formulas: Formulas, name: string): Formula {
  return everyMember(formulas, nameIs(formulas, [name]), formulas.nothing);
}

export function everyMember(formulas: Formulas, name: Formula, value: Formula): Formula {
  return formulas.atom({ kind: "members", is: "every", name, value });
}

/** The entries of a keyword whose value is a map. */
export function entriesOf(schema: JsonObject, keyword: string): [string, Json][] {
  const value = schema[keyword];
  if (value === undefined) return [];
  return isObject(value) ? (Object.entries(value) as [string, Json][]) : refuse(keyword, value);
}

function dependentNames(formulas: Formulas, name: string, names: Json, keyword: string): Formula[] {
  return namesOf(names, keyword).map((other) => formulas.any([lacks(formulas, name), has(formulas, other)]));
}

function nameIs(formulas: Formulas, names: readonly string[]): Formula {
  const values = [...new Set(names)].sort();
  return formulas.all([formulas.type(types.string), formulas.atom({ kind: "string", test: { is: "in", values } })]);
}

function nameMatches(formulas: Formulas, source: string): Formula {
  return formulas.all([
    formulas.type(types.string),
    formulas.atom({ kind: "string", test: { is: "pattern", source } }),
  ]);
}
