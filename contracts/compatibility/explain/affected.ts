import type { Pact } from "../../pact/pact.ts";
import { compareWithVersion } from "../consumer/compare-version.ts";
import { findOperation } from "../consumer/find-operation.ts";
import type { ContractDiff } from "../contract/diff.ts";
import type { ContractVersion } from "../contract/versions.ts";
import { messageOperations } from "../message/compare.ts";

/** What a change means for one consumer, by what it really uses. */
export interface AffectedConsumer {
  readonly consumer: string;
  /** `breaks`: what it uses fitted the old contract and does not fit the new one. `touched`: it uses what changed, and still fits. */
  readonly effect: "breaks" | "touched";
  /** The operations that it uses and that changed, by id. */
  readonly operations: readonly string[];
  /** Why it breaks, a sentence each. */
  readonly reasons: readonly string[];
}

/**
 * The consumers that a change affects, the ones that break first; those that use nothing of it are left out. `pacts` are those
 * with the service.
 */
export function affectedConsumers(
  diff: ContractDiff,
  before: ContractVersion,
  after: ContractVersion,
  pacts: readonly Pact[],
): readonly AffectedConsumer[] {
  const changed = new Set(
    diff.changes.filter(({ rule }) => rule !== "documentation-changed").flatMap(({ operations }) => operations),
  );
  const byConsumer = Map.groupBy(pacts, ({ consumer }) => consumer);
  const affected = [...byConsumer].flatMap(([consumer, own]): AffectedConsumer[] => {
    const reasons = [...new Set(own.flatMap((pact) => newFaults(pact, before, after)))];
    const operations = [...new Set(own.flatMap((pact) => used(pact, before)))].filter((id) => changed.has(id));
    if (reasons.length === 0 && operations.length === 0) return [];
    return [{ consumer, effect: reasons.length > 0 ? "breaks" : "touched", operations, reasons }];
  });
  return affected.toSorted((one, other) => Number(one.effect !== "breaks") - Number(other.effect !== "breaks"));
}

/** What does not fit the new contract, of interactions that fitted the old one. */
function newFaults(pact: Pact, before: ContractVersion, after: ContractVersion): readonly string[] {
  const errors = (version: ContractVersion) =>
    compareWithVersion(pact, version).findings.filter(({ severity }) => severity === "error");
  const known = new Set(errors(before).map(({ pactPointer, rule }) => `${rule} ${pactPointer}`));
  return errors(after)
    .filter(({ pactPointer, rule }) => !known.has(`${rule} ${pactPointer}`))
    .map(({ interaction, message }) => `${interaction}: ${message}`);
}

/** The operations that a pact uses, by id. */
function used(pact: Pact, { http, messages }: ContractVersion): readonly string[] {
  return pact.interactions.flatMap((interaction) => {
    if (interaction.type !== "Synchronous/HTTP") {
      return messages === undefined ? [] : messageOperations(pact, interaction, messages);
    }
    const { method, path } = interaction.request;
    const found = http === undefined ? undefined : findOperation(http, method, path);
    return found === undefined ? [] : [found.operation.id];
  });
}
