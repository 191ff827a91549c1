import type { MediaType, Response } from "../../model/contract.ts";
import type { Comparison } from "./comparison.ts";
import { compareLinks } from "./links.ts";
import { coveringType, mediaTypePart } from "./media-types.ts";
import type { OperationPair } from "./operation-place.ts";
import { compareHeaders } from "./response-headers.ts";

/** A response before and after, with the status for which it stands. */
export interface ResponsePair {
  readonly status: string;
  readonly before: Response;
  readonly after: Response;
}

/** Compares what an operation answers: an answer of the new contract is read by what the old one said of its status. */
export function compareResponses(comparison: Comparison, pair: OperationPair): void {
  const { report, request, response } = comparison;
  const [before, after] = [pair.before.responses, pair.after.responses];
  const { id } = pair.after;
  const compared = new Set<string>();
  for (const [status, old] of before) {
    const now = covering(after, status);
    if (now !== undefined) {
      compareResponse(comparison, pair, { status, before: old, after: now });
      compared.add(status);
    } else if (hasPart(after, status)) {
      const message = `${id} answers only some of ${status}.`;
      report("response-status-narrowed", { operations: [id], before: old.pointer, after: pair.after.pointer, message });
    } else if (isSuccess(status)) {
      report("success-response-removed", {
        operations: [id],
        before: old.pointer,
        after: pair.after.pointer,
        message: `${id} no longer answers ${status}; a request that succeeded with it no longer does.`,
        witness: request.make(pair.before),
      });
    } else {
      const message = `${id} no longer answers ${status}.`;
      report("error-response-removed", { operations: [id], before: old.pointer, after: pair.after.pointer, message });
    }
  }
  for (const [status, now] of after) {
    if (compared.has(status)) continue;
    const old = covering(before, status);
    const place = { operations: [id], before: pair.before.pointer, after: now.pointer };
    if (old !== undefined) compareResponse(comparison, pair, { status, before: old, after: now });
    else if (isSuccess(status) && before.size > 0) {
      const message = `${id} may also answer ${status}; an old consumer does not know it.`;
      report("success-response-added", { ...place, message, witness: response.make(status, now) });
    } else report("error-response-added", { ...place, message: `${id} may also answer ${status}.` });
  }
}

/**
 * What is said of a status: by itself, by its range, by `default` (OpenAPI 3.1 §4.8.16). Where successes are declared by
 * themselves, `default` is for failures.
 */
export function covering(responses: ReadonlyMap<string, Response>, status: string): Response | undefined {
  const own = responses.get(status) ?? responses.get(`${status[0]}XX`);
  if (own !== undefined || status === "default") return own;
  const isForFailures = isSuccess(status) && [...responses.keys()].some(isSuccess);
  return isForFailures ? undefined : responses.get("default");
}

/** Whether a range or `default` lives on in a status of its own, which is compared by itself. */
function hasPart(responses: ReadonlyMap<string, Response>, status: string): boolean {
  return /XX$/.test(status) && [...responses.keys()].some((key) => key[0] === status[0]);
}

/** Whether a key of `responses` stands for successes alone. */
export function isSuccess(status: string): boolean {
  return status.startsWith("2");
}

function compareResponse(comparison: Comparison, operations: OperationPair, pair: ResponsePair): void {
  const { report, request, response, responses } = comparison;
  const { status, before, after } = pair;
  const { id } = operations.after;
  const place = { operations: [id], before: before.pointer, after: after.pointer };
  compareHeaders(comparison, operations, pair);
  compareLinks(comparison, operations, pair);
  for (const [type, mediaType] of before.content) {
    const covered = coveringType(after.content, type);
    if (covered === undefined) {
      report("response-media-type-removed", {
        ...place,
        before: mediaType.pointer,
        message: `${id} no longer answers ${status} in ${type}.`,
        witness: isSuccess(status) ? withAccept(request.make(operations.before), type) : response.make(status, after),
      });
    } else {
      const now = after.content.get(covered) as MediaType;
      responses.use({
        operation: id,
        before: mediaTypePart(mediaType),
        after: mediaTypePart(now),
        witness: (value) => response.make(status, after, { body: { mediaType: covered, value } }),
      });
    }
  }
  for (const [type, { pointer }] of after.content) {
    if (coveringType(before.content, type) !== undefined) continue;
    const message = `${id} may also answer ${status} in ${type}.`;
    report("response-media-type-added", { ...place, after: pointer, message });
  }
}

function withAccept(witness: ReturnType<Comparison["request"]["make"]>, type: string) {
  return { ...witness, headers: { ...witness.headers, accept: type } };
}
