import { isObject } from "../../json.ts";
import type { ResponseHeader } from "../../model/contract.ts";
import { pointer as join } from "../../model/pointer.ts";
import { type Comparison, nodeAt } from "./comparison.ts";
import type { OperationPair } from "./operation-place.ts";
import type { ResponsePair } from "./responses.ts";
import type { Part } from "./schema/place.ts";

/** Compares the headers of a response; names are case insensitive (RFC 9110 §5.1). */
export function compareHeaders(comparison: Comparison, operations: OperationPair, pair: ResponsePair): void {
  const { report, response, responses } = comparison;
  const { id } = operations.after;
  const [left, right] = [byName(pair.before.headers), byName(pair.after.headers)];
  const told = { operations: [id], before: pair.before.pointer, after: pair.after.pointer };
  const witness = () => response.make(pair.status, pair.after);
  for (const [name, before] of left) {
    const after = right.get(name);
    const subject = `The header ${before.name} of ${pair.status} from ${id}`;
    if (after === undefined) {
      const gone = { ...told, before: before.pointer };
      if (!before.required)
        report("response-header-removed", { ...gone, message: `${subject} is gone; it could be missing before.` });
      else {
        const message = `${subject} is gone, and was promised.`;
        report("required-response-header-removed", { ...gone, message, witness: witness() });
      }
      continue;
    }
    const place = { ...told, before: before.pointer, after: after.pointer };
    if (before.required && !after.required) {
      report("response-header-became-optional", {
        ...place,
        message: `${subject} may be missing.`,
        witness: witness(),
      });
    }
    if (after.required && !before.required) {
      report("response-header-became-required", { ...place, message: `${subject} is always there.` });
    }
    responses.use({
      operation: id,
      before: headerPart(comparison.before, before),
      after: headerPart(comparison.after, after),
      witness: (value) => response.make(pair.status, pair.after, { headers: { [after.name]: value } }),
    });
  }
  for (const [name, { name: shown, pointer }] of right) {
    if (left.has(name)) continue;
    report("response-header-added", {
      ...told,
      after: pointer,
      message: `${pair.status} from ${id} has the header ${shown}.`,
    });
  }
}

/** Headers by name in lower case (RFC 9110 §5.1). */
export function byName(headers: readonly ResponseHeader[]): ReadonlyMap<string, ResponseHeader> {
  return new Map(headers.map((header) => [header.name.toLowerCase(), header]));
}

/** A header's schema stands in it directly, or in its only media type. */
export function headerPart(contract: Comparison["before"], { schema, pointer }: ResponseHeader): Part {
  const { schema: direct, content } = nodeAt(contract, pointer);
  const type = direct === undefined && isObject(content) ? Object.keys(content)[0] : undefined;
  return { schema, pointer: `${pointer}${type === undefined ? "" : join("content", type)}/schema` };
}
