import type { MediaType, RequestBody } from "../../../model/contract.ts";
import type { Comparison } from "../comparison.ts";
import { coveringType, mediaTypePart } from "../media-types.ts";
import type { OperationPair } from "../operation-place.ts";
import type { Subject } from "./subject.ts";

/** Compares the body that the service sends: in what is declared, the receiver has no say in the media type. */
export function compareSentBody(comparison: Comparison, pair: OperationPair, subject: Subject): void {
  const { report, sent } = comparison;
  const { operations, name } = subject;
  const [before, after] = [pair.before.requestBody, pair.after.requestBody];
  const place = { operations, before: pair.before.pointer, after: pair.after.pointer };
  if (before === undefined && after !== undefined) {
    report("callback-part-added", { ...place, message: `The body of ${name} was added.` });
  } else if (before !== undefined && after === undefined) {
    report("callback-part-removed", {
      ...place,
      effect: before.required ? "breaking" : "compatible",
      message: `The body of ${name} is gone${before.required ? ", and was promised" : "; it could be missing before"}.`,
      ...(before.required ? { witness: sent.request.make(pair.after) } : {}),
    });
  } else if (before !== undefined && after !== undefined) compareBodies(comparison, pair, subject, before, after);
}

function compareBodies(
  comparison: Comparison,
  pair: OperationPair,
  { operations, name }: Subject,
  before: RequestBody,
  after: RequestBody,
): void {
  const { report, responses, sent } = comparison;
  const place = {
    operations,
    before: `${pair.before.pointer}/requestBody`,
    after: `${pair.after.pointer}/requestBody`,
  };
  if (before.required && !after.required) {
    const witness = sent.request.make(pair.after, { body: null });
    const message = `The body of ${name} may be missing, and was promised.`;
    report("callback-part-became-optional", { ...place, message, witness });
  }
  if (after.required && !before.required) {
    report("callback-part-became-required", { ...place, message: `The body of ${name} is always there.` });
  }
  for (const [type, mediaType] of after.content) {
    const known = coveringType(before.content, type);
    const bodyOf = (value: unknown) => sent.request.make(pair.after, { body: { mediaType: type, value } });
    if (known === undefined) {
      const value = sent.request.value(mediaTypePart(mediaType), `${pair.after.id} ${type}`);
      report("callback-media-type-added", {
        ...place,
        after: mediaType.pointer,
        message: `The body of ${name} may come in ${type}, which an old receiver does not know.`,
        witness: value === undefined ? sent.request.make(pair.after) : bodyOf(value.value),
      });
    } else {
      responses.use({
        operation: operations[0] as string,
        before: mediaTypePart(before.content.get(known) as MediaType),
        after: mediaTypePart(mediaType),
        witness: bodyOf,
      });
    }
  }
  for (const [type, { pointer }] of before.content) {
    if (coveringType(after.content, type) !== undefined) continue;
    const message = `The body of ${name} no longer comes in ${type}.`;
    report("callback-media-type-removed", { ...place, before: pointer, message });
  }
}
