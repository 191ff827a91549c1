// What a team's own files import from "tercet".
export {
  BusinessError,
  type ClientDefinition,
  type Clients,
  type ContractDefinition,
  type ContractSource,
  createClient,
  defineContract,
  defineRules,
  linksTo,
  type RulesDefinition,
  type RulesSource,
  retrying,
  type Transport,
} from "./contracts/index.ts";
export { type ConfigInput, defineConfig, type EnvironmentInput, type StartEnvironment } from "./runner/index.ts";
export { type Scenario, type ScenarioContext, scenario } from "./suites/index.ts";
