import type { Contract } from "../../model/contract.ts";
import type { HttpInteraction, Pact } from "../../pact/pact.ts";
import { compareRequest } from "./compare-request.ts";
import { compareResponse } from "./compare-response.ts";
import { type FoundOperation, findOperation, methodsFor } from "./find-operation.ts";
import { type Compared, type ComparisonFinding, comparisonRules, type Found } from "./finding.ts";

/**
 * Holds what a consumer uses of a provider against the provider's contract, without running anything; no finding: every
 * HTTP interaction fits. Messages are not looked at: an OpenAPI document says nothing of them.
 *
 * Each request must be one that an operation takes, each answer one that it may give; and where the contract leaves open
 * what the consumer counts on, a warning carries a witness: an answer by the contract that this consumer cannot read.
 * Values of an answer that no matching rule frees are held to their JSON type only, since the provider's state decides
 * them. A request that expects 4xx or 5xx may be wrong on purpose, so only its operation and its answer are looked at.
 *
 * Throws `TercetError` (`contract`) where a schema of the contract cannot be used.
 */
export function comparePact(pact: Pact, contract: Contract): readonly ComparisonFinding[] {
  const asked = pact.interactions
    .filter((interaction): interaction is HttpInteraction => interaction.type === "Synchronous/HTTP")
    .map((interaction): Asked => {
      const found = findOperation(contract, interaction.request.method, interaction.request.path);
      return { interaction, found, group: `${interaction.response.status} ${found?.operation.id}` };
    });
  const groups = Map.groupBy(asked, ({ group }) => group);
  return asked.flatMap((one) => {
    const alike = (groups.get(one.group) ?? []).map(({ interaction }) => interaction);
    return compareInteraction(contract, one, { pact, interaction: one.interaction, alike });
  });
}

/** An interaction with its operation; those with the same operation and status are a group. */
interface Asked {
  readonly interaction: HttpInteraction;
  readonly found: FoundOperation | undefined;
  readonly group: string;
}

function compareInteraction(
  contract: Contract,
  { found: asked }: Asked,
  compared: Compared,
): readonly ComparisonFinding[] {
  const { request, description, pointer } = compared.interaction;
  const told = (found: Found): ComparisonFinding => ({
    ...found,
    severity: comparisonRules[found.rule],
    interaction: description,
    ...(asked === undefined ? {} : { operation: asked.operation.id }),
  });
  if (asked === undefined) {
    return [
      told({
        rule: "request.path-or-method.unknown",
        pactPointer: `${pointer}/request/path`,
        contractPointer: "/paths",
        message: unknownOperation(contract, request.method.toUpperCase(), request.path),
      }),
    ];
  }
  return [...compareRequest(contract, asked, compared), ...compareResponse(contract, asked.operation, compared)].map(
    told,
  );
}

/** Says what there is instead: other methods for the same path. */
function unknownOperation(contract: Contract, method: string, path: string): string {
  const methods = methodsFor(contract, path);
  const others = methods.length === 0 ? "" : `; it has ${methods.join(", ")} for that path`;
  return `The contract has no ${method} ${path}${others}.`;
}
