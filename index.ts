// What a team's own files import from "tercet".
export {
  BusinessError,
  type CallOptions,
  type ClientDefinition,
  type ClientOf,
  type Clients,
  type ConnectOptions,
  type ContractDefinition,
  type ContractSource,
  connect,
  createClient,
  defineContract,
  defineRules,
  type HttpOptions,
  httpTransport,
  linksTo,
  type RetryOptions,
  type RulesDefinition,
  type RulesSource,
  refusalsOf,
  retrying,
  type ThrottleOptions,
  type Transport,
  throttling,
} from "./contracts/index.ts";
export { type ConfigInput, defineConfig, type EnvironmentInput, type StartEnvironment } from "./runner/index.ts";
export { type Scenario, type ScenarioContext, scenario } from "./suites/index.ts";
