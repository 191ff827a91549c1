// The face of contracts: what other top folders may use.
export { BusinessError } from "./client/business-error.ts";
export type { Clients } from "./client/clients.ts";
export { type ClientDefinition, clientDefinition, isJson } from "./client/definition.ts";
export { generateClient } from "./client/generate.ts";
export { buildRequest } from "./client/request.ts";
export { type RetryOptions, retrying } from "./client/retry.ts";
export { createClient } from "./client/runtime.ts";
export type { ClientAnswer, ClientRequest, Transport } from "./client/transport.ts";
export { type ErrorCode, type ErrorPlace, reasonOf, TercetError } from "./errors.ts";
export type { Json, JsonObject } from "./json.ts";
export { loadRules, parseRules } from "./model/arazzo/load.ts";
export type {
  Action,
  Criterion,
  Rules,
  SourceDescription,
  Step as RuleStep,
  StepParameter,
  StepRequestBody,
  StepTarget,
  Workflow,
  WorkflowReference,
} from "./model/arazzo/rules.ts";
export { type CatalogEntry, findContract, listContracts, rulesFileOf } from "./model/catalog.ts";
export type {
  Contract,
  Example,
  Link,
  MediaType,
  Method,
  Operation,
  Parameter,
  RequestBody,
  Response,
  ResponseHeader,
  Schema,
  SecurityRequirement,
} from "./model/contract.ts";
export {
  type ExpressionScope,
  evaluateExpression,
  evaluateTemplate,
  expressionsIn,
  type HeaderValues,
  isExpression,
  missingExpressions,
} from "./model/expression.ts";
export type { OperationExtension, ServiceExtension } from "./model/extension.ts";
export type { LintRule } from "./model/lint/rule.ts";
export { type LintFinding, lintContract, lintRules } from "./model/lint.ts";
export { loadContract } from "./model/load.ts";
export { type ParseOptions, parseContract } from "./model/parse.ts";
export { parsePointer, pointer, resolvePointer } from "./model/pointer.ts";
export { createRandom, type Random } from "./random.ts";
export { type BuildResult, buildContracts } from "./release/build.ts";
export { type FileFinding, type LintResult, lintContracts } from "./release/lint-catalog.ts";
export { releaseContract } from "./release/release.ts";
export { type CatalogFinding, checkReleased, readReleased } from "./release/released.ts";
export { writeWhole } from "./release/write-file.ts";
export {
  type CaseIdentity,
  type CaseResult,
  type Counts,
  type Event,
  type Evidence,
  eventLogSchema,
  eventSchema,
  type Finding,
  type Step,
  type Verdict,
} from "./results/events.ts";
export { type Guarantee, guarantees } from "./results/guarantees.ts";
export { readEvents } from "./results/read.ts";
export { redactEvent } from "./results/redact.ts";
export { eventSchemaFile, eventSchemaText } from "./results/schema.ts";
export { combineVerdicts, exitCode } from "./results/verdict.ts";
export { type SchemaError, type Schemas, schemasOf } from "./schema/compile.ts";
export { canonical } from "./schema/equality.ts";
export { type GenerateOptions, generate } from "./schema/generate.ts";
export { type InvalidValue, invalidValues } from "./schema/mutate.ts";
export type { InputFault } from "./schema/mutations/mutation.ts";
export { type StillFails, shrinkInvalid } from "./schema/shrink.ts";
export { GenerationError } from "./schema/values/error.ts";
export {
  type ContractDefinition,
  type ContractSource,
  defineContract,
  defineRules,
  linksTo,
  type OperationDefinition,
  openApi,
  type ResponseDefinition,
  type RulesDefinition,
  type RulesSource,
  type ZodSchema,
} from "./source/kit/index.ts";
