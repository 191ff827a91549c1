import type { MediaType, RequestBody } from "../../model/contract.ts";
import { type Comparison, nodeAt } from "./comparison.ts";
import { coveringType, mediaTypePart } from "./media-types.ts";
import type { OperationPair } from "./operation-place.ts";

/** Compares the bodies that an operation takes. */
export function compareRequestBody(comparison: Comparison, pair: OperationPair): void {
  const { report, request } = comparison;
  const [before, after] = [pair.before.requestBody, pair.after.requestBody];
  const place = { operations: [pair.after.id], before: pair.before.pointer, after: pair.after.pointer };
  const { id } = pair.after;
  if (before === undefined && after !== undefined) {
    const told = { ...place, after: `${pair.after.pointer}/requestBody` };
    if (!after.required) report("optional-request-body-added", { ...told, message: `${id} takes a body.` });
    else {
      const message = `${id} needs a body; a request without one is refused.`;
      report("required-request-body-added", { ...told, message, witness: request.make(pair.before) });
    }
  }
  if (before !== undefined && after === undefined) {
    report("request-body-removed", {
      ...place,
      before: `${pair.before.pointer}/requestBody`,
      message: `${id} takes no body any more; what it said is lost.`,
      witness: request.make(pair.before, bodyOf(comparison, pair, before)),
    });
  }
  if (before !== undefined && after !== undefined) compareBodies(comparison, pair, before, after);
}

function compareBodies(comparison: Comparison, pair: OperationPair, before: RequestBody, after: RequestBody): void {
  const { report, request } = comparison;
  const place = {
    operations: [pair.after.id],
    before: `${pair.before.pointer}/requestBody`,
    after: `${pair.after.pointer}/requestBody`,
  };
  const { id } = pair.after;
  if (after.required && !before.required) {
    const message = `${id} needs a body; a request without one is refused.`;
    report("request-body-became-required", { ...place, message, witness: request.make(pair.before, { body: null }) });
  }
  if (before.required && !after.required) {
    report("request-body-became-optional", { ...place, message: `${id} no longer needs a body.` });
  }
  for (const [type, mediaType] of before.content) {
    const covering = coveringType(after.content, type);
    if (covering === undefined) {
      report("request-media-type-removed", {
        ...place,
        before: mediaType.pointer,
        message: `${id} no longer takes a body in ${type}.`,
        witness: request.make(
          pair.before,
          bodyOf(comparison, pair, { ...before, content: new Map([[type, mediaType]]) }),
        ),
      });
    } else compareContent(comparison, pair, type, mediaType, after.content.get(covering) as MediaType);
  }
  for (const [type, { pointer }] of after.content) {
    if (coveringType(before.content, type) !== undefined) continue;
    report("request-media-type-added", { ...place, after: pointer, message: `${id} also takes a body in ${type}.` });
  }
}

function compareContent(
  comparison: Comparison,
  pair: OperationPair,
  type: string,
  before: MediaType,
  after: MediaType,
): void {
  const { request, requests, report } = comparison;
  requests.use({
    operation: pair.after.id,
    before: mediaTypePart(before),
    after: mediaTypePart(after),
    witness: (value) => request.make(pair.before, { body: { mediaType: type, value } }),
  });
  const [was, is] = [nodeAt(comparison.before, before.pointer), nodeAt(comparison.after, after.pointer)];
  if (requests.identity.same(was.encoding, is.encoding)) return;
  report("detail-changed", {
    operations: [pair.after.id],
    before: before.pointer,
    after: after.pointer,
    message: `The encoding of the parts of ${type} changed; whether that breaks anybody could not be decided.`,
  });
}

/** The body of a request that has one, in the first media type for which a value was found. */
function bodyOf({ request, requests }: Comparison, pair: OperationPair, { content }: RequestBody) {
  for (const [type, mediaType] of content) {
    const part = requests.locate("before", mediaTypePart(mediaType));
    const found = request.value(part, `${pair.before.id} ${type}`);
    if (found !== undefined) return { body: { mediaType: type, value: found.value } };
  }
  return {};
}
