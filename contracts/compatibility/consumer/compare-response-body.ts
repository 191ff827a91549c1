import type { JsonObject } from "../../json.ts";
import type { Contract, MediaType, Operation, Schema } from "../../model/contract.ts";
import { parsePointer, pointer } from "../../model/pointer.ts";
import { type SchemaError, schemasOf } from "../../schema/compile.ts";
import { contains } from "../../schema/contains.ts";
import { consumerAccepts } from "./accepts.ts";
import { readsElsewhere, refusedPlace } from "./branches.ts";
import { bodyPointer, type Compared, type Found } from "./finding.ts";
import { fixedValues } from "./fixed-values.ts";
import { viewOf } from "./view.ts";

/** How many times the contract is asked for another answer that the consumer cannot read. */
const maxWitnesses = 8;

/**
 * Holds an expected JSON body against what the contract declares, in two steps: the example must be a part of an answer
 * that the contract allows; and every answer that it allows must be one that the consumer reads. The second step finds
 * witnesses one after the other, each for something else that the contract leaves open.
 */
export function compareResponseBody(
  contract: Contract,
  operation: Operation,
  { schema, pointer: mediaPointer }: MediaType,
  compared: Compared,
): readonly Found[] {
  const { body, matchingRules } = compared.interaction.response;
  if (schema === undefined || body.kind !== "json") return [];
  const pactPointer = bodyPointer(compared, "response");
  const contractPointer = `${mediaPointer}/schema`;
  const errors = distinct(viewOf(contract, "response").errors(schema, body.value));
  if (errors.length > 0) {
    return errors.map((error) => ({
      rule: "response.body.incompatible",
      pactPointer: pactPointer + error.pointer,
      contractPointer,
      message: `The consumer expects a body that ${operation.id} does not give: ${clause(error)}.`,
    }));
  }
  const found: Found[] = [];
  const open = new Set<string>();
  const answers: Schema = { allOf: [schema, fixedValues(body.value, matchingRules.body)] };
  for (let round = 0; round < maxWitnesses; round++) {
    const accepted = consumerAccepts(body.value, matchingRules.body, { values: "by-type", open });
    const answer = contains({ schema: answers, document: contract.document }, { schema: accepted });
    if (answer.verdict === "contained") return found;
    if (answer.verdict === "unknown") {
      const message = `Whether every answer of ${operation.id} is one that the consumer reads could not be decided: ${answer.reason}.`;
      return [...found, { rule: "response.body.undecided", pactPointer, contractPointer, message }];
    }
    const { witness } = answer;
    const refusals = distinct(schemasOf({ document: accepted as JsonObject }).errors(accepted, witness));
    const before = open.size;
    for (const error of refusals) {
      open.add(refusedPlace(error));
      if (readsElsewhere(compared, error, witness)) continue;
      const message = `By its contract ${operation.id} may give an answer that the consumer cannot read: ${clause(error)}.`;
      const at = { pactPointer: pactPointer + withinExample(error.pointer, body.value), contractPointer };
      found.push({ ...at, rule: "response.body.not-guaranteed", message, witness });
    }
    if (open.size === before) return found;
  }
  return found;
}

/** The errors without those that only say why a branch, or a whole that has such a branch, does not fit. */
function distinct(errors: readonly SchemaError[]): readonly SchemaError[] {
  const wholes = errors
    .filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf")
    .map((error) => error.pointer);
  const outermost = wholes.toSorted((one, other) => one.length - other.length);
  const isPart = ({ pointer: place, keyword }: SchemaError) =>
    outermost.some(
      (whole) => place.startsWith(`${whole}/`) || (place === whole && keyword !== "anyOf" && keyword !== "oneOf"),
    );
  const kept = errors.filter((error) => !isPart(error));
  const others = kept.filter(({ keyword }) => keyword !== "unevaluatedProperties");
  // Where a member is wrong, all of its object counts as not looked at: only the real reason is told.
  const telling = kept.filter(
    (error) =>
      error.keyword !== "unevaluatedProperties" || !others.some((other) => other.pointer.startsWith(error.pointer)),
  );
  return [...new Map(telling.map((error) => [`${error.pointer} ${error.message}`, error])).values()];
}

function clause({ pointer: place, message }: SchemaError): string {
  return `${place === "" ? "it" : place} ${message}`;
}

/** A pointer into a witness as one into the example, which may have fewer items: down to where both have a part. */
function withinExample(place: string, example: unknown): string {
  const segments = parsePointer(place) ?? [];
  let part = example;
  let within = "";
  for (const segment of segments) {
    const key = Array.isArray(part) && part.length > 0 ? String(Math.min(Number(segment), part.length - 1)) : segment;
    if (typeof part !== "object" || part === null || !Object.hasOwn(part, key)) break;
    part = (part as Record<string, unknown>)[key];
    within += pointer(key);
  }
  return within;
}
