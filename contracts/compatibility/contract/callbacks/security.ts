import { type Comparison, nodeAt } from "../comparison.ts";
import type { OperationPair } from "../operation-place.ts";
import { alternatives, needsNoMore, told } from "../security.ts";
import type { Subject } from "./subject.ts";

/**
 * Compares how the service shows who it is: each way in which it may do so must be enough for an old receiver. What stands at
 * the root is asked of consumers, and not of the service.
 */
export function compareSentSecurity(comparison: Comparison, pair: OperationPair, subject: Subject): void {
  const { report, sent } = comparison;
  const own = ({ before, after }: OperationPair) => [
    nodeAt(comparison.before, before.pointer).security,
    nodeAt(comparison.after, after.pointer).security,
  ];
  const [was, is] = own(pair);
  if (comparison.responses.identity.same(was ?? null, is ?? null)) return;
  const before = alternatives(was === undefined ? [] : pair.before.security);
  const after = alternatives(is === undefined ? [] : pair.after.security);
  const refused = after.findIndex((now) => !before.some((old) => needsNoMore(old, now)));
  const place = { operations: subject.operations, before: pair.before.pointer, after: pair.after.pointer };
  const names = (list: typeof before) => list.map((one) => told(one) || "nothing").join(" or ");
  const message = `${subject.name.replace(/^t/, "T")} comes with ${names(after)}, and came with ${names(before)}`;
  if (refused === -1) {
    report("callback-security-changed", { ...place, effect: "compatible", message: `${message}.` });
    return;
  }
  report("callback-security-changed", {
    ...place,
    effect: "breaking",
    message: `${message}; an old receiver refuses it.`,
    witness: sent.request.make(pair.after, { alternative: refused }),
  });
}
