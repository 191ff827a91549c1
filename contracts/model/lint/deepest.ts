import type { ErrorObject } from "ajv";

/** Keywords that only repeat that one of their parts has failed. */
const echoes = new Set(["if", "anyOf", "oneOf", "allOf", "$ref", "unevaluatedProperties", "unevaluatedItems"]);

/**
 * The errors of a meta-schema that tell most: those of the innermost values. What ajv says of the objects around them
 * (that a branch failed, that their members therefore count as unevaluated) repeats them. One for each place.
 */
export function deepest(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const ranked = [...errors].sort((a, b) => Number(echoes.has(a.keyword)) - Number(echoes.has(b.keyword)));
  const kept = new Map<string, ErrorObject>();
  for (const error of ranked) {
    const isAbove = errors.some(({ instancePath }) => instancePath.startsWith(`${error.instancePath}/`));
    const repeats = echoes.has(error.keyword) && isAbove;
    if (!repeats && !kept.has(error.instancePath)) kept.set(error.instancePath, error);
  }
  return [...kept.values()];
}
