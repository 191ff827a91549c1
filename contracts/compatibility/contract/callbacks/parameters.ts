import type { Parameter } from "../../../model/contract.ts";
import type { Comparison } from "../comparison.ts";
import type { OperationPair } from "../operation-place.ts";
import { compareTexts, typeOf } from "../parameter-text.ts";
import { told, wireKey } from "../parameters.ts";
import { parameterPart } from "../witness/requests.ts";
import { keyOf } from "../witness/serialize.ts";
import type { Subject } from "./subject.ts";

/** Compares the parameters that the service sends along: what was promised must still come, in a form that is read. */
export function compareSentParameters(comparison: Comparison, pair: OperationPair, subject: Subject): void {
  const { report, sent } = comparison;
  const [left, right] = [pair.before, pair.after].map(
    ({ parameters }) => new Map(parameters.map((parameter) => [wireKey(parameter), parameter])),
  ) as [Map<string, Parameter>, Map<string, Parameter>];
  const { operations, name } = subject;
  for (const [key, before] of left) {
    const after = right.get(key);
    if (after !== undefined) {
      compareParameter(comparison, pair, subject, before, after);
      continue;
    }
    const place = { operations, before: before.pointer, after: pair.after.pointer };
    report("callback-part-removed", {
      ...place,
      effect: before.required ? "breaking" : "compatible",
      message: `The ${told(before)} of ${name} is gone${before.required ? ", and was promised" : "; it could be missing before"}.`,
      ...(before.required ? { witness: sent.request.make(pair.after) } : {}),
    });
  }
  for (const [key, parameter] of right) {
    if (left.has(key)) continue;
    report("callback-part-added", {
      operations,
      before: pair.before.pointer,
      after: parameter.pointer,
      message: `The ${told(parameter)} of ${name} was added.`,
    });
  }
}

function compareParameter(
  comparison: Comparison,
  pair: OperationPair,
  { operations, name }: Subject,
  before: Parameter,
  after: Parameter,
): void {
  const { report, responses, sent } = comparison;
  const place = { operations, before: before.pointer, after: after.pointer };
  const subject = `The ${told(after)} of ${name}`;
  if (before.required && !after.required) {
    const message = `${subject} may be missing, and was promised.`;
    report("callback-part-became-optional", { ...place, message, witness: sent.request.make(pair.after) });
  }
  if (after.required && !before.required) {
    report("callback-part-became-required", { ...place, message: `${subject} is always there.` });
  }
  if (before.style !== after.style || before.explode !== after.explode || before.mediaType !== after.mediaType) {
    const message = `${subject} is written otherwise; whether that breaks anybody could not be decided: receivers may read both.`;
    report("detail-changed", { ...place, message });
  }
  if (tellTexts(comparison, pair, { operations, name: subject }, before, after)) return;
  responses.use({
    operation: operations[0] as string,
    before: parameterPart(before),
    after: parameterPart(after),
    witness: (value) => sent.request.make(pair.after, { values: new Map([[keyOf(after), value]]) }),
  });
}

/** Tells what a change of the type means for the texts of a parameter; false where that could not be decided. */
function tellTexts(
  { report, responses, sent }: Comparison,
  pair: OperationPair,
  { operations, name }: Subject,
  before: Parameter,
  after: Parameter,
): boolean {
  if (before.mediaType !== undefined || after.mediaType !== undefined) return false;
  const parts = {
    before: responses.locate("before", parameterPart(before)),
    after: responses.locate("after", parameterPart(after)),
  };
  const written = { view: responses.after, part: parts.after };
  const found = compareTexts(responses, written, { view: responses.before, part: parts.before });
  if (found === undefined) return false;
  const types = `is of type ${typeOf(parts.after.schema)}, and was of type ${typeOf(parts.before.schema)}`;
  report("response-type-changed", {
    operations,
    before: parts.before.pointer,
    after: parts.after.pointer,
    effect: found.fits ? "compatible" : "breaking",
    message: `${name} ${types}; ${found.fits ? "each text is still read" : "an old receiver cannot read every text"}.`,
    ...(found.fits
      ? {}
      : { witness: sent.request.make(pair.after, { values: new Map([[keyOf(after), found.witness]]) }) }),
  });
  return true;
}
