import { isObject, type JsonObject } from "../../json.ts";
import type { PactSpecification } from "../pact.ts";
import { below, type Place, refuse } from "./place.ts";

/** Names of the version in `metadata`, the current one first; the others stand in files of old Pact libraries. */
const names = ["pactSpecification", "pact-specification", "pactSpecificationVersion"];

/**
 * The version of the specification that a file follows. Files without one are judged by what they use: types of
 * interactions (V4), messages, lists of states, queries as objects or rules by category (V3), else V2, which reads V1 too.
 * Throws `TercetError` (`contract`) for a version that is not known.
 */
export function specificationOf(document: JsonObject, place: Place): PactSpecification {
  const metadata = isObject(document.metadata) ? (document.metadata as JsonObject) : {};
  for (const name of names) {
    const value = metadata[name];
    const version = isObject(value) ? value.version : value;
    if (version === undefined || version === null) continue;
    const known = parseSpecification(String(version));
    if (known !== undefined) return known;
    const problem = `version ${JSON.stringify(version)} of the Pact specification is not known; 1 to 4 are read`;
    throw refuse(below(place, "metadata", name), "pact-version", problem);
  }
  return guess(document);
}

/** Reads `2`, `2.0.0`, `V4`, `4.0` …; undefined for what is no version between 1 and 4. */
export function parseSpecification(text: string): PactSpecification | undefined {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.\d+)?$/i.exec(text.trim());
  if (match?.[1] === "1") return Number(match[2] ?? 0) >= 1 ? "1.1.0" : "1.0.0";
  if (match?.[1] === "2") return "2.0.0";
  if (match?.[1] === "3") return "3.0.0";
  return match?.[1] === "4" ? "4.0" : undefined;
}

function guess(document: JsonObject): PactSpecification {
  const interactions = Array.isArray(document.interactions) ? document.interactions.filter(isObject) : [];
  if (interactions.some(({ type }) => type !== undefined)) return "4.0";
  if (document.messages !== undefined || interactions.some(usesV3)) return "3.0.0";
  return "2.0.0";
}

function usesV3({ providerStates, request, response }: Record<string, unknown>): boolean {
  if (providerStates !== undefined || (isObject(request) && isObject(request.query))) return true;
  return [request, response].some(
    (part) =>
      isObject(part) && isObject(part.matchingRules) && Object.keys(part.matchingRules).some((key) => key[0] !== "$"),
  );
}
