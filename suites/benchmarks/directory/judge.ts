import {
  type Contract,
  type ContractDiff,
  diffContracts,
  parseContract,
  type Random,
  TercetError,
} from "../../../contracts/index.ts";
import type { Mutation } from "./mutations/mutation.ts";

/**
 * What became of a mutated copy.
 *
 * - `found`: named by its rule at its operation with its effect, and nothing else is said to break
 * - `undecided`: named by its rule at its operation, and said to be undecided, with the reason
 * - `otherwise`: found at its operation, but by another rule or with another effect; `false alarm`: something that was not
 *   touched is said to break too; `missed`: not found
 * - `does not apply`: the document has no place for it; `refused`: the mutated document could not be loaded
 */
export type MutantOutcome =
  | "found"
  | "undecided"
  | "otherwise"
  | "false alarm"
  | "missed"
  | "does not apply"
  | "refused";

/** The outcome, and for a person what was said instead of what should have been. */
export interface MutantResult {
  readonly outcome: MutantOutcome;
  readonly detail?: string;
}

/** Mutates a contract, diffs it with the copy, and compares with what the mutation is known to do. */
export async function judgeMutant(contract: Contract, mutation: Mutation, random: Random): Promise<MutantResult> {
  const mutant = mutation.apply(contract, random);
  if (mutant === undefined) return { outcome: "does not apply" };
  const after = await loadMutant(mutant.document, contract);
  if (after instanceof TercetError) return { outcome: "refused", detail: after.message };
  return judge(diffContracts(contract, after), mutation, mutant.operations);
}

async function loadMutant(document: Contract["document"], { source }: Contract): Promise<Contract | TercetError> {
  try {
    return await parseContract(document, source);
  } catch (error) {
    if (error instanceof TercetError) return error;
    throw error;
  }
}

function judge({ changes }: ContractDiff, mutation: Mutation, operations: readonly string[]): MutantResult {
  const touched = new Set(operations);
  const atPlace = changes.filter((change) => touched.size === 0 || change.operations.some((id) => touched.has(id)));
  const detail = changes
    .slice(0, 4)
    .map(({ rule, effect, message }) => `${rule} (${effect}): ${message}`)
    .join(" | ");
  if (atPlace.length === 0) return { outcome: "missed", detail };
  const named = atPlace.filter(({ rule }) => rule === mutation.rule);
  if (named.every(({ effect }) => effect !== mutation.effect)) {
    return { outcome: named.some(({ effect }) => effect === "unknown") ? "undecided" : "otherwise", detail };
  }
  const alarm = changes.some(({ rule, effect }) => rule !== mutation.rule && effect !== "compatible");
  return alarm ? { outcome: "false alarm", detail } : { outcome: "found" };
}
