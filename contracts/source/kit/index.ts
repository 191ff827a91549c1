// What a team, and the shop's own contracts, write contracts with.

export type { Criterion, Step, StepBody, StepParameter, Workflow } from "./arazzo.ts";
export { type ContractSource, defineContract, isContractSource } from "./define-contract.ts";
export { arazzo, defineRules, isRulesSource, type RulesDefinition, type RulesSource } from "./define-rules.ts";
export type {
  ContractDefinition,
  LinkDefinition,
  OperationDefinition,
  OperationDefinitions,
  Parameters,
  ResponseDefinition,
  ZodSchema,
} from "./definition.ts";
export { linksTo } from "./links.ts";
export { openApi } from "./open-api.ts";
