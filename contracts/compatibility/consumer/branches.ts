import { isObject, type JsonObject } from "../../json.ts";
import { parsePointer, pointer, resolvePointer } from "../../model/pointer.ts";
import type { HttpInteraction } from "../../pact/pact.ts";
import { type SchemaError, schemasOf } from "../../schema/compile.ts";
import { consumerAccepts, placeOf } from "./accepts.ts";
import type { Compared } from "./finding.ts";

/** So many other interactions are looked at for one witness. */
const maxOthers = 50;

/**
 * Whether another interaction of the pact reads what a witness has where this one does not. A consumer that reads several
 * forms of an answer (a member or none, a value or null, a list or an empty one) says so in several interactions: those
 * that were made from one template (`comments.tercet.template`), or that send the same request and expect the same answer
 * but for that place.
 */
export function readsElsewhere({ interaction, alike }: Compared, refusal: SchemaError, witness: unknown): boolean {
  const place = refusedPlace(refusal);
  return alike
    .filter((other) => other !== interaction)
    .slice(0, maxOthers)
    .some((other) => {
      const { body, matchingRules } = other.response;
      if (body.kind !== "json" || !isBranchOfSame(interaction, other, refusal)) return false;
      const accepted = consumerAccepts(body.value, matchingRules.body, { values: "by-type" });
      const errors = schemasOf({ document: accepted as JsonObject }).errors(accepted, witness);
      return errors.every((error) => refusedPlace(error) !== place);
    });
}

/** What an error of a schema made by `consumerAccepts` speaks of, as `AcceptsOptions.open` takes it. */
export function refusedPlace(error: SchemaError): string {
  const missing = missingMember(error);
  return missing === undefined ? placeOf(error.pointer) : `?${placeOf(error.pointer + pointer(missing))}`;
}

function missingMember({ keyword, message }: SchemaError): string | undefined {
  return keyword === "required" ? /property '(.*)'$/s.exec(message)?.[1] : undefined;
}

function isBranchOfSame(one: HttpInteraction, other: HttpInteraction, refusal: SchemaError): boolean {
  const template = templateOf(one);
  if (template !== undefined) return templateOf(other) === template;
  if (requestText(one) !== requestText(other)) return false;
  const [mine, others] = [one, other].map(({ response: { body } }) => (body.kind === "json" ? body.value : undefined));
  const missing = missingMember(refusal);
  if (missing === undefined) return hasPlace(others, refusal.pointer);
  const [left, right] = [mine, others].map((value) => exampleAt(value, refusal.pointer));
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left).filter((name) => name !== missing);
  return names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name));
}

function templateOf({ comments }: HttpInteraction): string | undefined {
  const { tercet } = comments;
  return isObject(tercet) && typeof tercet.template === "string" ? tercet.template : undefined;
}

function requestText({ request: { method, path, query, body } }: HttpInteraction): string {
  return JSON.stringify([method.toLowerCase(), path, [...query], body]);
}

function hasPlace(example: unknown, place: string): boolean {
  const segments = parsePointer(place) ?? [];
  const name = segments.at(-1);
  const parent = exampleAt(example, pointer(...segments.slice(0, -1)));
  return name === undefined || (isObject(parent) && Object.hasOwn(parent, name));
}

/** What an example has at a place of a witness; its items stand for all others. */
function exampleAt(example: unknown, place: string): unknown {
  return resolvePointer(example, place.replaceAll(/\/\d+(?=\/|$)/g, "/0"));
}
