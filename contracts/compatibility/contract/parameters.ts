import type { Operation, Parameter } from "../../model/contract.ts";
import type { Comparison } from "./comparison.ts";
import type { OperationPair } from "./operation-place.ts";
import { compareTexts, typeOf } from "./parameter-text.ts";
import { compareWire } from "./parameter-wire.ts";
import { parameterPart } from "./witness/requests.ts";
import { keyOf } from "./witness/serialize.ts";

/** Compares the parameters of an operation; those of the path by their place in it, the others by name. */
export function compareParameters(comparison: Comparison, pair: OperationPair): void {
  const { before, after } = pair;
  const [left, right] = [parametersByPlace(before), parametersByPlace(after)];
  for (const [key, parameter] of left) {
    const counterpart = right.get(key);
    if (counterpart === undefined) reportRemoved(comparison, pair, parameter);
    else compareParameter(comparison, pair, parameter, counterpart);
  }
  for (const [key, parameter] of right) if (!left.has(key)) reportAdded(comparison, pair, parameter);
}

function parametersByPlace(operation: Operation): ReadonlyMap<string, Parameter> {
  const names = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  return new Map(
    operation.parameters.map((parameter) => {
      if (parameter.in === "path") return [`path ${names.indexOf(parameter.name)}`, parameter];
      return [wireKey(parameter), parameter];
    }),
  );
}

/** The same for parameters that a request cannot tell apart: header names are case insensitive (RFC 9110 §5.1). */
export function wireKey(parameter: Parameter): string {
  return parameter.in === "header" ? keyOf(parameter).toLowerCase() : keyOf(parameter);
}

function reportRemoved({ report, request }: Comparison, { before, after }: OperationPair, parameter: Parameter): void {
  const value = request.value(parameterPart(parameter), `${before.id} ${keyOf(parameter)}`);
  report("parameter-removed", {
    operations: [after.id],
    before: parameter.pointer,
    after: after.pointer,
    message: `${after.id} no longer has the ${told(parameter)}; a request that uses it is not promised anything any more.`,
    witness: request.make(before, value === undefined ? {} : { values: new Map([[keyOf(parameter), value.value]]) }),
  });
}

function reportAdded({ report, request }: Comparison, { before, after }: OperationPair, parameter: Parameter): void {
  const place = { operations: [after.id], before: before.pointer, after: parameter.pointer };
  if (parameter.required) {
    report("required-parameter-added", {
      ...place,
      message: `${after.id} needs the new ${told(parameter)}; a request without it is refused.`,
      witness: request.make(before),
    });
  } else {
    report("optional-parameter-added", { ...place, message: `${after.id} takes the new ${told(parameter)}.` });
  }
}

function compareParameter(comparison: Comparison, pair: OperationPair, before: Parameter, after: Parameter): void {
  const { report, request, requests } = comparison;
  const operations = [pair.after.id];
  const place = { operations, before: before.pointer, after: after.pointer };
  if (after.required && !before.required) {
    report("parameter-became-required", {
      ...place,
      message: `${pair.after.id} needs the ${told(after)}; a request without it is refused.`,
      witness: request.make(pair.before),
    });
  }
  if (before.required && !after.required) {
    report("parameter-became-optional", { ...place, message: `${pair.after.id} no longer needs the ${told(after)}.` });
  }
  compareWire(comparison, pair, before, after);
  if (tellTexts(comparison, pair, before, after)) return;
  requests.use({
    operation: pair.after.id,
    before: parameterPart(before),
    after: parameterPart(after),
    witness: (value) => request.make(pair.before, { values: new Map([[keyOf(before), value]]) }),
  });
}

/** Tells what a change of the type means for the texts of a parameter; false where that could not be decided. */
function tellTexts(comparison: Comparison, pair: OperationPair, before: Parameter, after: Parameter): boolean {
  const { report, request, requests } = comparison;
  if (before.mediaType !== undefined || after.mediaType !== undefined) return false;
  const parts = {
    before: requests.locate("before", parameterPart(before)),
    after: requests.locate("after", parameterPart(after)),
  };
  const sent = { view: requests.before, part: parts.before };
  const found = compareTexts(requests, sent, { view: requests.after, part: parts.after });
  if (found === undefined) return false;
  const place = { operations: [pair.after.id], before: parts.before.pointer, after: parts.after.pointer };
  const types = `is of type ${typeOf(parts.after.schema)}, and was of type ${typeOf(parts.before.schema)}`;
  const message = `The ${told(after)} of ${pair.after.id} ${types}`;
  if (found.fits) {
    report("request-type-changed", { ...place, effect: "compatible", message: `${message}; each text is still read.` });
    return true;
  }
  report("request-type-changed", {
    ...place,
    effect: "breaking",
    message: `${message}; a request that was valid is now refused.`,
    witness: request.make(pair.before, { values: new Map([[keyOf(before), found.witness]]) }),
  });
  return true;
}

/** `query parameter limit`. */
export function told(parameter: Parameter): string {
  return `${parameter.in} parameter ${parameter.name}`;
}
