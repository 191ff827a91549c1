// The face of contracts: what other top folders may use.
export { BusinessError } from "./client/business-error.ts";
export type { ClientOf, Clients } from "./client/clients.ts";
export { type ConnectOptions, connect } from "./client/connect.ts";
export type { CallOptions } from "./client/deadline.ts";
export {
  type ClientDefinition,
  clientDefinition,
  type OmittedOperation,
  omittedOperations,
} from "./client/definition.ts";
export { generateClient } from "./client/generate.ts";
export { type HttpOptions, httpTransport } from "./client/http.ts";
export { isJson } from "./client/media-type.ts";
export { buildRequest } from "./client/request.ts";
export { type RetryOptions, retrying } from "./client/retry.ts";
export { retryAfterSeconds } from "./client/retry-after.ts";
export { createClient, refusalsOf } from "./client/runtime.ts";
export { type ThrottleOptions, throttling } from "./client/throttle.ts";
export type { ClientAnswer, ClientRequest, Transport } from "./client/transport.ts";
export type {
  Change,
  ChangePlace,
  Direction,
  Effect,
  MessageWitness,
  RequestWitness,
  ResponseWitness,
  ServiceWitness,
  Witness,
} from "./compatibility/change.ts";
export { type AcceptsOptions, consumerAccepts } from "./compatibility/consumer/accepts.ts";
export { comparePact } from "./compatibility/consumer/compare-pact.ts";
export { compareWithVersion, type PactComparison } from "./compatibility/consumer/compare-version.ts";
export { interactionContent, pactDigest } from "./compatibility/consumer/digest.ts";
export { type FoundOperation, findOperation } from "./compatibility/consumer/find-operation.ts";
export {
  type ComparisonFinding,
  type ComparisonRule,
  type ComparisonSeverity,
  comparisonRules,
} from "./compatibility/consumer/finding.ts";
export { declaredMedia, responseKey } from "./compatibility/consumer/media.ts";
export { type CredentialPlace, credentialPlaces } from "./compatibility/consumer/security.ts";
export { type ContractDiff, type DiffedContract, diffContracts } from "./compatibility/contract/diff.ts";
export { type ChangeRule, changeRules } from "./compatibility/contract/rules.ts";
export { adviseVersion, mayBreak, type VersionAdvice, type VersionStep } from "./compatibility/contract/semver.ts";
export { type ContractVersion, diffVersions, loadVersion, mergeDiffs } from "./compatibility/contract/versions.ts";
export {
  type AffectedConsumer,
  affectedConsumers,
  type Explanation,
  explainDiff,
} from "./compatibility/explain/explain.ts";
export type {
  ContractChange,
  GateAnswer,
  IntegrationVerdict,
  JudgedAcceptance,
  JudgedIntegration,
  UnmetNeed,
} from "./compatibility/gate/answer.ts";
export { decide, type GateInput, gateExitCode } from "./compatibility/gate/decide.ts";
export type {
  ContainmentEvidence,
  Evidence as GateEvidence,
  ReplayEvidence,
  StaticEvidence,
} from "./compatibility/gate/evidence.ts";
export { explainGate } from "./compatibility/gate/explain.ts";
export {
  type Fact,
  type FactKind,
  type FactOf,
  factSchema,
  isName,
  type VerificationFailure,
} from "./compatibility/gate/fact.ts";
export { type FactIndex, indexFacts } from "./compatibility/gate/fact-index.ts";
export { type Integration, type Integrations, integrationsOf } from "./compatibility/gate/integrations.ts";
export { type ComputedEvidence, replayOf } from "./compatibility/gate/judge-integration.ts";
export type { Occupant, Presence } from "./compatibility/gate/occupants.ts";
export { isMainline, isPending } from "./compatibility/gate/pending.ts";
export type { GateQuestion, StaticPolicy } from "./compatibility/gate/question.ts";
export { parseServiceVersion, type ServiceVersion, versionName } from "./compatibility/gate/service-version.ts";
export { compareMessages } from "./compatibility/message/compare.ts";
export {
  type MessageComparisonFinding,
  type MessageComparisonRule,
  messageComparisonRules,
} from "./compatibility/message/comparison-finding.ts";
export { diffMessages } from "./compatibility/message/diff.ts";
export { type MessageChangeRule, messageChangeRules } from "./compatibility/message/rules.ts";
export { type ErrorCode, type ErrorPlace, reasonOf, TercetError } from "./errors.ts";
export { isObject, type Json, type JsonObject } from "./json.ts";
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
export { lintMessageContract, messageLintRules } from "./model/asyncapi/lint.ts";
export { loadMessageContract } from "./model/asyncapi/load.ts";
export type {
  Channel,
  Life,
  Message,
  MessageContract,
  MessageOperation,
  MessageSchema,
  MessageSecurity,
  MessageServer,
  Reply,
} from "./model/asyncapi/message-contract.ts";
export { parseMessageContract } from "./model/asyncapi/parse.ts";
export { isAsyncApi } from "./model/asyncapi/version.ts";
export {
  type CatalogEntry,
  findContract,
  findContractFiles,
  findMessageContract,
  isLocation,
  listContracts,
  listMessageContracts,
  rulesFileOf,
} from "./model/catalog.ts";
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
export { readDocument } from "./model/document.ts";
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
export { plainJson } from "./model/plain-json.ts";
export { parsePointer, pointer, resolvePointer } from "./model/pointer.ts";
export { serializeSimple, serializeTarget } from "./model/serialize.ts";
export { bodyOf, bodyOfText, bytesOfBody } from "./pact/body.ts";
export {
  type NewInteraction,
  newInteraction,
  newInteractions,
  newPact,
  type TemplatedInteraction,
} from "./pact/create.ts";
export { generateMessage, generateRequest, generateResponse } from "./pact/generate.ts";
export type { GeneratorContext } from "./pact/generators/context.ts";
export { parseJsonText } from "./pact/json-text.ts";
export { loadPact } from "./pact/load.ts";
export { matchMessage } from "./pact/match-message.ts";
export { type MatchedPart, matchedParts, matchPart } from "./pact/match-part.ts";
export { matchRequest } from "./pact/match-request.ts";
export { matchResponse } from "./pact/match-response.ts";
export {
  type Branch,
  branchesOf,
  compareWithTemplate,
  exercisedBranches,
  unexercised,
} from "./pact/matchers/branches.ts";
export type { Flexible, Template } from "./pact/matchers/template.ts";
export { type TemplateVariant, templateVariants } from "./pact/matchers/variants.ts";
export * as matchers from "./pact/matchers/vocabulary.ts";
export { mergePacts } from "./pact/merge.ts";
export type {
  ActualMessage,
  ActualRequest,
  ActualResponse,
  AsynchronousMessage,
  HttpInteraction,
  Interaction,
  MatchingRules,
  MatchResult,
  Mismatch,
  Pact,
  PactBody,
  PactMessage,
  PactRequest,
  PactResponse,
  PactSpecification,
  ProviderState,
  SynchronousMessage,
} from "./pact/pact.ts";
export { formatQuery } from "./pact/query.ts";
export { parseSpecification } from "./pact/read/version.ts";
export { parsePact } from "./pact/read.ts";
export { pactDocument } from "./pact/write.ts";
export { createRandom, type Random } from "./random.ts";
export { type BuildResult, buildContracts } from "./release/build.ts";
export { type FileFinding, type LintResult, lintContracts } from "./release/lint-catalog.ts";
export { releaseContract } from "./release/release.ts";
export { type CatalogFinding, checkReleased, readReleased } from "./release/released.ts";
export { releasedMajors } from "./release/released-majors.ts";
export { writeWhole } from "./release/write-file.ts";
export { type Coverage, type CoverageCount, summarizeCoverage } from "./results/coverage.ts";
export {
  type CaseIdentity,
  type CaseResult,
  type Counts,
  type Event,
  type Evidence,
  eventLogSchema,
  eventSchema,
  type Finding,
  type Severity,
  type Step,
  type Verdict,
} from "./results/events.ts";
export { type Guarantee, guarantees } from "./results/guarantees.ts";
export { type JobRecord, type JobTimeline, jobRecordSchema } from "./results/job.ts";
export { readEvents } from "./results/read.ts";
export { redactEvent } from "./results/redact.ts";
export { combineVerdicts, exitCode } from "./results/verdict.ts";
export { type SchemaError, type Schemas, schemasOf } from "./schema/compile.ts";
export { type Containment, type ContainsOptions, contains, type SchemaInDocument } from "./schema/contains.ts";
export { canonical } from "./schema/equality.ts";
export { type GenerateOptions, generate } from "./schema/generate.ts";
export { inexactNumber } from "./schema/inexact-numbers.ts";
export { memberNames } from "./schema/member-names.ts";
export { type InvalidValue, invalidValues } from "./schema/mutate.ts";
export type { InputFault } from "./schema/mutations/mutation.ts";
export { type StillFails, shrinkInvalid } from "./schema/shrink.ts";
export { GenerationError } from "./schema/values/error.ts";
export { shellWord } from "./shell-word.ts";
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
