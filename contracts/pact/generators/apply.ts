import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { Random } from "../../random.ts";
import { bodyOfText } from "../body.ts";
import { formatOf } from "../content-type.ts";
import { textOf } from "../match/show.ts";
import type { PactBody } from "../pact.ts";
import { type PathToken, parsePathExpression } from "../path-expression.ts";
import { formatQuery, parseQuery } from "../query.ts";
import { tokensOfName } from "../read/rules.ts";
import type { GeneratorContext } from "./context.ts";
import { generateValue } from "./value.ts";

/** Generates a value for one place; undefined: the example is kept. */
export type Draw = (generator: JsonObject, place: string) => Json | undefined;

/** Draws values from one source of chance: what one place gets does not depend on the others. */
export function drawFrom(context: GeneratorContext, random: Random): Draw {
  return (generator, place) => generateValue(generator, context, random.fork(place));
}

/** The generators of a category, by name or path; none where the category is missing. */
export function generatorsOf(generators: JsonObject, category: string): readonly (readonly [string, JsonObject])[] {
  const found = generators[category];
  if (!isObject(found)) return [];
  return Object.entries(found).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
}

/** The one generator of a category that is a single value: path or status. */
export function singleGenerator(generators: JsonObject, category: string): JsonObject | undefined {
  const found = generators[category];
  return isObject(found) && found.type !== undefined ? (found as JsonObject) : undefined;
}

/** Replaces the values of named texts (headers, parameters) by generated ones; `isName` compares names. */
export function replaceTexts<T extends string | null>(
  texts: ReadonlyMap<string, readonly (T | string)[]>,
  generators: readonly (readonly [string, JsonObject])[],
  draw: Draw,
  isName: (left: string, right: string) => boolean,
): ReadonlyMap<string, readonly (T | string)[]> {
  const replaced = new Map(texts);
  for (const [key, generator] of generators) {
    const [first, index] = (key.startsWith("$") ? parsePathExpression(key) : tokensOfName(key)) ?? [];
    const wanted = first?.kind === "name" ? first.name : key;
    for (const [name, values] of replaced) {
      if (!isName(name, wanted)) continue;
      const value = draw(generator, key);
      if (value === undefined) continue;
      const at = index?.kind === "index" ? index.index : undefined;
      replaced.set(
        name,
        values.map((old, place) => (at === undefined || at === place ? textOf(value) : old)),
      );
    }
  }
  return replaced;
}

/** Replaces what generators name in a body: places in JSON, parameters of a form, or a text as a whole. */
export function replaceInBody(
  body: PactBody,
  generators: readonly (readonly [string, JsonObject])[],
  draw: Draw,
): PactBody {
  if (generators.length === 0) return body;
  if (body.kind === "json") {
    return {
      ...body,
      value: generators.reduce((value, [path, generator]) => replaceAt(value, path, generator, draw), body.value),
    };
  }
  if (body.kind !== "text") return body;
  if (formatOf(body.contentType) === "form") {
    const form = replaceTexts(parseQuery(body.text), generators, draw, (left, right) => left === right);
    return { ...body, text: formatQuery(form) };
  }
  const [path, generator] = generators[0] ?? [];
  const value = path === "$" && generator !== undefined ? draw(generator, path) : undefined;
  return value === undefined ? body : bodyOfText(textOf(value), body.contentType);
}

function replaceAt(value: unknown, path: string, generator: JsonObject, draw: Draw): unknown {
  const tokens = parsePathExpression(path);
  if (tokens === undefined) return value;
  return replace(value, tokens, path, (old, place) => {
    const drawn = draw(generator, place);
    if (drawn === undefined) return old;
    // A random number in place of a text stays a text, as the example has it; what a state gave is taken as it is.
    const isText = typeof old === "string" && typeof drawn === "number" && generator.type !== "ProviderState";
    return isText ? textOf(drawn) : drawn;
  });
}

/** A copy with what the path names replaced; what is not there is not made. */
function replace(
  value: unknown,
  [token, ...rest]: readonly PathToken[],
  place: string,
  by: (old: unknown, place: string) => unknown,
): unknown {
  if (token === undefined) return by(value, place);
  const fits = (key: string) =>
    token.kind === "any" ||
    token.kind === "any-item" ||
    key === (token.kind === "name" ? token.name : String(token.index));
  if (Array.isArray(value)) {
    return value.map((item, index) => (fits(String(index)) ? replace(item, rest, `${place}/${index}`, by) : item));
  }
  if (!isObject(value) || token.kind === "any-item") return value;
  const members = Object.entries(value).map(([key, item]) => [
    key,
    fits(key) ? replace(item, rest, `${place}/${key}`, by) : item,
  ]);
  return Object.fromEntries(members);
}
