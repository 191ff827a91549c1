import type { Contract, Operation } from "../../model/contract.ts";
import { compareCallbacks } from "./callbacks/compare.ts";
import type { Comparison } from "./comparison.ts";
import { compareDocumentation } from "./documentation.ts";
import { compareLifecycle, sunsetOf } from "./lifecycle.ts";
import { nameOf, type OperationPair, placeOf, serverPathOf, writtenPlaceOf } from "./operation-place.ts";
import { compareParameters } from "./parameters.ts";
import { comparePromises } from "./promises.ts";
import { compareRequestBody } from "./request-body.ts";
import { compareResponses } from "./responses.ts";
import { compareSecurity } from "./security.ts";

/** Compares paths and operations, and each operation that is in both contracts. */
export function compareOperations(comparison: Comparison): void {
  const { before, after, report } = comparison;
  const { pairs, removed, added } = pairOperations(before, after);
  compareServerPaths(comparison, pairs);
  for (const pair of pairs) compareOperation(comparison, pair);
  for (const operation of removed) {
    const moved = added.find(({ id }) => id === operation.id && !/\s/.test(id));
    if (moved === undefined) reportRemoved(comparison, operation);
    else {
      report("operation-moved", {
        operations: [operation.id],
        before: operation.pointer,
        after: moved.pointer,
        message: `${operation.id} moved from ${nameOf(operation)} to ${nameOf(moved)}; requests to the old place fail.`,
        witness: comparison.request.make(operation),
      });
    }
  }
  for (const operation of added) {
    if (removed.some(({ id }) => id === operation.id && !/\s/.test(id))) continue;
    const { id, pointer } = operation;
    report("operation-added", { operations: [id], after: pointer, message: `${nameOf(operation)} was added.` });
  }
}

/**
 * Operations of the same method and path belong together. Names of path parameters do not count, but where paths differ in
 * them alone, each operation first gets the one that is written alike.
 */
function pairOperations(before: Contract, after: Contract) {
  const counterparts = new Map<Operation, Operation>();
  const free = new Set(after.operations);
  for (const keyOf of [writtenPlaceOf, placeOf]) {
    const waiting = Map.groupBy(free, keyOf);
    for (const operation of before.operations) {
      const counterpart = counterparts.has(operation) ? undefined : waiting.get(keyOf(operation))?.shift();
      if (counterpart === undefined) continue;
      counterparts.set(operation, counterpart);
      free.delete(counterpart);
    }
  }
  return {
    pairs: [...counterparts].map(([one, other]): OperationPair => ({ before: one, after: other })),
    removed: before.operations.filter((operation) => !counterparts.has(operation)),
    added: [...free],
  };
}

function compareOperation(comparison: Comparison, pair: OperationPair): void {
  const { before, after } = pair;
  if (before.id !== after.id) {
    comparison.report("operation-id-changed", {
      operations: [after.id],
      before: before.pointer,
      after: after.pointer,
      message: `${nameOf(after)} is called ${after.id}, and was called ${before.id}: generated clients name it otherwise.`,
    });
  }
  compareLifecycle(comparison, pair);
  compareSecurity(comparison, pair);
  comparePromises(comparison, pair);
  compareParameters(comparison, pair);
  compareRequestBody(comparison, pair);
  compareResponses(comparison, pair);
  compareCallbacks(comparison, pair);
  compareDocumentation(comparison, pair);
}

function reportRemoved({ report, before, request, today }: Comparison, operation: Operation): void {
  const sunset = sunsetOf(before, operation);
  const told = { operations: [operation.id], before: operation.pointer };
  if (sunset !== undefined && sunset.getTime() <= today.getTime()) {
    const message = `${nameOf(operation)} was removed after its sunset on ${dayOf(sunset)}.`;
    report("operation-removed-after-sunset", { ...told, message });
    return;
  }
  const promised = sunset === undefined ? "" : `, though it was promised until ${dayOf(sunset)}`;
  const message = `${nameOf(operation)} was removed${promised}; requests to it fail.`;
  report("operation-removed", { ...told, message, witness: request.make(operation) });
}

/** A server path that is the same change for many operations is told once. */
function compareServerPaths({ report, request }: Comparison, pairs: readonly OperationPair[]): void {
  const basesOf = ({ before, after }: OperationPair) => [serverPathOf(before), serverPathOf(after)] as const;
  const moved = pairs.filter((pair) => basesOf(pair)[0] !== basesOf(pair)[1]);
  for (const group of Map.groupBy(moved, (pair) => basesOf(pair).join("\n")).values()) {
    const [first] = group as [OperationPair];
    const [was, is] = basesOf(first);
    report("server-path-changed", {
      operations: group.map(({ after }) => after.id),
      before: "/servers",
      after: "/servers",
      message: `The server's path is ${is || "/"}, and was ${was || "/"}; requests to the old paths fail.`,
      witness: request.make(first.before),
    });
  }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
