import { TercetError } from "../../errors.ts";
import type { Json, JsonObject } from "../../json.ts";
import type { Workflow } from "./arazzo.ts";
import type { ContractSource } from "./define-contract.ts";

// Registered, for the same reason as a contract's.
const brand = Symbol.for("tercet.rules-source");

/** The business rules of one contract, as workflows. */
export interface RulesDefinition {
  readonly contract: ContractSource;
  readonly title: string;
  readonly workflows: readonly Workflow[];
}

/** Authored business rules. */
export type RulesSource = RulesDefinition & { readonly [brand]: true };

/**
 * Defines a contract's business rules. Exported beside the contract, they are written to
 * `<catalog>/<service>/<version>/rules.arazzo.json` by `tercet contracts build`.
 * Throws `TercetError` (`contract`) for a step that calls no operation of the contract, or one with roles it does not have.
 */
export function defineRules(definition: RulesDefinition): RulesSource {
  const { service, version, operations } = definition.contract;
  for (const { workflowId, steps } of definition.workflows) {
    for (const step of steps) {
      const where = `The rules of ${service}@${version}, workflow ${workflowId}, step ${step.stepId}`;
      const operation = operations[step.operationId];
      const role = step["x-tercet-role"];
      if (operation === undefined) {
        throw new TercetError("contract", `${where}: the contract has no operation "${step.operationId}".`);
      }
      if (role !== undefined && !operation.roles.includes(role)) {
        throw new TercetError("contract", `${where}: ${step.operationId} is not for the role "${role}".`);
      }
    }
  }
  return Object.freeze({ ...definition, [brand]: true as const });
}

/** Whether a value was made by `defineRules`. */
export function isRulesSource(value: unknown): value is RulesSource {
  return typeof value === "object" && value !== null && brand in value;
}

/** Writes authored rules as an Arazzo 1.0.1 document beside the contract's `openapi.json`. */
export function arazzo({ contract, title, workflows }: RulesSource): JsonObject {
  return {
    arazzo: "1.0.1",
    info: { title, version: contract.version },
    sourceDescriptions: [{ name: contract.service, url: "./openapi.json", type: "openapi" }],
    workflows: workflows as unknown as Json,
  };
}
