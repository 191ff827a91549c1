import type { Json } from "../../json.ts";
import type { Link } from "../../model/contract.ts";
import { canonical } from "../../schema/equality.ts";
import type { Comparison } from "./comparison.ts";
import { type OperationPair, placeOf, writtenPlaceOf } from "./operation-place.ts";
import type { ResponsePair } from "./responses.ts";

/** Compares how the answers of an operation lead to the next calls. A link to an operation that is gone went with it. */
export function compareLinks(
  { report, before: old, after: now }: Comparison,
  operations: OperationPair,
  pair: ResponsePair,
): void {
  const { id } = operations.after;
  const right = new Map(pair.after.links.map((link) => [link.name, link]));
  const left = new Set(pair.before.links.map(({ name }) => name));
  const place = { operations: [id], before: pair.before.pointer, after: pair.after.pointer };
  if (pair.before.links.length === 0 && pair.after.links.length === 0) return;
  /** What the operation is called now to which the link led. */
  const target = ({ operationId }: Link) => {
    const operation = old.operations.find((one) => one.id === operationId);
    if (operation === undefined) return undefined;
    const alike = (keyOf: typeof placeOf) => now.operations.find((one) => keyOf(one) === keyOf(operation));
    return (alike(writtenPlaceOf) ?? alike(placeOf))?.id;
  };
  for (const before of pair.before.links) {
    const after = right.get(before.name);
    const subject = `The link ${before.name} of ${pair.status} from ${id}`;
    if (after === undefined) {
      if (target(before) === undefined) continue;
      report("link-removed", {
        ...place,
        before: before.pointer,
        message: `${subject} is gone; nothing says how to get to ${before.operationId}.`,
        witness: { kind: "service", promised: contentOf(before), allowed: null },
      });
    } else if (canonical(contentOf(before, target(before))) !== canonical(contentOf(after))) {
      report("link-changed", {
        ...place,
        before: before.pointer,
        after: after.pointer,
        message: `${subject} leads to ${after.operationId} otherwise than it led to ${before.operationId}.`,
        witness: { kind: "service", promised: contentOf(before), allowed: contentOf(after) },
      });
    }
  }
  for (const { name, operationId, pointer } of pair.after.links) {
    if (left.has(name)) continue;
    const message = `${pair.status} from ${id} leads to ${operationId} by the link ${name}.`;
    report("link-added", { ...place, after: pointer, message });
  }
}

function contentOf({ operationId, parameters, requestBody = null }: Link, target = operationId): Json {
  return { operationId: target, parameters: Object.fromEntries(parameters) as Json, requestBody: requestBody as Json };
}
