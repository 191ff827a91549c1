import { isDeepStrictEqual } from "node:util";
import type { Contract } from "../../model/contract.ts";
import type { Change, Effect } from "../change.ts";
import { compareWebhooks } from "./callbacks/compare.ts";
import { createComparison } from "./comparison.ts";
import { compareOperations } from "./operations.ts";
import { compareRest } from "./rest.ts";
import { compareService } from "./service.ts";

/** A contract as it is named in a diff. */
export interface DiffedContract {
  readonly service: string;
  readonly version: string;
  readonly source: string;
}

/** Every difference of two versions of a contract. */
export interface ContractDiff {
  readonly before: DiffedContract;
  readonly after: DiffedContract;
  /** Breaking ones first, then undecided, then compatible ones. */
  readonly changes: readonly Change[];
}

const order: readonly Effect[] = ["breaking", "unknown", "compatible"];

/**
 * Compares two versions of a contract: each difference is breaking, compatible or undecided by who sends what – requests
 * may widen, responses may narrow. Pure; schemas are compared for a minute at the most, and what is left then is undecided.
 * `today` decides whether a sunset has come.
 */
export function diffContracts(before: Contract, after: Contract, today: Date = new Date()): ContractDiff {
  const named = { before: nameOf(before), after: nameOf(after) };
  if (isDeepStrictEqual(before.document, after.document)) return { ...named, changes: [] };
  const comparison = createComparison(before, after, today);
  compareService(comparison);
  compareOperations(comparison);
  compareWebhooks(comparison);
  compareRest(comparison);
  const changes = comparison.changes();
  return { ...named, changes: changes.length === 0 ? [unseen] : worstFirst(changes) };
}

/** Breaking changes first, then undecided, then compatible ones; otherwise as they were. */
export function worstFirst(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((one, other) => order.indexOf(one.effect) - order.indexOf(other.effect));
}

/** The documents differ, and still nothing was found: in the order of lists, or in components that nothing uses. */
const unseen: Change = {
  rule: "documentation-changed",
  effect: "compatible",
  direction: "service",
  operations: [],
  place: { before: "", after: "" },
  message: "The documents differ only in what no request and no response shows.",
};

function nameOf({ service, version, source }: Contract): DiffedContract {
  return { service, version, source };
}
